"""The bounds of small sites with their sums written out: a bound that loses a term goes red.

Each sum is made of the minutes of the labour table and of lengths that a reader can follow on the drawings of
tests/sites.py. Racks there are 2 m high; the middle of unit 42 is 96 mm below the top, so that the shortest way inside
a rack is 96 + 500 (to the side) + 300 (slack) + 600 (from the rear to the entry at half the depth) = 1,496 mm, and
between two racks at least 2,992 mm.
"""

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

import pytest

from fabric import Plan, Project, make_plan
from fabric.bounds import Bound, least_of_bounds, workforce_of
from fabric.designs import list_candidates
from fabric.inputs.labour_reader import read_labour
from fabric.optimize import RouteFinders, no_decisions, prepare_task
from fabric.templates import TRUNK_LEGS, write_multirack, write_superpod
from tests.sites import (
    read_files,
    write_standing_switches,
    write_three_tiers,
    write_two_networks,
    write_two_racks,
    write_unlike_leaves,
    write_unlike_racks,
)

LABOUR = read_labour()
SOME_NETWORKS = "work of some networks over their crew slots"
SPREAD = "work and pulls between places"
ALL_NETWORKS = "work and pulls of all networks between places"


def minutes(act: str, quantity: float = 1) -> float:
    """Person-minutes of an act."""
    return LABOUR.rates[act].person_ms * quantity / 60_000


PLUG, TEST, OPTIC, RACK = (minutes(act) for act in ("inspect_clean_plug", "test_link", "insert_optic", "mobilise"))
ENDS = 2 * (minutes("dress") + minutes("label"))
PATCH = minutes("patch_in_rack") + ENDS
"""A jumper inside one rack without its plugs: 1 + 2 x 1.5 = 4 min."""
INSIDE_M = 2.992


OLDER_SIZES = "[12, 24, 48]"
"""Trunks of three sizes, for which the figures below are counted."""


def jumper(metres: float) -> float:
    """A jumper that is laid by itself, without its plugs: 0.5 + 2 + 0.1 a metre + 2 x 1.5."""
    return minutes("stage_jumper") + minutes("pull_jumper") + minutes("pull_jumper_per_m", metres) + ENDS


def trunk(metres: float, links: int) -> float:
    """A trunk that carries some links, without its plugs: 6 + 10 + 0.25 a metre + 2 x 5, and 2 x 0.1 a link."""
    pulled = minutes("stage_trunk") + minutes("pull_trunk") + minutes("pull_trunk_per_m", metres)
    return pulled + 2 * minutes("dress_trunk") + 2 * links * minutes("breakout_leg")


def bundle(metres: float, jumpers: int) -> float:
    """A taped bundle, without its plugs: a trunk of no legs, and 0.7 + 2 x 0.5 a jumper."""
    return trunk(metres, 0) + jumpers * (minutes("prebundle_jumper") + 2 * minutes("label"))


def rounded_down(work: float) -> float:
    """To twentieths of a minute, of which all minutes of the table are multiples."""
    return int(work * 20 + 1e-6) / 20


class Golden(NamedTuple):
    """What the bound of a site is made of."""

    plugs: int
    tests: int
    optics: int
    racks: int
    laying: float
    """Minutes of laying all links, without plugs."""
    technicians: int
    slots: int
    """Technicians whom all usable places take at once."""
    place: float = 0
    """Minutes of work at the fullest place, over the technicians whom it takes."""
    spread_laying: float | None = None
    """Minutes of laying all links where one place holds all work; None where there is no such figure."""

    @property
    def work_min(self) -> float:
        """Person-minutes of any plan."""
        return self.plugs * PLUG + self.tests * TEST + self.optics * OPTIC + self.racks * RACK + self.laying


def at_place(optics: int, patches: int, technicians: int) -> float:
    """Work at one place with devices: each link is patched (1 min, two labels), dressed at one end, plugged, tested."""
    each = minutes("patch_in_rack") + 2 * minutes("label") + minutes("dress") + PLUG + TEST
    return (optics * OPTIC + patches * each) / technicians


