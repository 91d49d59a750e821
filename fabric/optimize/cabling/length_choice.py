"""The length of each assembly: from stock, or to order in as few kinds as the request allows. Never short.

Stock (`choose_stock`): a transport problem from needs to lots, which is a flow of least cost.

- Need i may take a cable of lot j where length_j >= need_i (`add_length`).
- Lot j gives at most quantity_j cables (`add_stock`).
- Objective: least metres of pulls, then of patches, which take as long at any length.

Custom (`choose_kinds`): each trunk needs a body and legs, and a kind serves every need that it covers in all of them.
Without a limit every need is its own kind. With a limit K, y_j says whether kind j is ordered, x_ij whether need i is
served by kind j:

- sum over j of x_ij = 1, over kinds that cover need i (`add_length`).
- x_ij <= y_j and sum of y_j <= K (`add_custom_kinds`).
- Objective: least sum of x_ij x pieces_i x overall length of j.

Candidates are the needs and their joins: the longest body with the longest of each leg.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ortools.graph.python import min_cost_flow
from ortools.sat.python import cp_model

from fabric.optimize.solver import solve

PULL_WEIGHT = 1_000
"""Metres of patches that are worth a metre of pulls."""


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


class StockLength(NamedTuple):
    """Cables of one length in stock."""

    length_mm: int
    """Length of each cable, from plug to plug."""
    quantity: int | None
    """Cables that are left; None for any number."""


class StockNeed(NamedTuple):
    """A cable that is needed."""

    need_mm: int
    """Least length."""
    is_patch: bool = False
    """Whether it is laid inside a rack, where a longer cable takes no more work."""


def choose_stock(needs: Sequence[StockNeed], lots: Sequence[StockLength]) -> list[int | None]:
    """The index of a lot for each need: the least metres of all pulls, then of all patches.

    The index is None for needs that no lot can serve any more. The longest needs are then the ones left out.
    """
    if not needs:
        return []
    transport = _Transport(needs, lots)
    transport.add_needs()
    transport.add_length()
    transport.add_stock()
    taken = {need: iter(found) for need, found in transport.solve().items()}
    return [next(taken[need], None) for need in needs]


class _Transport:
    """The flow from a source over distinct needs and lots to a sink; needs may also go to the sink directly."""

    def __init__(self, needs: Sequence[StockNeed], lots: Sequence[StockLength]):
        self.lots, self.total = lots, len(needs)
        self.demand = dict(sorted(Counter(needs).items()))
        self.flow = min_cost_flow.SimpleMinCostFlow()
        self.source, self.sink = 0, len(self.demand) + len(lots) + 1
        self.arcs: dict[tuple[StockNeed, int], int] = {}
        """The arc from each need to each lot that is long enough."""

    def add_needs(self) -> None:
        """Flow from the source to need i = number of cables that need it, or past all lots to the sink at a high cost.

        Leaving out a longer need costs less, so that the longest needs are reported.
        """
        left_out = max([lot.length_mm for lot in self.lots], default=0) * 1000 * PULL_WEIGHT + 10**9
        for i, ((need_mm, _), count) in enumerate(self.demand.items()):
            self.flow.add_arc_with_capacity_and_unit_cost(self.source, 1 + i, count, 0)
            self.flow.add_arc_with_capacity_and_unit_cost(1 + i, self.sink, count, left_out - need_mm)

    def add_length(self) -> None:
        """Flow from need i to lot j only where length_j >= need_i; it costs length_j, of a patch next to nothing."""
        for i, (need, count) in enumerate(self.demand.items()):
            for j, lot in enumerate(self.lots):
                if lot.length_mm >= need.need_mm:
                    weight = 1 if need.is_patch else PULL_WEIGHT
                    self.arcs[need, j] = self.flow.add_arc_with_capacity_and_unit_cost(
                        1 + i, 1 + len(self.demand) + j, count, lot.length_mm * weight
                    )

    def add_stock(self) -> None:
        """Flow from lot j to the sink <= quantity_j."""
        for j, lot in enumerate(self.lots):
            quantity = self.total if lot.quantity is None else lot.quantity
            self.flow.add_arc_with_capacity_and_unit_cost(1 + len(self.demand) + j, self.sink, quantity, 0)

    def solve(self) -> dict[StockNeed, list[int]]:
        """The lots of each needed length, the shortest first."""
        self.flow.set_node_supply(self.source, self.total)
        self.flow.set_node_supply(self.sink, -self.total)
        status = self.flow.solve()
        if status != self.flow.OPTIMAL:
            raise AssertionError(f"a transport problem with an outlet for everything is feasible, status {status}")
        supply: dict[StockNeed, list[int]] = {need: [] for need in self.demand}
        for (need, j), arc in self.arcs.items():
            supply[need] += [j] * self.flow.flow(arc)
        return {need: sorted(found, key=lambda j: self.lots[j].length_mm) for need, found in supply.items()}


def choose_kinds(
    needs: Sequence[TrunkNeed], limit: int | None, longest_mm: Mapping[str, int], seed: int
) -> dict[TrunkNeed, TrunkNeed] | None:
    """The trunk to order for each distinct need, none longer than its model allows.

    The answer is None where `limit` kinds cannot serve them all.
    """
    pieces = Counter(needs)
    distinct = sorted(pieces)
    if limit is None or len(distinct) <= limit:
        return {need: need for need in distinct}
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
    return {distinct[i]: candidates[j] for (i, j), value in zip(serves, values, strict=True) if value}


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
