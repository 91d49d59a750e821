"""Stand-ins for wrong values, so that reading goes on."""

import pytest

from layouts import Form, Quantity, about
from layouts.document import Document
from layouts.mending import mend_form


class Counted(Form):
    count: Quantity = about("Count")
    other: Quantity = about("Another count", 1)


@pytest.mark.parametrize("found", [float("inf"), float("-inf"), float("nan"), "1" * 400, "1e400", "Infinity"])
def test_a_number_without_end_gets_a_stand_in(found: object) -> None:
    """No whole number comes near infinity: the count gets any stand-in, and both faults are told at once."""
    mended = mend_form(Counted, Document("x.yaml", {"count": found, "other": "x"}, {}))
    assert mended.form is not None
    assert sorted(fault.key for fault in mended.faults) == ["count", "other"]


def test_a_misspelt_key_is_one_fault() -> None:
    """`coumt` is meant as `count`: that `count` is missing would be a second remedy for one mistake."""
    mended = mend_form(Counted, Document("x.yaml", {"coumt": 3}, {}))
    assert [str(fault) for fault in mended.faults] == ["x.yaml:1 at coumt: unknown key 'coumt'. Write 'count' instead"]
    both = mend_form(Counted, Document("x.yaml", {"zzz": 3}, {}))
    assert sorted(fault.key for fault in both.faults) == ["count", "zzz"]
