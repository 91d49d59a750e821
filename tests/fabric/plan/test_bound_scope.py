"""The sentence about the bound is the same wherever a bound is printed, and names what is held fixed."""

from dataclasses import replace
from pathlib import Path

from fabric.plan import bound_scope
from fabric.report import explain_lines, plan_facts, summary_lines
from tests.fabric.four_links import make_small_plan

ROOT = Path(__file__).parents[3]
PLAN = make_small_plan()
LISTED = bound_scope(PLAN.project)


def squeeze(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def test_devices_in_racks_are_held_fixed_and_others_are_not() -> None:
    """All devices listed, none listed, some listed."""
    names = [device.id for device in PLAN.project.devices]
    assert LISTED.endswith("in the order of the input files, and keeps devices in their listed racks")
    assert bound_scope(PLAN.project, names).endswith("and puts devices in any racks")
    assert bound_scope(PLAN.project, names[:1]).endswith(
        "and keeps listed devices in their racks and puts the others in any racks"
    )


def test_the_order_of_hosts_is_told() -> None:
    """That of the files, that of their racks, and both where the request leaves the choice open."""
    network = PLAN.project.request.networks[0]
    by_rack = replace(network, host_order="racks")
    for networks, words in (
        ((by_rack,), "in the order of their racks, and"),
        ((replace(network, variants=(network, by_rack)),), "in the order of the input files or of their racks, and"),
    ):
        request = replace(PLAN.project.request, networks=networks)
        assert words in bound_scope(replace(PLAN.project, request=request))


def test_all_that_print_a_bound_print_the_sentence() -> None:
    """The JSON of `plan`, its summary, `explain`, README and the page of the argument."""
    facts = plan_facts(PLAN)
    assert facts["bound_scope"] == LISTED
    for text in (
        "\n".join(summary_lines(facts)),
        "\n".join(explain_lines(PLAN)),
        (ROOT / "README.md").read_text(encoding="utf-8"),
        (ROOT / "docs/bounds.md").read_text(encoding="utf-8"),
    ):
        assert LISTED in squeeze(text)


def test_nothing_claims_more() -> None:
    """No page and no module says that a bound holds for every plan of the request."""
    files = [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("fabric/**/*.py")]
    claims = ("bound for every plan", "every plan that meets", "no plan that meets the request")
    assert not [path for path in files if any(claim in squeeze(path.read_text("utf-8")) for claim in claims)]
