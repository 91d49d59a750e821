"""Consumables of some steps: labels, tape, cleaners and caps, each with the rule that counts them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fabric.plan import PackageKind, PullForm
from fabric.sheets.rows.handling import FASTEN_MM, FASTEN_RACK_MM, RACK_MM, TAPE_MM, count_ties, tape_m
from fabric.sheets.rows.link_row import SIDES, LinkRow, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.selected import LANDING_KINDS
from fabric.sheets.rows.step import Step
from layouts import divide_up

STROKES = 500
"""Cleanings of one one-click cleaner; makers state 500 and more."""
STROKES_PER_PLUG = 2
"""Cleanings for one plug: its own end face and that of the port."""
CAP_PCT = 5
"""Dust caps to replace lost ones, in percent of the plugs (our choice); pieces arrive with caps."""


@dataclass(frozen=True)
class Consumable:
    """A number of one consumable."""

    what: str
    """Item in words."""
    quantity: int
    """Number of units, at least 1."""
    unit: str
    """Unit of the number: piece, or m of tape."""
    rule: str
    """The rule that gives the number."""

    @property
    def words(self) -> str:
        """Number and item: 24 m of hook-and-loop tape, 2 x dust cap."""
        return f"{self.quantity} {'x' if self.unit == 'piece' else f'{self.unit} of'} {self.what}"


def list_consumables(rows: PlanRows, steps: Iterable[Step]) -> list[Consumable]:
    """The consumables that some steps take."""
    pulls, plugs = [], Counter[str]()
    for step in steps:
        if step.kind == PackageKind.PULL:
            pulls.append(rows.by_pull[step.subject])
        for side in SIDES:
            if step.kind == LANDING_KINDS[side]:
                plugs.update(_connector(row, side) for row in _plugs(rows.by_pull[step.subject], side))
    return [*_for_pulls(pulls), *_for_plugs(plugs)]


def _for_pulls(pulls: list[list[LinkRow]]) -> Iterator[Consumable]:
    """Labels that crews apply, and tape."""
    labels = sum(len(_plugs(links, side)) for links in pulls for side in SIDES if links[0].form != PullForm.TRUNK)
    if labels:
        yield Consumable("label to apply", labels, "piece", "one for each plug; custom trunks arrive labelled")
    ties = sum(count_ties(None if row.route is None else row.need.route_mm) for row, *_ in pulls)
    if ties:
        rule = f"{TAPE_MM} mm for a tie: one every {FASTEN_MM} mm of pathway, {RACK_MM // FASTEN_RACK_MM} in each rack"
        yield Consumable("hook-and-loop tape", tape_m(ties), "m", rule)


def _for_plugs(plugs: Counter[str]) -> Iterator[Consumable]:
    """Cleaners and caps by connector; plugs without a fiber have none."""
    for connector, count in sorted(plugs.items()):
        if connector:
            cleaners = divide_up(count * STROKES_PER_PLUG, STROKES)
            rule = f"{STROKES_PER_PLUG} cleanings for each of {count} plugs, {STROKES} from one cleaner"
            yield Consumable(f"one-click cleaner for {connector}", cleaners, "piece", rule)
            caps = divide_up(count * CAP_PCT, 100)
            yield Consumable(
                f"dust cap for {connector}", caps, "piece", f"{CAP_PCT} % of the plugs, to replace lost caps"
            )


def _plugs(links: list[LinkRow], side: Side) -> list[LinkRow]:
    """A row for each plug at one end of a pull: the head of a splitter is one plug."""
    return [row for row in links if not (row.is_head(side) and row.leg > 1)]


def _connector(row: LinkRow, side: Side) -> str:
    """Connector of a fiber plug; empty for copper and for cables with modules of their own."""
    return "" if row.media.fiber == "copper" else row.end(side).plug.connector
