"""The known names that a wrong name most probably means.

Names that begin with it come first, then those that differ only in how they are written, then the most similar ones.
"""

import difflib
import re
from collections.abc import Iterable

SHORTEST = 3
"""Letters from which a name is taken for the beginning of a longer one."""
LIKE = 0.6
"""Similarity from which two names are taken for one, as `difflib` measures it, from 0 to 1."""
MOST = 3
"""Names that are equally near, at most; where there are more, none of them is likely to be meant."""
SEPARATORS = re.compile(r"[\s_.-]+|(?<!\d)0+(?=\d)")
"""Parts of a name that people leave out or add: spaces, hyphens, points, and zeros before a number."""


def nearest_names(wrong: str, known: Iterable[str], like: float = LIKE) -> list[str]:
    """The names that a wrong one may mean, in alphabetical order; empty where none is near.

    Names that go on after the wrong one with an underscore are meant before a similar one: `uplinks` means
    `uplinks_per_leaf` or `uplinks_for`, not `links`. `a-1` means rack `A01`, not `B01` or `A11`.
    """
    names = sorted(known)
    longer = [name for name in names if len(wrong) >= SHORTEST and name.startswith(f"{wrong}_")]
    return longer or [name for name in names if _plain(name) == _plain(wrong)] or _most_similar(wrong, names, like)


def _plain(name: str) -> str:
    return SEPARATORS.sub("", name).lower()


def _most_similar(wrong: str, names: list[str], like: float) -> list[str]:
    """The names of the highest similarity, capitals or not."""
    by_lower: dict[str, list[str]] = {}
    for name in names:
        by_lower.setdefault(name.lower(), []).append(name)
    near = difflib.get_close_matches(wrong.lower(), by_lower, MOST + 1, like)
    scores = [difflib.SequenceMatcher(None, one, wrong.lower()).ratio() for one in near]
    best = sorted(name for one, score in zip(near, scores, strict=True) if score == scores[0] for name in by_lower[one])
    return best if len(best) <= MOST else []
