"""Steps of earlier shifts among those for which a step waits: they should be done already."""

from collections.abc import Iterable, Iterator, Sequence

from fabric.sheets.rows.step import Wait

EARLIER = "should be done before this shift"
"""Stands before the steps of earlier shifts for which a step waits."""


def head_waits(waits: Sequence[tuple[Wait, str]]) -> str:
    """The words of waits behind their heading, which says so where all are of earlier shifts."""
    if all(wait.is_earlier for wait, _ in waits):
        return f"Wait for ({EARLIER}): {'; '.join(words for _, words in waits)}"
    return f"Wait for: {'; '.join(mark_earlier(waits))}"


def mark_earlier(waits: Iterable[tuple[Wait, str]]) -> Iterator[str]:
    """The words of each wait, the first one of earlier shifts with a heading: those of this shift come first."""
    is_told = False
    for wait, words in waits:
        yield f"{EARLIER}: {words}" if wait.is_earlier and not is_told else words
        is_told = is_told or wait.is_earlier
