"""Carts: one figure for kitting list, crew pack and bill, and a section for every cart that a crew is sent to."""

from dataclasses import replace

import pytest

from fabric import Plan
from fabric.plan.kinds import PullForm
from fabric.sheets.documents.bill import bill_of_materials
from fabric.sheets.documents.kitting import kitting_list
from fabric.sheets.rows.carts import cart_of, list_carts, total_needs
from fabric.sheets.rows.crew_day import CrewDays
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import list_sections
from fabric.sheets.rows.step import Act
from fabric.writers import NO_BREAK
from tests.fabric.four_links import copper


@pytest.fixture(scope="module")
def fiber_rows(small_plan: Plan) -> PlanRows:
    """The four links as jumpers: eight plugs with end faces."""
    kinds = tuple(
        replace(copper(mm), model="MFP7E10", form="jumper", connector="MPO-12/APC", gender="female")
        for mm in (3000, 5000)
    )
    return PlanRows(replace(small_plan, kinds=kinds))


def test_the_bill_is_what_the_carts_add_up_to(fiber_rows: PlanRows) -> None:
    """Two crews plug the eight plugs: each cart takes a whole cleaner (16 of 500 cleans) and a whole cap (5 % of 8), so
    the bill has two of each; by plugs alone it would have one. Cart 1-1 ties two pulls with 14 ties each, 28 x 0.15 m =
    4.2 m or 5 m; cart 2-1 six ties of the patch, 0.9 m or 1 m: 6 m.
    """
    carts = list_carts(fiber_rows)
    assert [(cart.name, [need.words for need in cart.needs if need.unit == "m"]) for cart in carts] == [
        ("1-1", ["5 m of hook-and-loop tape"]),
        ("2-1", ["1 m of hook-and-loop tape"]),
    ]
    sums = {one.what: (one.quantity, one.count) for one in total_needs(carts)}
    assert sums == {
        "label to apply": (8, 8),
        "hook-and-loop tape": (6, 34),
        "one-click cleaner for MPO-12/APC": (2, 8),
        "dust cap for MPO-12/APC": (2, 8),
    }
    assert [(row[0], row[1], row[3]) for row in bill_of_materials(fiber_rows).tables[2].rows] == [
        ("label to apply", 8, "8 plugs"),
        ("hook-and-loop tape", 6, "34 ties"),
        ("one-click cleaner for MPO-12/APC", 2, "8 plugs"),
        ("dust cap for MPO-12/APC", 2, "8 plugs"),
    ]
    printed = kitting_list(fiber_rows).print_tables[1]
    assert printed.rows[1][0] == 6
    assert printed.rows[1][-1] == f"1-1:{NO_BREAK}5, 2-1:{NO_BREAK}1"


def test_a_crew_reads_the_figures_of_its_cart(fiber_rows: PlanRows) -> None:
    """Each line of consumables of a crew is that of its cart."""
    days = CrewDays(fiber_rows)
    found = 0
    for section in list_sections(fiber_rows):
        cart = cart_of(fiber_rows, section)
        (line,) = [line for line in days.fetch_lines(section) if line.startswith("Consumables")] or [""]
        assert line == (f"Consumables: {', '.join(need.words for need in cart.needs)}." if cart else "")
        found += bool(line)
    assert found == len(list_carts(fiber_rows))


def test_every_cart_of_a_crew_has_its_section(fiber_rows: PlanRows) -> None:
    """A shift of tests alone is sent to no cart; every other one to a cart that the kitting list has."""
    days = CrewDays(fiber_rows)
    named = {line.split(":")[0] for section in list_sections(fiber_rows) for line in days.fetch_lines(section)[:1]}
    titles = {table.title.split(":")[0] for table in kitting_list(fiber_rows).print_tables}
    carts = {name for name in named if name.startswith("Cart ")}
    assert carts == {title for title in titles if title.startswith("Cart ")} == {"Cart 1-1", "Cart 2-1"}
    (section, *_) = list_sections(fiber_rows)
    tests = replace(section, steps=tuple(step for step in fiber_rows.steps if step.act == Act.TEST))
    assert cart_of(fiber_rows, tests) is None
    assert days.fetch_lines(tests)[0] == "No cart needed: nothing to fetch from the store."


def test_coils_are_on_the_cart_of_the_shift(fiber_rows: PlanRows) -> None:
    """Who collects a coil reads where it is and where it is staged."""
    plan = fiber_rows.plan
    forms = plan.pulls.form.copy()
    forms[:] = int(PullForm.TRUNK)
    rows = PlanRows(replace(plan, pulls=replace(plan.pulls, form=forms)))
    section = list_sections(rows)[0]
    pull = next(step for step in section.steps if step.act == Act.PULL)
    lines = CrewDays(rows).fetch_lines(section)
    assert any(line.startswith(f"Coils on cart 1-1, to stage at {pull.place.racks[0]}: ") for line in lines)
