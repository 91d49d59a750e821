"""The places of blocks of work in words, for plans of shifts, bars and calendars."""

from collections.abc import Collection, Iterable

from fabric.sheets.rows.crew_blocks import CrewBlock, WorkKind
from fabric.sheets.rows.step import TABLE
from layouts import Place

TABLE_WORK = (WorkKind.OPTICS, WorkKind.KIT)
"""The kinds of work that are done at a table before the racks are ready."""


def places_text(places: Iterable[Place]) -> str:
    """Working places: row A rear, row B front."""
    return ", ".join(f"row {place.row} {place.face}" for place in places)


def early_places_text(kinds: Collection[WorkKind]) -> str:
    """The places of work before the racks are ready: trays, the staging table, or both."""
    at_table = [kind in TABLE_WORK for kind in kinds]
    return ", ".join([*([] if all(at_table) else ["trays"]), *([TABLE] if any(at_table) else [])])


def block_text(block: CrewBlock) -> str:
    """The place of a block of work."""
    return places_text(block.places) or early_places_text(block.counts)
