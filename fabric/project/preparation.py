"""The work that may be done before the racks are ready, as crew.yaml states it."""

from dataclasses import dataclass, field
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

    bundling: EarlyWindow | None = field(default=None, metadata={"later": True})
    """The time in which cables may be kitted at a table: staged, labelled, taped; None: only when they are laid."""

    @property
    def windows(self) -> tuple[EarlyWindow, ...]:
        """The windows of all ways, each once: that of the trunks first."""
        return tuple(dict.fromkeys(one for one in (self.trunks, self.bundling) if one is not None))