SITES: dict[str, tuple[Callable[[], dict[str, str]], Golden]] = {
    # 4 leaves x 8 uplinks, all switches stand: half of them to the spine in their own rack, 8 from each rack to the
    # other one, whose shortest cable in stock has 5 m. No optics on copper.
    "multirack-2": (lambda: write_multirack(2), Golden(64, 32, 0, 2, 2 * bundle(5, 8) + 16 * PATCH, 2, 4)),
    # 8 leaves x 8 uplinks to four spines: 4 from each rack to each. Four single cables take less than a bundle of four.
    # Ten of the twelve pairs of unlike racks are within 5 m; the outer two are joined by cables of 10 m.
    "multirack-4": (
        lambda: write_multirack(4),
        Golden(128, 64, 0, 4, 16 * PATCH + 40 * jumper(5) + 8 * jumper(10), 2, 4),
    ),
    # 8 links to hosts as patches; 8 uplinks at a third of the fullest bundle of 24 between two racks. All work is done
    # behind row A, so the places count whole pulls: there 8 patches take less than a bundle.
    "two racks": (
        write_two_racks,
        Golden(32, 16, 16, 2, 8 * PATCH + rounded_down(bundle(INSIDE_M, 24) / 3), 4, 4, at_place(4, 8, 4), 16 * PATCH),
    ),
    # The same with trunks of 12 and no bundles: 8 uplinks at two thirds of a full trunk; a whole one goes over 4.192 m.
    "two racks, trunks": (
        lambda: write_two_racks("{trunk_legs: [12], bundle_jumpers: 1}"),
        Golden(
            32,
            16,
            16,
            2,
            8 * PATCH + rounded_down(trunk(INSIDE_M, 12) * 2 / 3),
            4,
            4,
            at_place(4, 8, 4),
            8 * PATCH + trunk(INSIDE_M + 1.2, 8),
        ),
    ),
    # Switches that stand leave nothing to price together: 8 uplinks as patches, at no length. Ports at both faces.
    "switches stand": (write_standing_switches, Golden(32, 16, 16, 2, 16 * PATCH, 4, 8, at_place(4, 8, 4))),
    # Leaves stand in the racks that they serve: 8 patches; 4 uplinks at a sixth of a full bundle.
    "unlike leaves": (
        write_unlike_leaves,
        Golden(24, 12, 12, 2, rounded_down(8 * PATCH + bundle(INSIDE_M, 24) / 6), 4, 4, at_place(4, 8, 4), 12 * PATCH),
    ),
    # Two hosts of 2 ports on one leaf: 4 patches. Usable are A.front, B.rear (hosts) and B.front (switches).
    "unlike racks": (write_unlike_racks, Golden(8, 4, 4, 2, 4 * PATCH, 4, 12, at_place(1, 2, 4))),
    # Each unit: 4 patches and 4 jumpers of 5.8 m to the rack beside; 16 uplinks at two thirds of a bundle, of which
    # those of one unit go 1.2 m further (0.25 / 24 a metre); 16 links from spines to cores in a bundle of their own.
    "three tiers": (
        write_three_tiers,
        Golden(
            96,
            48,
            48,
            4,
            rounded_down(
                2 * (4 * PATCH + 4 * jumper(5.8))
                + bundle(INSIDE_M, 24) * 2 / 3
                + 8 * minutes("pull_trunk_per_m", 1.2) / 24
            )
            + bundle(INSIDE_M, 16),
            4,
            4,
            at_place(8, 16, 4),
        ),
    ),
    # The two racks, and 4 board ports as patches. Its leaf also takes 3 switches at least, each at what the bundle of
    # 24 over 4.192 m adds to two patches, over 22 links; their plugs and tests come on top (no optics on copper).
    "two networks": (
        write_two_networks,
        Golden(
            32 + 8 + 2 * 3,
            16 + 4 + 3,
            16,
            2,
            8 * PATCH + rounded_down(bundle(INSIDE_M, 24) / 3) + 4 * PATCH + 3 * (bundle(4.192, 24) - 2 * PATCH) / 22,
            4,
            4,
            at_place(4, 8, 4) + at_place(0, 4, 4),
        ),
    ),
    # Where other switches might do, only a plug and a test of each board port are sure; its racks are open already.
    "two networks, several models": (
        lambda: write_two_networks("[]"),
        Golden(32 + 4, 16 + 4, 16, 2, 8 * PATCH + rounded_down(bundle(INSIDE_M, 24) / 3), 4, 4, at_place(4, 8, 4)),
    ),
}


