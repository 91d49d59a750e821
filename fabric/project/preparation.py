"""The work that may be done before the racks are ready, as crew.yaml states it."""

from dataclasses import dataclass, field
from datetime import datetime

from fabric.project.equipment import Device


@dataclass(frozen=True)
class EarlyWindow:
    """The time in which some work may be done before the racks are ready."""

    start: datetime | None = None
    """Wall-clock moment from which it may be done; None: as early as its work needs."""
    end: datetime | None = None
    """Wall-clock moment by which it is done, no later than the racks are ready; None: when the racks are ready."""


@dataclass(frozen=True)
class IntegratedRacks:
    """The racks that arrive cabled inside: devices, transceivers and cords inside the rack are in their places."""

    racks: tuple[str, ...] | None = None
    """Names of these racks; None: all racks of the site."""

    def holds(self, rack: str | None) -> bool:
        """Whether a rack is one of them."""
        return rack is not None and (self.racks is None or rack in self.racks)


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """The ways of preparing, at least one."""

    trunks: EarlyWindow | None = None
    """The time in which trunks and taped bundles may be laid into the pathways; None: only after the racks are
    ready.
    """

    bundling: EarlyWindow | None = field(default=None, metadata={"later": True})
    """The time in which cables may be kitted at a table: staged, labelled, taped; None: only when they are laid."""

    integrated: IntegratedRacks | None = field(default=None, metadata={"later": True})
    """The racks whose inside is cabled at the factory; None: all racks are cabled on site."""

    panels: EarlyWindow | None = field(default=None, metadata={"later": True})
    """The time in which the empty racks stand: panels that the planner places may be mounted, and the trunks between
    them laid, landed and tested; None: only after the racks are ready.
    """

    optics: EarlyWindow | None = field(default=None, metadata={"later": True})
    """The time in which devices that are still to be installed stand in a staging area, where transceivers may be
    inserted at a table; None: only in their racks.
    """

    def arrives_in(self, rack: str | None) -> bool:
        """Whether the inside of a rack arrives cabled."""
        return self.integrated is not None and self.integrated.holds(rack)

    def may_stage(self, device: Device) -> bool:
        """Whether the transceivers of a device may be inserted before it is in its rack: it is still to be installed,
        and its rack does not arrive cabled.
        """
        is_new = device.supply != "standing" and device.status in ("planned", "staged")
        return self.optics is not None and is_new and not self.arrives_in(device.rack)

    @property
    def is_empty(self) -> bool:
        """Whether it names no way of preparing."""
        return not self.windows and self.integrated is None

    @property
    def windows(self) -> tuple[EarlyWindow, ...]:
        """The windows of all ways, each once: that of the panels first, then that of the trunks."""
        ways = self.panels, self.trunks, self.bundling, self.optics
        return tuple(dict.fromkeys(window for window in ways if window is not None))
