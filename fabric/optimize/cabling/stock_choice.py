"""The single cable of each need: the pieces in stock, and those to order, that take the least person-time to lay.

A transport problem from needs to lots, which is a flow of least cost (`choose_stock`):

- Need i may take a cable of lot j where length_j >= need_i (`add_length`).
- Lot j gives at most quantity_j cables, all lots to order together at most as many as can be ordered (`add_stock`).
- Objective: as many needs as can be served; then the least person-time. Of equal person-time the fewest cables to
  order, then the fewest metres. A patch takes as long with any cable. With `by_cost` the least money goes first.

A taped bundle is carried once, with its longest cable. The flow charges each of its cables a share. Where that leaves
cables of several lengths in a bundle, a model of integers looks for less person-time: x_ij counts the cables of lot j
for need i, z_ij says whether there are any, and a bundle is as long as the longest of its cables.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ortools.graph.python import min_cost_flow
from ortools.sat.python import cp_model

from fabric.optimize.solver import solve

LOOSE = -1
"""Bundle of a cable that is laid by itself."""
LEFT_OUT = 100
"""Times the dearest cable that a need costs without a cable: more than any exchange of cables saves."""


class StockLength(NamedTuple):
    """Cables of one length in stock, or to order."""

    length_mm: int
    """Length of each cable, from plug to plug."""
    quantity: int | None
    """Cables that are left; None for any number. All that are to order share one number."""
    is_order: bool = False
    """Whether the cables are made to order."""
    price_cents: int = 0
    """Price of each cable."""


class StockNeed(NamedTuple):
    """A cable that is needed."""

    need_mm: int
    """Least length."""
    metre_ms: int = 0
    """Person-milliseconds for each metre of the cable; 0 inside a rack, where a longer cable takes no more work."""
    bundle: int = LOOSE
    """Number of the taped bundle that it lies in, which is carried once; `LOOSE` for none."""


Supply = dict[StockNeed, list[int]]
"""The lots of each need, by number, one for each cable that it takes."""
Taken = Mapping[tuple[StockNeed, int], cp_model.IntVar]
"""For each need and lot that is long enough, the cables of that lot that the need takes."""


def choose_stock(
    needs: Sequence[StockNeed], lots: Sequence[StockLength], seed: int = 1, by_cost: bool = False
) -> list[int | None]:
    """The index of a lot for each need.

    The index is None for needs that no lot can serve any more. As few as possible are left out.
    """
    if not needs:
        return []
    transport = _Transport(needs, lots, by_cost)
    transport.add_needs()
    transport.add_length()
    transport.add_stock()
    supply = transport.solve()
    if not by_cost:
        supply = _tape_alike(supply, transport, seed)
    taken = {need: iter(found) for need, found in supply.items()}
    return [next(taken[need], None) for need in needs]


def person_ms(supply: Mapping[StockNeed, Sequence[int]], lots: Sequence[StockLength]) -> int:
    """The person-time that depends on the lengths: of loose cables each, of a bundle its longest."""
    longest_mm: dict[tuple[int, int], int] = {}
    total = 0
    for need, found in supply.items():
        for j in found:
            if need.bundle == LOOSE:
                total += need.metre_ms * lots[j].length_mm
            else:
                key = need.bundle, need.metre_ms
                longest_mm[key] = max(longest_mm.get(key, 0), lots[j].length_mm)
    return (total + sum(metre_ms * length_mm for (_, metre_ms), length_mm in longest_mm.items())) // 1000


class _Transport:
    """The flow from a source over distinct needs and lots to a sink; needs may also go to the sink directly."""

    def __init__(self, needs: Sequence[StockNeed], lots: Sequence[StockLength], by_cost: bool):
        self.lots, self.total, self.by_cost = lots, len(needs), by_cost
        self.demand = dict(sorted(Counter(needs).items()))
        self.sizes = Counter(need.bundle for need in needs)
        """Cables of each bundle."""
        self.flow = min_cost_flow.SimpleMinCostFlow()
        self.source, self.sink = 0, len(self.demand) + len(lots) + 1
        self.ordered = self.sink + 1
        self.arcs: dict[tuple[StockNeed, int], int] = {}
        """The arc from each need to each lot that is long enough."""
        self.longest_dm = max([lot.length_mm for lot in lots], default=0) // 100 + 1
        costs = {
            (need, j): self._cost(need, lot)
            for need in self.demand
            for j, lot in enumerate(lots)
            if lot.length_mm >= need.need_mm
        }
        # The solver counts in 64 bits: of very dear cables the ties are dropped.
        scale = max(1, max(costs.values(), default=0) * LEFT_OUT * self.total >> 61)
        self.costs = {key: cost // scale for key, cost in costs.items()}

    def _cost(self, need: StockNeed, lot: StockLength) -> int:
        """Person-time first, in hundredths of a second; then orders, then metres. Money goes before all `by_cost`."""
        cables = 1 if need.bundle == LOOSE else self.sizes[need.bundle]
        work = need.metre_ms * lot.length_mm // (cables * 10_000)
        ties = self.longest_dm * lot.is_order + lot.length_mm // 100
        first = lot.price_cents * 100_000 + work if self.by_cost else work
        return first * 2 * self.longest_dm * min(self.total, 1_000) + ties

    def add_needs(self) -> None:
        """Flow from the source to need i = number of cables that need it, or past all lots to the sink at a high cost.

        Leaving out a longer need costs less, so that the longest needs are reported.
        """
        left_out = LEFT_OUT * max(self.costs.values(), default=0) + 10**6
        longest_mm = max(need.need_mm for need in self.demand)
        for i, (need, count) in enumerate(self.demand.items()):
            self.flow.add_arc_with_capacity_and_unit_cost(self.source, 1 + i, count, 0)
            self.flow.add_arc_with_capacity_and_unit_cost(
                1 + i, self.sink, count, left_out + (longest_mm - need.need_mm) // 100
            )

    def add_length(self) -> None:
        """Flow from need i to lot j only where length_j >= need_i; a unit costs what the cable costs."""
        number = {need: i for i, need in enumerate(self.demand)}
        for (need, j), cost in self.costs.items():
            self.arcs[need, j] = self.flow.add_arc_with_capacity_and_unit_cost(
                1 + number[need], 1 + len(self.demand) + j, self.demand[need], cost
            )

    def add_stock(self) -> None:
        """Flow from lot j to the sink <= quantity_j; that of all lots to order together <= what can be ordered."""
        for j, lot in enumerate(self.lots):
            quantity = self.total if lot.quantity is None else lot.quantity
            to = self.ordered if lot.is_order else self.sink
            self.flow.add_arc_with_capacity_and_unit_cost(1 + len(self.demand) + j, to, quantity, 0)
        self.flow.add_arc_with_capacity_and_unit_cost(self.ordered, self.sink, self.most_ordered, 0)

    @property
    def most_ordered(self) -> int:
        """Most cables that can be ordered."""
        quantities = [lot.quantity for lot in self.lots if lot.is_order]
        return min((self.total if quantity is None else quantity for quantity in quantities), default=0)

    def solve(self) -> Supply:
        """The lots of each need, the shortest first."""
        self.flow.set_node_supply(self.source, self.total)
        self.flow.set_node_supply(self.sink, -self.total)
        status = self.flow.solve()
        if status != self.flow.OPTIMAL:
            raise AssertionError(f"a transport problem with an outlet for everything is feasible, status {status}")
        supply: Supply = {need: [] for need in self.demand}
        for (need, j), arc in self.arcs.items():
            supply[need] += [j] * self.flow.flow(arc)
        return self.sort(supply)

    def sort(self, supply: Supply) -> Supply:
        """The same lots, the shortest of each need first."""
        return {need: sorted(found, key=lambda j: self.lots[j].length_mm) for need, found in supply.items()}


def _tape_alike(supply: Supply, transport: _Transport, seed: int) -> Supply:
    """Less person-time where the flow left cables of several lengths in a bundle, if the model finds any."""
    lengths_mm: dict[int, set[int]] = {}
    for need, found in supply.items():
        if need.bundle != LOOSE:
            lengths_mm.setdefault(need.bundle, set()).update(transport.lots[j].length_mm for j in found)
    if all(len(lengths) < 2 for lengths in lengths_mm.values()):
        return supply
    model = cp_model.CpModel()
    taken = {(need, j): model.new_int_var(0, transport.demand[need], f"x_{need}_{j}") for need, j in transport.costs}
    add_served(model, taken, {need: len(found) for need, found in supply.items()})
    add_stock(model, taken, transport.lots, transport.most_ordered)
    model.minimize(sum(_paid(model, taken, transport)))
    for (need, j), variable in taken.items():
        model.add_hint(variable, supply[need].count(j))
    values = solve(model, list(taken.values()), seed, deterministic_time=2.0)
    better: Supply = {need: [] for need in transport.demand}
    for (need, j), value in zip(taken, values or [], strict=False):
        better[need] += [j] * value
    is_better = values is not None and person_ms(better, transport.lots) < person_ms(supply, transport.lots)
    return transport.sort(better) if is_better else supply


def add_served(model: cp_model.CpModel, taken: Taken, served: Mapping[StockNeed, int]) -> None:
    """For each need: sum over lots of x = as many cables as the flow gives it."""
    by_need: dict[StockNeed, list[cp_model.IntVar]] = {}
    for (need, _), variable in taken.items():
        by_need.setdefault(need, []).append(variable)
    for need, variables in by_need.items():
        model.add(sum(variables) == served[need])


def add_stock(model: cp_model.CpModel, taken: Taken, lots: Sequence[StockLength], most_ordered: int) -> None:
    """For each lot: sum over needs of x <= quantity; of all lots to order together <= `most_ordered`."""
    by_lot: dict[int, list[cp_model.IntVar]] = {}
    for (_, j), variable in taken.items():
        by_lot.setdefault(j, []).append(variable)
    for j, variables in by_lot.items():
        quantity = lots[j].quantity
        if quantity is not None:
            model.add(sum(variables) <= quantity)
    model.add(sum(variable for j, found in by_lot.items() if lots[j].is_order for variable in found) <= most_ordered)


def _paid(model: cp_model.CpModel, taken: Taken, transport: _Transport) -> list[cp_model.LinearExprT]:
    """The person-time of loose cables each, and of each bundle with its longest cable."""
    lots = transport.lots
    paid: list[cp_model.LinearExprT] = []
    longest_mm: dict[int, cp_model.IntVar] = {}
    for (need, j), variable in taken.items():
        length_mm = lots[j].length_mm
        if need.bundle == LOOSE:
            paid.append(need.metre_ms * length_mm * variable)
            continue
        if need.bundle not in longest_mm:
            most_mm = transport.longest_dm * 100
            longest_mm[need.bundle] = model.new_int_var(0, most_mm, f"l_{need.bundle}")
            paid.append(need.metre_ms * longest_mm[need.bundle])
        has = model.new_bool_var(f"z_{need}_{j}")
        model.add(variable <= transport.demand[need] * has)
        model.add(longest_mm[need.bundle] >= length_mm * has)
    return paid
