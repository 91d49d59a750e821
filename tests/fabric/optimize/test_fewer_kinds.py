"""Kinds of trunks joined by hand: four legs of 3 m at each end. A trunk costs 120 USD and 2 for each metre of body."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from fabric.audit import audit_plan
from fabric.optimize import list_joins, with_kinds
from fabric.optimize.cabling.length_choice import TrunkNeed
from fabric.plan import Assemblies, AssemblyKind, Plan
from tests.fabric.audit.small_plan import SMALL_PLAN, column, with_project

LEGS = (3_000,) * 4


def kind(body_m: int, legs_mm: tuple[int, ...] = LEGS) -> AssemblyKind:
    """A kind of trunk with these legs at its A end."""
    return replace(SMALL_PLAN.kinds[0], id=f"K{body_m}", body_mm=1_000 * body_m, a_legs_mm=legs_mm)


def trunks(*kinds: tuple[AssemblyKind, int]) -> Plan:
    """Some pieces of each kind."""
    numbers = [number for number, (_, count) in enumerate(kinds) for _ in range(count)]
    nothing = [0] * len(numbers)
    assemblies = Assemblies(kind=column(*numbers), pull=column(*nothing), lot=column(*nothing))
    return replace(SMALL_PLAN, kinds=tuple(kind for kind, _ in kinds), assemblies=assemblies)


def bodies(joined: Mapping[int, TrunkNeed]) -> list[int]:
    """The bodies in metres that stand in for those of each kind."""
    return [joined[number].body_mm // 1_000 for number in sorted(joined)]


def test_kinds_are_joined_one_pair_after_the_other() -> None:
    """Bodies of 4, 5, 6 and 7 m, one piece each. 4 as 5 and 6 as 7 add a metre each; 4 as 7 would add three."""
    plan = trunks(*((kind(body), 1) for body in (4, 5, 6, 7)))
    assert [bodies(joined) for joined in list_joins(plan)] == [[4, 5, 6, 7], [5, 5, 6, 7], [5, 5, 7, 7]]


def test_what_is_joined_is_joined_again() -> None:
    """4 and 5 m become 5, two pieces of which become 6: the first piece is then 2 m longer than it needs."""
    plan = trunks(*((kind(body), 1) for body in (4, 5, 6)))
    assert [bodies(joined) for joined in list_joins(plan)] == [[4, 5, 6], [5, 5, 6], [6, 6, 6]]


def test_pairs_that_add_the_least_work_go_first() -> None:
    """Three pieces of 4 m as 5 add 3 m, one piece of 10 as 12 adds 2 m."""
    plan = trunks((kind(4), 3), (kind(5), 1), (kind(10), 1), (kind(12), 1))
    assert [bodies(joined) for joined in list_joins(plan)][1:] == [[4, 5, 12, 12], [5, 5, 12, 12]]


@pytest.mark.parametrize(("pieces", "steps"), [(65, 2), (66, 1)])
def test_a_join_costs_no_more_than_a_piece(pieces: int, steps: int) -> None:
    """A piece of 5 m costs 130 USD. A metre more for 65 pieces of 4 m costs 130, for 66 it costs 132."""
    assert len(list_joins(trunks((kind(4), pieces), (kind(5), 1)))) == steps


def test_no_leg_gets_more_than_two_metres_longer() -> None:
    """Legs of 1 and 3 m become 3; a leg of half a metre does not."""
    assert len(list_joins(trunks((kind(4), 1), (kind(4, (1_000, *LEGS[1:])), 1)))) == 2
    assert len(list_joins(trunks((kind(4), 1), (kind(4, (500, *LEGS[1:])), 1)))) == 1


def test_no_trunk_is_longer_than_transceivers_reach() -> None:
    """50 m: bodies of 43 and 44 m with 6 m of legs become 44 m. With a leg of 4 m they would be 51 m over all."""
    assert len(list_joins(trunks((kind(43), 1), (kind(44), 1)))) == 2
    assert len(list_joins(trunks((kind(43, (4_000, *LEGS[1:])), 1), (kind(44), 1)))) == 1


def test_models_are_not_mixed() -> None:
    """Two models of equal lengths stay two kinds."""
    plan = trunks((kind(4), 1), (replace(kind(5), model="OTHER"), 1))
    catalog = plan.project.catalog
    both = replace(catalog, trunks={**catalog.trunks, "OTHER": replace(catalog.trunks["TRUNK"], model="OTHER")})
    assert len(list_joins(with_project(plan, catalog=both))) == 1


def test_kinds_of_an_earlier_plan_are_ordered_again() -> None:
    """4 m is served by the earlier 5 m, the shortest that is long enough; 8 m by none within 2 m."""
    earlier = [kind(3), kind(6), kind(5), kind(11)]
    assert bodies(list_joins(trunks((kind(4), 1), (kind(8), 1)), earlier)[1]) == [5, 8]
    assert len(list_joins(trunks((kind(4), 1)), [kind(4)])) == 1


def test_kinds_that_were_ordered_stay_apart() -> None:
    """4 and 5 m were ordered before; of 7 and 8 m, which were not, each piece becomes 8 m."""
    plan = trunks(*((kind(body), 1) for body in (4, 5, 7, 8)))
    steps = [[4, 5, 7, 8], [4, 5, 8, 8]]
    assert [bodies(joined) for joined in list_joins(plan, [kind(4), kind(5)])] == steps


def test_a_plan_of_other_kinds_is_sound() -> None:
    """The trunk is a metre longer: 6 s and 2 USD more. The bound stays; trials are told anew by the search."""
    made = TrunkNeed("TRUNK", 5_000, LEGS, LEGS)
    plan = with_kinds(SMALL_PLAN, {0: made})
    assert [kind.body_mm for kind in plan.kinds if kind.form == "trunk"] == [5_000]
    assert plan.summary.acts_ms["pull_trunk_per_m"] == 66_000
    assert plan.summary.cost_cents == SMALL_PLAN.summary.cost_cents + 200
    assert plan.summary.work_bound_ms == SMALL_PLAN.summary.work_bound_ms
    assert [finding.rule for finding in audit_plan(plan) if finding.severity == "error"] == ["trials-told"]
