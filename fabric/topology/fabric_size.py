"""The counts of a fabric, and the error where no fabric has such counts."""

from dataclasses import dataclass, field


class SizingError(ValueError):
    """No fabric of the family has such numbers; the message says which limit is exceeded."""


@dataclass(frozen=True, kw_only=True)
class FabricSize:
    """Switches by tier and links by kind of one network, all planes together; 0 where the family has none."""

    family: str
    """Name of the family, as in request.yaml."""
    tiers: int
    """Tiers of switches: 1 to 3."""
    planes: int
    """Planes, each a fabric of its own."""
    sections: int
    """Scalable units of a Clos; groups, racks or lines of the grid of a flat family."""
    leaf: int
    """Switches that carry devices."""
    spine: int = 0
    """Switches of the second tier."""
    core: int = 0
    """Switches of the third tier."""
    node_leaf: int
    """Links from nodes to leaves."""
    leaf_spine: int = 0
    """Links from leaves to spines."""
    spine_core: int = 0
    """Links from spines to cores."""
    local_links: int = 0
    """Links between switches of one section of a flat family."""
    global_links: int = 0
    """Links between sections of a flat family."""
    extra_links: int = 0
    """Links to other devices on free ports of the first plane, such as fabric managers."""
    extra_ports: int = 0
    """Leaf ports that these links take; fewer than links where they share splitters."""
    downlinks: int
    """Ports of a leaf for devices."""
    uplinks: int
    """Ports of a leaf for other switches."""
    pods: int = 0
    """Pods of a Clos of three tiers, or rails that have spines of their own."""
    details: dict[str, int] = field(default_factory=dict)
    """Further counts of the family, by their key in the output of `size`."""

    @property
    def switches(self) -> int:
        """All switches."""
        return self.leaf + self.spine + self.core

    @property
    def links_between_switches(self) -> int:
        """All links between two switches."""
        return self.leaf_spine + self.spine_core + self.local_links + self.global_links


def check_room(room: int, ports: int) -> None:
    """Raises SizingError where the switches carry fewer ports than the devices have."""
    if room < ports:
        raise SizingError(f"{ports} device ports exceed the {room} that the switches carry")
