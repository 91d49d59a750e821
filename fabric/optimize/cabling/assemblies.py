"""The assemblies of all pulls: trunks made to measure, and single cables from stock or to order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from fabric.catalog import TrunkType
from fabric.optimize.cabling.bundles import LaidPull, body_to_order_mm
from fabric.optimize.cabling.cable_stock import CableStock, StockLot, explain_no_length
from fabric.optimize.cabling.length_choice import TrunkNeed, choose_kinds
from fabric.optimize.cabling.shortage import ShortStockError, explain_shortage, find_shortage
from fabric.optimize.cabling.stock_choice import LOOSE, StockLength, StockNeed, choose_stock
from fabric.plan import AssemblyKind, PullForm, assembly_cents, kind_ids
from fabric.project import Lot, Project
from fabric.rules import Medium, Need
from layouts import UnmetError, format_m, round_up


class LaidAssembly(NamedTuple):
    """One assembly of a plan."""

    pull: int
    """The pull that lays it, by number."""
    kind: AssemblyKind
    """Model with its lengths."""
    lot: int
    """The lot that it comes from, by number in the inventory."""
    links: tuple[int, ...]
    """The links that it carries, in the order of its legs."""


class StagePull(NamedTuple):
    """A pull with its number and the medium of its stage."""

    number: int
    """Number of the pull in the cabling, from 0."""
    pull: LaidPull
    """The pull with its links."""
    medium: Medium
    """Optics and cables of the links."""


class SingleCable(NamedTuple):
    """A single cable that is needed: the pull that lays it, and its links; more than one for a splitter."""

    pull: int
    """Number of the pull in the cabling, from 0."""
    links: tuple[int, ...]
    """Indexes into the link table, in the order of the legs."""
    form: PullForm
    """Form of that pull."""


def make_trunks(project: Project, pulls: Iterable[StagePull], need_of: Mapping[int, Need]) -> list[LaidAssembly]:
    """The trunks of some pulls, in as few kinds as the request allows. `need_of` maps links to their lengths.

    Raises UnmetError where the kinds or the lots do not suffice.
    """
    trunks: dict[str, TrunkType] = {}
    longest_mm: dict[str, int] = {}
    wanted: dict[int, TrunkNeed] = {}
    links_of: dict[int, tuple[int, ...]] = {}
    for number, pull, medium in pulls:
        trunk = next(trunk for trunk in medium.trunks if trunk.legs == pull.legs)
        trunks[trunk.model] = trunk
        longest_mm[trunk.model] = min(trunk.max_mm, medium.reach_mm, longest_mm.get(trunk.model, trunk.max_mm))
        wanted[number] = _trunk_need(trunk, [need_of[link] for link in pull.links])
        links_of[number] = pull.links
    joined = _join_needs(project, list(wanted.values()), longest_mm)
    kinds = name_trunks(trunks, joined.values())
    _refuse_missing_trunks(project, Counter(need.model for need in wanted.values()))
    lots = {lot.model: index for index, lot in enumerate(project.inventory.lots) if lot.model in trunks}
    return [
        LaidAssembly(number, kinds[joined[need]], lots[need.model], links_of[number]) for number, need in wanted.items()
    ]


def _trunk_need(trunk: TrunkType, needs: Sequence[Need]) -> TrunkNeed:
    """The lengths that a trunk must have for some links; its spare legs are as long as the longest of the others."""
    a_mm = [round_up(need.a_mm, trunk.leg_step_mm) for need in needs]
    b_mm = [round_up(need.b_mm, trunk.leg_step_mm) for need in needs]
    spare = trunk.legs - len(needs)
    return TrunkNeed(
        trunk.model,
        body_to_order_mm(trunk, needs),
        (*a_mm, *[max(a_mm)] * spare),
        (*b_mm, *[max(b_mm)] * spare),
    )


def _join_needs(
    project: Project, needs: Sequence[TrunkNeed], longest_mm: Mapping[str, int]
) -> dict[TrunkNeed, TrunkNeed]:
    """The lengths to order for each distinct need."""
    limit = project.request.limits.custom_kinds
    joined = choose_kinds(needs, limit, longest_mm, project.request.seed)
    if joined is None:
        models = len({need.model for need in needs})
        raise UnmetError(
            [
                f"{limit} kinds of custom assemblies cannot serve {len(set(needs))} "
                f"different needs of {models} trunk models",
                "Raise limits.custom_kinds, or allow fewer sizes in limits.trunk_legs",
            ]
        )
    return joined


def name_trunks(trunks: Mapping[str, TrunkType], wanted: Iterable[TrunkNeed]) -> dict[TrunkNeed, AssemblyKind]:
    """The kind of trunk of some lengths, named by its model and these; `trunks` has each model."""
    ordered = sorted(set(wanted))
    ids = kind_ids([(made.model, made.body_mm, made.a_legs_mm, made.b_legs_mm) for made in ordered])
    return {made: _trunk_kind(kind_id, made, trunks[made.model]) for kind_id, made in zip(ids, ordered, strict=True)}


def _trunk_kind(kind_id: str, made: TrunkNeed, trunk: TrunkType) -> AssemblyKind:
    return AssemblyKind(
        id=kind_id,
        model=made.model,
        form="trunk",
        custom=True,
        body_mm=made.body_mm,
        a_legs_mm=made.a_legs_mm,
        b_legs_mm=made.b_legs_mm,
        connector=trunk.connector,
        gender=trunk.gender,
        polarity=trunk.polarity,
        links=trunk.legs,
    )


def _refuse_missing_trunks(project: Project, ordered: Mapping[str, int]) -> None:
    """Raises UnmetError where fewer trunks of a model can be had in time than are needed."""
    for model, count in sorted(ordered.items()):
        can_have = project.inventory.quantity(model, project.request.racks_ready)
        if can_have is not None and can_have < count:
            raise UnmetError(
                [f"the plan needs {count} trunks {model}, {can_have} can be ordered", "Raise the quantity of the lot"]
            )


class SingleCables:
    """Assigns the single cables of a project to pulls, medium by medium."""

    def __init__(self, project: Project, need_of: Mapping[int, Need], ends_of: Callable[[int], tuple[str, str]]):
        self.project, self.need_of, self.ends_of = project, need_of, ends_of
        self.lot_index = {lot.id: index for index, lot in enumerate(project.inventory.lots)}
        self.taken: Counter[str] = Counter()
        """Cables that earlier media took from each lot, by its id."""

    def deal(self, cables: Sequence[SingleCable], medium: Medium, stock: CableStock) -> list[LaidAssembly]:
        """A cable for each need of one medium, from stock or to order: those that take the least person-time.

        Raises UnmetError where the stock is used up.
        """
        longest = [max(cable.links, key=lambda link: self.need_of[link].total_mm) for cable in cables]
        needs_mm = [self.need_of[link].total_mm for link in longest]
        offered = [*stock.lots, *self._list_orders(needs_mm, stock)]
        left = [self._left(piece, number >= len(stock.lots)) for number, piece in enumerate(offered)]
        laid = []
        needs = [self._need(need_mm, cable) for need_mm, cable in zip(needs_mm, cables, strict=True)]
        request = self.project.request
        picks = choose_stock(needs, left, request.seed, by_cost=request.objective == "cost")
        for cable, link, pick in zip(cables, longest, picks, strict=True):
            if pick is None:
                raise self._used_up(link, needs_mm, left, medium, stock)
            length_mm, lot = offered[pick]
            self.taken[lot.id] += 1
            kind = self._kind(lot, length_mm)
            laid.append(LaidAssembly(cable.pull, kind, self.lot_index[lot.id], cable.links))
        return laid

    def _list_orders(self, needs_mm: Sequence[int], stock: CableStock) -> list[StockLot]:
        """The lengths to order for some needs, the shortest first."""
        if stock.order_lot is None:
            return []
        lengths = {length_mm for need_mm in needs_mm if (length_mm := stock.order_mm(need_mm)) is not None}
        return [StockLot(length_mm, stock.order_lot) for length_mm in sorted(lengths)]

    def _left(self, piece: StockLot, is_order: bool) -> StockLength:
        """The cables of a lot that are left, with their price."""
        length_mm, lot = piece
        left = None if lot.quantity is None else lot.quantity - self.taken[lot.id]
        cents = assembly_cents(self.project, self._kind(lot, length_mm), lot)
        return StockLength(length_mm, left, is_order, cents)

    def _need(self, need_mm: int, cable: SingleCable) -> StockNeed:
        """A cable as the choice from stock sees it."""
        rates = self.project.labour.rates
        if cable.form == PullForm.PATCH:
            return StockNeed(need_mm)
        if cable.form == PullForm.BUNDLE:
            return StockNeed(need_mm, rates["pull_trunk_per_m"].person_ms, cable.pull)
        return StockNeed(need_mm, rates["pull_jumper_per_m"].person_ms, LOOSE)

    def _used_up(
        self, link: int, needs_mm: Sequence[int], left: Sequence[StockLength], medium: Medium, stock: CableStock
    ) -> ShortStockError:
        """The proof that the stock does not serve these needs, or that the longest link finds no cable at all."""
        models = tuple(cable.model for cable in medium.cables)
        pieces = [(lot.length_mm, lot.quantity) for lot in left if not lot.is_order]
        # Whatever their lengths, no more can be ordered than one number.
        pieces += [(lot.length_mm, lot.quantity) for lot in left if lot.is_order][-1:]
        short = find_shortage(needs_mm, pieces)
        if short is None or not short.has:
            need = self.need_of[link]
            reason = explain_no_length(*self.ends_of(link), need, medium, stock)
            return ShortStockError([reason], models, stock.longest_mm)
        long_enough: Counter[int] = Counter()
        for length_mm, number in pieces:
            if length_mm >= short.at_least_mm:
                long_enough[length_mm] += number or 0
        return ShortStockError(
            explain_shortage(short, models, long_enough), models, short.at_least_mm - 1, short.missing
        )

    def _is_in_stock(self, lot: Lot, length_mm: int) -> bool:
        """Whether cables of a lot to order are in stock as well, in the same length."""
        others = self.project.inventory.lots
        return lot.to_order and any(
            other.model == lot.model and other.length_mm == length_mm and not other.to_order for other in others
        )

    def _kind(self, lot: Lot, length_mm: int) -> AssemblyKind:
        cable = self.project.catalog.cables[lot.model]
        return AssemblyKind(
            id=f"{cable.model}-{format_m(length_mm)}" + (" to order" if self._is_in_stock(lot, length_mm) else ""),
            model=cable.model,
            form=cable.form,
            custom=lot.to_order,
            body_mm=length_mm,
            a_legs_mm=(),
            b_legs_mm=(),
            connector=cable.connector,
            gender=cable.gender,
            polarity=cable.polarity,
            links=cable.legs,
            far_connector=cable.far_connector,
            far_gender=cable.far_gender,
            is_straight=cable.is_straight,
        )
