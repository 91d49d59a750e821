"""Labels that replace lost ones, on a stock that nobody asked for: the command and the first label say why."""

import pytest

from fabric import Plan
from fabric.sheets import Options, Selection, list_stock_notes
from tests.fabric.sheets.rendering import pdf_text, render

REASON = "3 mm are on flag-70x25: wrap-25x57 fits 6.1 to 12.1 mm"
"""Legs are 3.0 mm thick. 19.1 mm of print go round 19.1 / pi = 6.1 mm at least; the flag is the first that fits."""


@pytest.mark.plan
def test_a_stock_that_nobody_asked_for_is_told_with_its_reason(superpod_plan: Plan) -> None:
    asked = Options(label_stocks=("wrap-25x57",), pdf="all", selection=Selection(racks=frozenset({"A01"})))
    assert list(list_stock_notes(superpod_plan, asked)) == [f"replacement labels of legs of {REASON}"]
    text = pdf_text(render(superpod_plan, asked)["supplier/labels_reserve-flag-70x25.pdf"])
    before, _, after = REASON.partition(": ")
    assert text.count("REPLACEMENTS") == text.count(before) == text.count(after) == 2  # Both halves of one flag.


@pytest.mark.plan
@pytest.mark.parametrize(("stocks", "pdf"), [(("wrap-25x57",), "carried"), (("wrap-25x57", "letter-30"), "all")])
def test_nothing_is_told_where_none_is_printed_or_one_fits(
    stocks: tuple[str, ...], pdf: str, superpod_plan: Plan
) -> None:
    assert list(list_stock_notes(superpod_plan, Options(label_stocks=stocks, pdf=pdf))) == []  # type: ignore[arg-type]
