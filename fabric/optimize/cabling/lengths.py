"""Which length each assembly gets: from stock, or to order in as few kinds as the request allows. Never short.

Stock (`choose_stock`): a transport problem, needs to lots of at least that length and limited quantity, least metres;
min-cost flow. Custom (`choose_kinds`): each trunk needs a body and legs; a kind serves every need that it covers in
all of them. Without a limit every need is its own kind. With a limit K: y_j kind ordered, x_ij need i served by j;
sum_j x_ij = 1; x_ij <= y_j; sum y <= K; minimise sum x_ij x pieces_i x overall length of j; CP-SAT. Candidates are
the needs and their joins (the longest body with the longest of each leg).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.graph.python import min_cost_flow
from ortools.sat.python import cp_model

from fabric.optimize.solver import solve


@dataclass(frozen=True, order=True)
class TrunkNeed:
    """Lengths that a trunk must at least have, already in steps of what is made."""

    model: str
    body_mm: int
    a_legs_mm: tuple[int, ...]
    b_legs_mm: tuple[int, ...]

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


def choose_stock(needs_mm: Sequence[int], lots: Sequence[tuple[int, int | None]]) -> list[int | None]:
    """For each needed length the index of a lot (length, quantity or None for any), least metres in all.

    None for needs that no lot can serve any more; the longest needs are then the ones left out.
    """
    distinct = sorted(set(needs_mm))
    flow = min_cost_flow.SimpleMinCostFlow()
    demand = dict.fromkeys(distinct, 0)
    for need in needs_mm:
        demand[need] += 1
    total = len(needs_mm)
    nothing = max([length for length, _ in lots], default=0) * 1000 + 10**9
    source, sink = 0, len(distinct) + len(lots) + 1
    arcs: dict[tuple[int, int], int] = {}
    for i, need in enumerate(distinct):
        flow.add_arc_with_capacity_and_unit_cost(source, 1 + i, demand[need], 0)
        for j, (length, _) in enumerate(lots):
            if length >= need:
                arcs[i, j] = flow.add_arc_with_capacity_and_unit_cost(
                    1 + i, 1 + len(distinct) + j, demand[need], length
                )
        # Leaving out a longer need is cheaper, so that it is the longest ones that are reported.
        flow.add_arc_with_capacity_and_unit_cost(1 + i, sink, demand[need], nothing - need)
    for j, (_, quantity) in enumerate(lots):
        flow.add_arc_with_capacity_and_unit_cost(
            1 + len(distinct) + j, sink, total if quantity is None else quantity, 0
        )
    flow.set_node_supply(source, total)
    flow.set_node_supply(sink, -total)
    if not total:
        return []
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise AssertionError(f"a transport problem with an outlet for everything is feasible, status {status}")
    supply: dict[int, list[int]] = {}
    for (i, j), arc in arcs.items():
        supply.setdefault(distinct[i], []).extend([j] * flow.flow(arc))
    taken = {need: iter(sorted(indexes, key=lambda j: lots[j][0])) for need, indexes in supply.items()}
    return [next(taken[need], None) if need in taken else None for need in needs_mm]


def choose_kinds(
    needs: Sequence[TrunkNeed], limit: int | None, longest_mm: Mapping[str, int], seed: int
) -> dict[TrunkNeed, TrunkNeed] | None:
    """What to order for each distinct need, none longer than its model allows; None where `limit` kinds cannot
    serve them all.
    """
    pieces: dict[TrunkNeed, int] = {}
    for need in needs:
        pieces[need] = pieces.get(need, 0) + 1
    distinct = sorted(pieces)
    if limit is None or len(distinct) <= limit:
        return {need: need for need in distinct}
    joins = {kind for kind in _joins(distinct) if kind.overall_mm <= longest_mm[kind.model]}
    candidates = sorted(set(distinct) | joins)
    model = cp_model.CpModel()
    y = [model.new_bool_var(f"y_{j}") for j in range(len(candidates))]
    x = {
        (i, j): model.new_bool_var(f"x_{i}_{j}")
        for i, need in enumerate(distinct)
        for j, kind in enumerate(candidates)
        if kind.covers(need)
    }
    for i in range(len(distinct)):
        model.add_exactly_one(x[i, j] for j in range(len(candidates)) if (i, j) in x)
    for (_, j), variable in x.items():
        model.add_implication(variable, y[j])
    model.add(sum(y) <= limit)
    model.minimize(sum(v * pieces[distinct[i]] * (candidates[j].overall_mm // 10) for (i, j), v in x.items()))
    values = solve(model, list(x.values()), seed, deterministic_time=4.0)
    if values is None:
        return None
    return {distinct[i]: candidates[j] for (i, j), value in zip(x, values, strict=True) if value}


def _joins(needs: Sequence[TrunkNeed]) -> set[TrunkNeed]:
    """Joins of pairs, and the join of all needs of a model: enough for every limit down to one kind per model."""
    joins: set[TrunkNeed] = set()
    overall: dict[str, TrunkNeed] = {}
    for i, need in enumerate(needs):
        overall[need.model] = overall[need.model].join(need) if need.model in overall else need
        joins.update(need.join(other) for other in needs[i + 1 :] if other.model == need.model)
    return joins | set(overall.values())
