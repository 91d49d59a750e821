"""The known names that a wrong name most probably means: those that begin with it, else the most similar ones."""

import difflib
from collections.abc import Iterable

SHORTEST = 3
"""Letters from which a name is taken for the beginning of a longer one."""
LIKE = 0.6
"""Similarity from which two names are taken for one, as `difflib` measures it, from 0 to 1."""


def nearest_names(wrong: str, known: Iterable[str]) -> list[str]:
    """The names that a wrong one may mean, in alphabetical order; empty where none is near.

    Names that go on after the wrong one with an underscore are meant before a similar one: `uplinks` means
    `uplinks_per_leaf` or `uplinks_for`, not `links`.
    """
    names = sorted(known)
    longer = [name for name in names if len(wrong) >= SHORTEST and name.startswith(f"{wrong}_")]
    return longer or difflib.get_close_matches(wrong, names, 1, LIKE)
