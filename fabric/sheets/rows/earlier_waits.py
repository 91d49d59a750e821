"""Steps of earlier shifts among those for which a step waits: they should be done already."""

from collections.abc import Iterable, Iterator

from fabric.sheets.rows.step import Wait

EARLIER = "due before this shift: "
"""Stands before the steps of earlier shifts for which a step waits."""


def mark_earlier(waits: Iterable[tuple[Wait, str]]) -> Iterator[str]:
    """The words of each wait, the first one of earlier shifts with a heading: those of this shift come first."""
    is_told = False
    for wait, words in waits:
        yield f"{EARLIER}{words}" if wait.is_earlier and not is_told else words
        is_told = is_told or wait.is_earlier
