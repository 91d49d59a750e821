"""Consumables of some steps: labels, tape, cleaners and caps, each with the rule that counts them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fabric.plan import PullForm
from fabric.sheets.rows.handling import FASTEN_MM, FASTEN_RACK_MM, RACK_MM, TAPE_MM, count_ties, tape_m
from fabric.sheets.rows.link_row import SIDES, LinkRow, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.selected import LANDING_KINDS
from fabric.sheets.rows.step import Step
from fabric.sheets.rows.text import count_text, short_metres_text
from layouts import divide_up

STROKES = 500
"""Cleanings of one one-click cleaner; makers state 500 and more."""
STROKES_PER_PLUG = 2
"""Cleanings for one plug: its own end face and that of the port."""
CLEANER = "one-click cleaner"
"""Begin of the words of all cleaners."""
CAP_PCT = 5
"""Dust caps to replace lost ones, in percent of the plugs (our choice); pieces arrive with caps."""


@dataclass(frozen=True, kw_only=True)
class Consumable:
    """A number of one consumable."""

    what: str
    """Item in words."""
    quantity: int
    """Number of units, at least 1."""
    unit: str
    """Unit of the number: piece, or m of tape."""
    count: int
    """Number of plugs or ties that it is for, at least 1."""
    counted: str
    """What is counted: plug or tie."""
    rule: str
    """The rule that gives the number, the same for every cart."""
    rank: int
    """Place in lists: labels 0, tape 1, cleaners 2, caps 3."""

    @property
    def counted_words(self) -> str:
        """What it is for: 544 plugs."""
        return count_text(self.count, self.counted)

    @property
    def words(self) -> str:
        """Number and item: 24 m of hook-and-loop tape, 2 x dust cap."""
        return f"{self.quantity} {'x' if self.unit == 'piece' else f'{self.unit} of'} {self.what}"


def list_consumables(rows: PlanRows, steps: Iterable[Step]) -> list[Consumable]:
    """The consumables that some steps take."""
    pulls, plugs = [], Counter[str]()
    for step in steps:
        if rows.index.is_picking(step.kind, step.subject):
            pulls.append(rows.by_pull[step.subject])
        for side in SIDES:
            if step.kind == LANDING_KINDS[side]:
                plugs.update(_connector(row, side) for row in _plugs(rows.by_pull[step.subject], side))
    return [*_for_pulls(pulls), *_for_plugs(plugs)]


def _for_pulls(pulls: list[list[LinkRow]]) -> Iterator[Consumable]:
    """Labels that crews apply, and tape."""
    labels = sum(len(_plugs(links, side)) for links in pulls for side in SIDES if links[0].form != PullForm.TRUNK)
    if labels:
        yield Consumable(
            what="label to apply",
            quantity=labels,
            unit="piece",
            count=labels,
            counted="plug",
            rule="one label per plug; custom trunks arrive labelled",
            rank=0,
        )
    ties = sum(count_ties(None if row.route is None else row.need.route_mm) for row, *_ in pulls)
    if ties:
        rule = (
            f"{TAPE_MM} mm per tie, one tie per {short_metres_text(FASTEN_MM)} m of pathway and "
            f"{RACK_MM // FASTEN_RACK_MM} in each rack; rounded up per cart"
        )
        yield Consumable(
            what="hook-and-loop tape", quantity=tape_m(ties), unit="m", count=ties, counted="tie", rule=rule, rank=1
        )


def _for_plugs(plugs: Counter[str]) -> Iterator[Consumable]:
    """Cleaners and caps by connector; plugs without a fiber have none."""
    for connector, count in sorted(plugs.items()):
        if connector:
            yield Consumable(
                what=f"{CLEANER} for {connector}",
                quantity=divide_up(count * STROKES_PER_PLUG, STROKES),
                unit="piece",
                count=count,
                counted="plug",
                rule=f"{STROKES_PER_PLUG} cleans per plug, {STROKES} cleans per cleaner; rounded up per cart",
                rank=2,
            )
            yield Consumable(
                what=f"dust cap for {connector}",
                quantity=divide_up(count * CAP_PCT, 100),
                unit="piece",
                count=count,
                counted="plug",
                rule=f"{CAP_PCT} % of the plugs, to replace lost caps; rounded up per cart",
                rank=3,
            )


def _plugs(links: list[LinkRow], side: Side) -> list[LinkRow]:
    """A row for each plug at one end of a pull: the head of a splitter is one plug."""
    return [row for row in links if not (row.is_head(side) and row.leg > 1)]


def _connector(row: LinkRow, side: Side) -> str:
    """Connector of a fiber plug; empty for copper and for cables with modules of their own."""
    return "" if row.media.fiber == "copper" else row.end(side).plug.connector
