"""The remedy for a name that does not exist."""

from collections.abc import Iterable

from layouts import nearest_names


def nearest_remedy(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for a name that does not exist: the nearest one that does."""
    names = list(known)
    full = [name for name in names if name.endswith(f".{wrong}")]
    if full:
        return f"Name it in full: {' or '.join(full[:4])}"
    short = wrong.partition(".")[2]
    if short in names:
        return f"Its name is unique, so it is called '{short}'"
    near = quote_names(nearest_names(wrong, names))
    return f"Did you mean {near}? {otherwise}" if near else otherwise


def quote_names(names: Iterable[str]) -> str:
    """Names for people, between which they choose."""
    return " or ".join(f"'{name}'" for name in names)