def bound_of(project: Project) -> Bound:
    """The bound of a project of one network, without a plan."""
    candidates = list_candidates(project, project.request.networks[0], [])
    finders, state = RouteFinders(project.site), no_decisions(project)
    bounds = [prepare_task(project, found.design, state, finders).bound for found in candidates if found.design]
    return least_of_bounds(project.labour, workforce_of(project), bounds)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.plan if name.startswith("two networks") else ()) for name in SITES]
)
def test_the_bound_of_a_small_site_is_its_sum(name: str) -> None:
    """Work, and the four arguments for the time; an act takes as long for one crew of two as half its minutes.

    The bound of several networks depends on the plan of the first, so there a plan is made.
    """
    write, golden = SITES[name]
    project = read_files(write())
    if len(project.request.networks) == 1:
        bound = bound_of(project)
        work_ms, time_s, parts_s = bound.work_ms, bound.time_s, bound.parts_s
    else:
        summary = make_plan(project).summary
        work_ms, time_s, parts_s = summary.work_bound_ms, summary.bound_s, summary.bound_parts_s
    assert work_ms / 60_000 == pytest.approx(golden.work_min, abs=1e-3)
    work_s = golden.work_min * 60
    expected = {
        "work over technicians": work_s / golden.technicians,
        "work over crew slots": work_s / golden.slots,
        "work at the devices of one place": golden.place * 60,
        "shortest chain": sum(ceil(act * 60 / 2) for act in (RACK, PLUG, TEST)),
    }
    if len(project.request.networks) > 1:
        # Both show their ports at the rear. Where racks are opened may be chosen, and so may the place of a move.
        expected[SOME_NETWORKS] = (golden.work_min - golden.racks * RACK) * 60 / golden.slots
        # Behind row A is the only place, so no switch can stand at another and no pull ties up two places. The place
        # holds the least work of each network, and the opening of the racks of the first; the second opens no other.
        expected[ALL_NETWORKS] = golden.work_min * 60 / golden.slots
    if golden.spread_laying is not None:
        expected[SPREAD] = (golden.work_min - golden.laying + golden.spread_laying) * 60 / golden.slots
        assert SPREAD in parts_s
    shown = {part: s for part, s in parts_s.items() if part != SPREAD or golden.spread_laying is not None}
    assert shown == pytest.approx(expected, abs=1.01)
    assert time_s == max(parts_s.values())


def test_a_plan_states_the_bound_of_its_project(two_racks_plan: Plan) -> None:
    bound, summary = bound_of(two_racks_plan.project), two_racks_plan.summary
    assert (summary.work_bound_ms, summary.bound_s) == (bound.work_ms, bound.time_s)
    assert (dict(summary.bound_parts_s), summary.bound_binds) == (dict(bound.parts_s), bound.binds)
    assert summary.work_bound_ms <= summary.work_ms


@pytest.mark.parametrize(
    ("legs", "laying", "floor"),
    [
        # 8 host racks with a trunk of 48 each for 32 links, and 256 uplinks on 5 1/3 full trunks of 48, at no length.
        (OLDER_SIZES, 485.0, 8 * trunk(0, 32) + 256 / 48 * trunk(0, 48)),
        # Without trunks 32 links are a bundle of 24 and one of 8; the uplinks are 10 2/3 full bundles.
        ("[]", 1_599.05, 8 * (bundle(0, 24) + bundle(0, 8)) + 256 / 24 * bundle(0, 24)),
    ],
)
def test_the_bound_of_a_scalable_unit(legs: str, laying: float, floor: float) -> None:
    """512 links: 1,024 plugs, 512 tests, a transceiver in each of 512 cages; 8 racks of hosts and two of switches.

    Metres add to the `floor` of the laying, less than a tenth of it.
    """
    files = write_superpod(1)
    request = files["request.yaml"].replace(f"trunk_legs: {list(TRUNK_LEGS)}", f"trunk_legs: {legs}")
    found = bound_of(read_files({**files, "request.yaml": request}))
    assert f"trunk_legs: {legs}" in request
    rest = found.work_ms / 60_000 - (1024 * PLUG + 512 * TEST + 512 * OPTIC + 10 * RACK)
    assert rest == pytest.approx(laying, abs=0.01)
    assert floor < rest < 1.1 * floor
    assert found.parts_s["work over crew slots"] == ceil(found.work_ms / 1000 / 8)
    assert found.time_s == found.parts_s[SPREAD] > found.parts_s["work over crew slots"]


def test_the_time_of_a_scalable_unit_by_its_places() -> None:
    """All leaves stand in row B, 15 of 16 spines in row A beside the nodes: of all numbers the most even ones. Row A is
    then tied up as follows, by four technicians.

    - 256 links of nodes: plugs, tests, 128 transceivers, and eight trunks of 32 links with the end in row A.
    - 240 uplinks of the spines: plugs, 120 transceivers, and five trunks of 48 with the end in row A.
    - Ten racks: eight of nodes, two for 15 spines.

    Metres add to that: 13 trunks over 7.95 m on average.
    """

    def one_end(links: int) -> float:
        fixed = minutes("stage_trunk") + minutes("pull_trunk") + minutes("dress_trunk")
        return fixed + links * minutes("breakout_leg")

    nodes = 256 * (PLUG + TEST) + 128 * OPTIC + 8 * one_end(32)
    spines = 240 * PLUG + 120 * OPTIC + 5 * one_end(48)
    metres = minutes("pull_trunk_per_m", 103.398)
    files = write_superpod(1)
    request = files["request.yaml"].replace(f"trunk_legs: {list(TRUNK_LEGS)}", f"trunk_legs: {OLDER_SIZES}")
    found = bound_of(read_files({**files, "request.yaml": request}))
    assert f"trunk_legs: {OLDER_SIZES}" in request
    assert found.parts_s[SPREAD] == ceil((nodes + spines + 10 * RACK + metres) * 60 / 4)
    assert found.binds == SPREAD
