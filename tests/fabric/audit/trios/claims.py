"""Trios of the claims of a plan: its acts, what limits it, its bounds, and the order and size of its crews' work."""

from dataclasses import replace

from fabric.plan import Plan
from tests.fabric.audit.small_plan import (
    SMALL_PLAN,
    package,
    with_cells,
    with_project,
    with_request,
    with_route,
    with_summary,
)
from tests.fabric.audit.trios.trio import Trio, trio

ACTS_MS = SMALL_PLAN.summary.acts_ms
OVER_TECHNICIANS = "work over technicians"


@trio("starts-after-ready")
def starts_after_ready() -> Trio:
    """The opening of A01 begins one second before the racks are ready; next door it begins with the clock."""
    row = package(SMALL_PLAN, "open", 0)
    early = with_cells(SMALL_PLAN, "packages.start_s", {row: -1})
    return Trio(
        rejects=with_cells(early, "packages.end_s", {row: 59}),
        next_door=with_cells(early, "packages.start_s", {row: 0}),
        object="opening rack A01",
        found="starts at -1 s",
        allowed="0 s",
        remedy="Start it later",
    )


def _with_crew_of(act: str, technicians: int) -> Plan:
    """Another number of technicians for an act."""
    rates = SMALL_PLAN.project.labour.rates
    labour = replace(SMALL_PLAN.project.labour, rates={**rates, act: replace(rates[act], crew=technicians)})
    return with_project(SMALL_PLAN, labour=labour)


@trio("crew-size")
def crew_size() -> Trio:
    """A crew has one technician. The trunk's pull takes two; next door taping takes two, and nothing is taped."""
    return Trio(
        rejects=_with_crew_of("pull_trunk", 2),
        next_door=_with_crew_of("prebundle_jumper", 2),
        object="pull_trunk",
        found="2 technicians",
        allowed="1, the size of a crew",
        remedy="Raise crew_size in crew.yaml, or lower 'crew' of the act in labour.csv",
    )


@trio("ten-years")
def ten_years() -> Trio:
    """Shifts of 28,800 s. Ten years are 3,650 x 28,800 = 105,120,000 s; the last test ends a second later."""
    row = package(SMALL_PLAN, "test", 2)
    late = with_cells(SMALL_PLAN, "packages.start_s", {row: 105_119_881})
    return Trio(
        rejects=with_cells(late, "packages.end_s", {row: 105_120_001}),
        next_door=with_cells(late, "packages.end_s", {row: 105_120_000}),
        also=frozenset({"install-time", "shift-end"}),
        object="last test",
        found="3650 days of 28800 s of work",
        allowed="3650 days",
        remedy="Lengthen the shifts in crew.yaml",
    )


@trio("networks-first")
def networks_first() -> Trio:
    """Compute is tested at 2,220 s, storage at 3,054 s."""
    return Trio(
        rejects=with_request(SMALL_PLAN, first=("storage",)),
        next_door=with_request(SMALL_PLAN, first=("compute", "storage")),
        object="network storage",
        found="tested after compute",
        allowed="before the networks that the request names later",
        remedy="Nothing to do where the first network is large; else make the plan again",
    )


@trio("acts-as-done")
def acts_as_done() -> Trio:
    """11 labels of 60,000 ms; 11 ms less are a fault, 10 ms less are rounding."""
    return Trio(
        rejects=with_summary(SMALL_PLAN, acts_ms={**ACTS_MS, "label": 659_989}),
        next_door=with_summary(SMALL_PLAN, acts_ms={**ACTS_MS, "label": 659_990}),
        also=frozenset({"acts-sum"}),
        object="label",
        found="659989 ms claimed",
        allowed="660000 ms by the packages",
        remedy="Make the plan again",
    )


@trio("plan-binds")
def plan_binds() -> Trio:
    """All work over two crews takes 2,427 s, the fullest place 4,254 / 2 = 2,127 s, the longest chain 1,500 s."""
    return Trio(
        rejects=with_summary(SMALL_PLAN, plan_binds="place"),
        next_door=with_summary(SMALL_PLAN, plan_binds="work"),
        object="summary",
        found="place binds",
        allowed="work: work 2427 s, place 2127 s, rack 0 s, chain 1500 s",
        remedy="Make the plan again",
    )


@trio("bound-parts")
def bound_parts() -> Trio:
    """A bound of one second more than its largest part; next door a smaller part beside it."""
    parts = {OVER_TECHNICIANS: 1_110, "shortest chain": 180}
    return Trio(
        rejects=with_summary(SMALL_PLAN, bound_s=1_111),
        next_door=with_summary(SMALL_PLAN, bound_parts_s=parts),
        object="summary",
        found="bound of 1111 s",
        allowed="1110 s, the largest of its parts",
        remedy="Make the plan again",
    )


@trio("bound-part-holds")
def bound_part_holds() -> Trio:
    """A rack is opened, a plug is inserted, a link is tested: 3 x 60 s by one technician."""
    parts = {OVER_TECHNICIANS: 1_110, "shortest chain": 180}
    return Trio(
        rejects=with_summary(SMALL_PLAN, bound_parts_s={**parts, "shortest chain": 181}),
        next_door=with_summary(SMALL_PLAN, bound_parts_s=parts),
        object="shortest chain",
        found="181 s",
        allowed="at most 180 s",
        remedy="Report a defect of the planner: the bound is wrong",
    )


@trio("bound-work-agrees")
def bound_work_agrees() -> Trio:
    """2,220,000 ms of work by two technicians take 1,110 s; one millisecond more takes 1,111 s."""
    more = with_summary(SMALL_PLAN, work_bound_ms=2_220_001)
    return Trio(
        rejects=more,
        next_door=with_summary(more, bound_s=1_111, bound_parts_s={OVER_TECHNICIANS: 1_111}),
        object="work over technicians",
        found="1110 s",
        allowed="1111 s for the bound of 2220001 ms on the work",
        remedy="Make the plan again",
    )


@trio("route-length")
def route_length() -> Trio:
    """500 mm up, 1,200 and 1,200 mm along, 500 mm down are 3,400 mm."""
    return Trio(
        rejects=with_route(SMALL_PLAN, length_mm=3_399),
        next_door=with_route(SMALL_PLAN, length_mm=3_400),
        object="route A01 - A02",
        found="3399 mm stated",
        allowed="3400 mm along its points",
        remedy="Make the plan again",
    )


@trio("optic-used")
def optic_used() -> Trio:
    """The last transceiver of the spine in cage 3, where nothing plugs in; next door it is in cage 2, as planned."""
    return Trio(
        rejects=with_cells(SMALL_PLAN, "optics.cage", {7: 3}),
        next_door=with_cells(SMALL_PLAN, "optics.cage", {7: 2}),
        also=frozenset({"cage-has-optic"}),
        object="spine-1 cage 3",
        found="a transceiver, though no cable plugs in there (fabric)",
        allowed="none",
        remedy="Remove the transceiver",
    )
