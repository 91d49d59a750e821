"""The trunks to order, in as few kinds as the request allows. Never short.

Each trunk needs a body and legs, and a kind serves every need that it covers in all of them. Needs of one body whose
longest legs are equal at each end are joined into one kind: its overall length is theirs, and so are its price and the
time to pull it. Only legs grow, never beyond the longest leg of their end. Without a limit each joined need is a kind.
With a limit K, y_j says whether kind j is ordered, x_ij whether need i is served by kind j:

- sum over j of x_ij = 1, over kinds that cover need i (`add_length`).
- x_ij <= y_j and sum of y_j <= K (`add_custom_kinds`).
- Objective: least sum of x_ij x pieces_i x overall length of j.

Candidates are the needs and their joins: the longest body with the longest of each leg.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from fabric.optimize.solver import solve


@dataclass(frozen=True, order=True)
class TrunkNeed:
    """The least lengths of a trunk, rounded up to the steps of its model."""

    model: str
    """Model of the trunk in the catalogue; only needs of one model are compared."""
    body_mm: int
    """Length from furcation to furcation."""
    a_legs_mm: tuple[int, ...]
    """Length of each leg at the A end, spare ones included."""
    b_legs_mm: tuple[int, ...]
    """Length of each leg at the B end, as many as at the A end."""

    def covers(self, other: "TrunkNeed") -> bool:
        """Whether this one can stand in for the other."""
        return (
            self.model == other.model
            and self.body_mm >= other.body_mm
            and all(a >= b for a, b in zip(self.a_legs_mm, other.a_legs_mm, strict=True))
            and all(a >= b for a, b in zip(self.b_legs_mm, other.b_legs_mm, strict=True))
        )

    def join(self, other: "TrunkNeed") -> "TrunkNeed":
        """The shortest trunk that serves both."""
        return TrunkNeed(
            self.model,
            max(self.body_mm, other.body_mm),
            tuple(map(max, self.a_legs_mm, other.a_legs_mm)),
            tuple(map(max, self.b_legs_mm, other.b_legs_mm)),
        )

    @property
    def overall_mm(self) -> int:
        return self.body_mm + max(self.a_legs_mm) + max(self.b_legs_mm)


def choose_kinds(
    needs: Sequence[TrunkNeed], limit: int | None, longest_mm: Mapping[str, int], seed: int
) -> dict[TrunkNeed, TrunkNeed] | None:
    """The trunk to order for each distinct need, none longer than its model allows.

    The answer is None where `limit` kinds cannot serve them all.
    """
    alike = join_alike(needs)
    pieces = Counter(alike[need] for need in needs)
    distinct = sorted(pieces)
    if limit is None or len(distinct) <= limit:
        return alike
    joins = {kind for kind in _joins(distinct) if kind.overall_mm <= longest_mm[kind.model]}
    candidates = sorted(set(distinct) | joins)
    model = cp_model.CpModel()
    ordered = [model.new_bool_var(f"y_{j}") for j in range(len(candidates))]
    serves = {
        (i, j): model.new_bool_var(f"x_{i}_{j}")
        for i, need in enumerate(distinct)
        for j, kind in enumerate(candidates)
        if kind.covers(need)
    }
    add_length(model, serves)
    add_custom_kinds(model, serves, ordered, limit)
    model.minimize(sum(v * pieces[distinct[i]] * (candidates[j].overall_mm // 10) for (i, j), v in serves.items()))
    values = solve(model, list(serves.values()), seed, deterministic_time=4.0)
    if values is None:
        return None
    chosen = {distinct[i]: candidates[j] for (i, j), value in zip(serves, values, strict=True) if value}
    return {need: chosen[joined] for need, joined in alike.items()}


def join_alike(needs: Sequence[TrunkNeed]) -> dict[TrunkNeed, TrunkNeed]:
    """For each need the join of those of its model with the same body and the same longest leg at each end."""
    joined: dict[tuple[str, int, int, int], TrunkNeed] = {}
    for need in sorted(set(needs)):
        key = need.model, need.body_mm, max(need.a_legs_mm), max(need.b_legs_mm)
        joined[key] = joined[key].join(need) if key in joined else need
    return {
        need: joined[need.model, need.body_mm, max(need.a_legs_mm), max(need.b_legs_mm)] for need in sorted(set(needs))
    }


def add_length(model: cp_model.CpModel, serves: Mapping[tuple[int, int], cp_model.IntVar]) -> None:
    """For each need i: sum over j of x_ij = 1. There are variables only for kinds that cover the need."""
    for need in dict.fromkeys(i for i, _ in serves):
        model.add_exactly_one(variable for (i, _), variable in serves.items() if i == need)


def add_custom_kinds(
    model: cp_model.CpModel,
    serves: Mapping[tuple[int, int], cp_model.IntVar],
    ordered: Sequence[cp_model.IntVar],
    limit: int,
) -> None:
    """For each need i and kind j: x_ij <= y_j; and sum over j of y_j <= limit."""
    for (_, j), variable in serves.items():
        model.add_implication(variable, ordered[j])
    model.add(sum(ordered) <= limit)


def _joins(needs: Sequence[TrunkNeed]) -> set[TrunkNeed]:
    """Joins of pairs, and the join of all needs of a model: enough for every limit down to one kind per model."""
    joins: set[TrunkNeed] = set()
    overall: dict[str, TrunkNeed] = {}
    for i, need in enumerate(needs):
        overall[need.model] = overall[need.model].join(need) if need.model in overall else need
        joins.update(need.join(other) for other in needs[i + 1 :] if other.model == need.model)
    return joins | set(overall.values())
