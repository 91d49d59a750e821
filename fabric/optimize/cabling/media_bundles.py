"""The medium of each link between racks: a cable with modules of its own where that takes less person-time.

Links between the same two racks share pulls, so the price of one depends on the others. Of n links of a stage between
two racks, n_k take medium k. All of them together cost

    sum over media k of f_k(n_k) + optics,    f_k(n) = the cheapest cover of n links, plugs included (rules/covers.py)

A cage holds one module, so the links of a group take one medium together. Groups that meet in some pair of racks are
chosen together: of the groups in the order of their lengths the first m move to a medium, for the m that costs least,
one medium after the other, until no move helps. With groups of one pair of racks and two media that is the least of all
choices but for lengths.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fabric.designs import Alternative, DesignStage
from fabric.optimize.cabling.bundles import overall_trunk_mm
from fabric.optimize.cabling.cover_table import StageCables, list_stage_cables
from fabric.optimize.cabling.media_groups import LinkGroup
from fabric.optimize.cabling.media_prices import MediaPrices
from layouts import LongColumn

PASSES = 4
"""Most times that every medium has its turn; one or two are enough."""
SPAN = tuple[str, str]
"""The racks of the A end and of the B end of some links."""


@dataclass(frozen=True)
class _Option:
    """One medium for the links of a stage."""

    alternative: Alternative
    """Ports and parts."""
    cables: StageCables
    """Its covers."""
    fixed_ms: tuple[int | None, ...]
    """For each group the person-time that no other group shares; None where it cannot take the medium."""
    shares: bool
    """Whether links between two racks share pulls; splitters do not."""


def split_bundles(
    prices: MediaPrices, stage: DesignStage, groups: Sequence[LinkGroup]
) -> dict[LinkGroup, Alternative | None]:
    """The medium of each group of a stage with links between racks: None for that of the stage.

    All `groups` of the stage are given; those that may take no other medium share pulls with the rest. Links take
    another medium only where its cables bring their own modules: nothing else saves time.
    """
    others = [other for other in stage.others if other.is_copper_like]
    if not others or not stage.mixes or all(prices.is_inside(group.links) for group in groups):
        return {}
    return _Bundles(prices, stage, others, groups).split()


class _Bundles:
    """The groups of one stage, with the person-time of their links in each medium."""

    def __init__(
        self, prices: MediaPrices, stage: DesignStage, others: Sequence[Alternative], groups: Sequence[LinkGroup]
    ):
        self.prices, self.groups = prices, groups
        own = Alternative(stage.a_group, stage.b_group, stage.medium)
        self.spans = [Counter(map(prices.racks, group.links)) for group in groups]
        self.links_of: dict[SPAN, list[int]] = defaultdict(list)
        for group in groups:
            for link in group.links:
                self.links_of[prices.racks(link)].append(link)
        self.options = [self._option(stage, own, is_own=True), *(self._option(stage, other) for other in others)]
        self.taken = [0] * len(groups)
        """The option of each group."""
        self.counts = {(0, span): len(links) for span, links in self.links_of.items()}
        """Links of each option between two racks."""
        self._tables: dict[tuple[int, int | None, int | None], LongColumn] = {}
        self._lengths: dict[tuple[int, SPAN], tuple[int | None, int | None]] = {}

    def split(self) -> dict[LinkGroup, Alternative | None]:
        """The medium of each group; cables that run out leave groups in the medium of the stage."""
        for cluster in self._list_clusters():
            for _ in range(PASSES):
                moved = sum(self._move(order, option) for option in self._others_first() for order in cluster)
                if not moved:
                    break
        chosen: dict[LinkGroup, Alternative | None] = {}
        for group, number in zip(self.groups, self.taken, strict=True):
            other = self.options[number].alternative if number else None
            chosen[group] = other if other and self.prices.take(other, group) else None
        return chosen

    def _others_first(self) -> list[int]:
        """The numbers of all options, that of the stage last."""
        return [*range(1, len(self.options)), 0]

    def _option(self, stage: DesignStage, other: Alternative, is_own: bool = False) -> _Option:
        """A medium with its prices. Inside a rack and for splitters, each cable has a price of its own."""
        laid = DesignStage(
            stage.stage,
            other.a_group,
            other.b_group,
            other.medium,
            is_taped=stage.is_taped,
            most_links=stage.most_links,
        )
        cables = list_stage_cables(self.prices.project, [laid])[0]
        shares = other.medium.legs == 1
        fixed = [
            self._fixed_ms(other, group, cables, shares) if is_own or group.is_free else None for group in self.groups
        ]
        return _Option(other, cables, tuple(fixed), shares)

    def _fixed_ms(self, other: Alternative, group: LinkGroup, cables: StageCables, shares: bool) -> int | None:
        """The person-time of a group that no other shares: transceivers, patches inside racks, splitters."""
        if not shares:
            cost = self.prices.cost(other, group)
            return cost.person_ms if cost else None
        if other.medium.a_optic is None and self.prices.cost(other, group) is None:
            return None
        inside = sum(a == b for a, b in map(self.prices.racks, group.links))
        optics = sum(self.prices.optics(other, group).values())
        patched_ms = cables.table.in_rack(inside).work_ms if inside else 0
        return self.prices.project.labour.act_ms("insert_optic", optics) + patched_ms

    def _list_clusters(self) -> Iterator[list[list[int]]]:
        """The groups that hang together over pairs of racks, in the orders in which they may move: all, and those of
        each pair of racks, the shortest first and the longest first.
        """
        root = list(range(len(self.groups)))

        def find(number: int) -> int:
            while root[number] != number:
                root[number] = number = root[root[number]]
            return number

        at: dict[SPAN, list[int]] = defaultdict(list)
        for number, spans in enumerate(self.spans):
            for span in spans:
                at[span].append(number)
                root[find(number)] = find(at[span][0])
        length = [self._longest_mm(number) for number in range(len(self.groups))]
        members: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self.groups)):
            members[find(number)].append(number)
        for mine in members.values():
            met = sorted({span for number in mine for span in self.spans[number]})
            if all(a == b for a, b in met):
                continue
            orders = [mine, *([at[span] for span in met] if len(met) > 1 else [])]
            rising = [sorted(order, key=lambda number: (length[number], number)) for order in orders]
            yield [way for order in rising for way in (order, order[::-1])]

    def _longest_mm(self, number: int) -> int:
        """The longest link of a group in the medium of the stage."""
        own = self.options[0].alternative
        return self.prices.need_mm(own, self.groups[number].links) or 0

    def _move(self, order: Sequence[int], option: int) -> bool:
        """Moves the first m groups to an option, for the m that costs least; whether any m helps."""
        fixed = self.options[option].fixed_ms
        movable = [number for number in order if self.taken[number] != option and fixed[number] is not None]
        before = [self.taken[number] for number in movable]
        spent = least = best = 0
        for done, number in enumerate(movable, 1):
            spent += self._switch(number, option)
            if spent < least:
                least, best = spent, done
        for number, back in zip(movable[best:], before[best:], strict=True):
            self._switch(number, back)
        return best > 0

    def _switch(self, number: int, option: int) -> int:
        """What it costs more when a group takes an option; its links are counted there from now on."""
        before, self.taken[number] = self.taken[number], option
        more = (self.options[option].fixed_ms[number] or 0) - (self.options[before].fixed_ms[number] or 0)
        for span, links in self.spans[number].items():
            for one, moved in ((before, -links), (option, links)):
                if span[0] != span[1] and self.options[one].shares:
                    had, table = self.counts.get((one, span), 0), self._table(one, span)
                    more += int(table[had + moved] - table[had])
                    self.counts[one, span] = had + moved
        return more

    def _table(self, option: int, span: SPAN) -> LongColumn:
        """The person-time of the cheapest cover of 0, 1, 2 and more links between two racks, plugs included."""
        if (option, span) not in self._lengths:
            self._lengths[option, span] = self._find_lengths(self.options[option].alternative, span)
        trunk_mm, jumper_mm = self._lengths[option, span]
        key, most = (option, trunk_mm, jumper_mm), len(self.links_of[span])
        if key not in self._tables or len(self._tables[key]) <= most:
            self._tables[key] = self.options[option].cables.table.tabulate_work(most, trunk_mm, jumper_mm)
        return self._tables[key]

    def _find_lengths(self, other: Alternative, span: SPAN) -> tuple[int | None, int | None]:
        """The length of a trunk and of a single cable between two racks, for the longest links that they serve."""
        needs = [need for link in self.links_of[span] if (need := self.prices.need(other, link))]
        stock = self.prices.stock(other.medium)
        lengths = [length for need in needs if (length := stock.shortest_mm(need.total_mm)) is not None]
        return overall_trunk_mm(other.medium, needs), max(lengths, default=None)
