"""The remedy for a name that does not exist."""

import difflib
from collections.abc import Iterable


def nearest_remedy(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for a name that does not exist: the nearest one that does."""
    names = list(known)
    full = [name for name in names if name.endswith(f".{wrong}")]
    if full:
        return f"Name it in full: {' or '.join(full[:4])}"
    short = wrong.partition(".")[2]
    if short in names:
        return f"Its name is unique, so it is called '{short}'"
    near = difflib.get_close_matches(wrong, names, 1, 0.6)
    return f"Did you mean '{near[0]}'? {otherwise}" if near else otherwise
