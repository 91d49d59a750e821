"""The work that may be done before the racks are ready, as crew.yaml states it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EarlyWindow:
    """The time in which some work may be done before the racks are ready."""

    start: datetime | None = None
    """Wall-clock moment from which it may be done; None: as early as its work needs."""
    end: datetime | None = None
    """Wall-clock moment by which it is done, no later than the racks are ready; None: when the racks are ready."""


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """The ways of preparing, at least one."""

    trunks: EarlyWindow | None = None
    """The time in which trunks and taped bundles may be laid into the pathways; None: only after the racks are
    ready.
    """

    @property
    def windows(self) -> tuple[EarlyWindow, ...]:
        """The windows of all ways that are done on site."""
        return (self.trunks,) if self.trunks else ()
