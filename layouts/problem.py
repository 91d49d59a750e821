"""A problem of a floor, as the checks of its integrity find it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A problem of one object of the site, which `kind` and `id` name."""

    kind: str
    """Kind of the object: `room`, `rack`, `aisle` or `pathway`."""
    id: str
    """Id of the object among those of its kind."""
    message: str
    """Statement of the problem, without a full stop."""
    remedy: str
    """Instruction that mends it, without a full stop."""
