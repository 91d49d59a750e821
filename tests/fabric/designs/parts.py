"""Values for tests of designs: port groups, switch classes, members and networks with round figures."""

from dataclasses import replace
from typing import Any

from fabric.catalog import PortGroup
from fabric.designs.members import Member
from fabric.designs.switch_classes import SwitchClass
from fabric.project import FamilyShape, NetworkRequest


def ports(count: int, group: str = "fabric", speed_gbps: int = 400, **changes: Any) -> PortGroup:
    """A group of cages with one port each, on the front."""
    found = PortGroup(
        model="M",
        group=group,
        first_cage=1,
        cages=count,
        mpos=1,
        cage_kind="osfp",
        face="front",
        speed_gbps=speed_gbps,
        printed="{cage}",
        os="{cage}",
        driver=(),
        source="",
        confidence="published",
    )
    return replace(found, **changes)


def switch_class(down: PortGroup, up: PortGroup | None = None, model: str = "M", protocol: str = "") -> SwitchClass:
    """A class of one model; its uplinks use the same ports where no other group is given."""
    upward = up or down
    return SwitchClass(
        models=(model,), down=down, up=upward, down_ports=down.ports, up_ports=upward.ports, protocol=protocol
    )


def member(name: str, count: int = 1, su: int | None = None, rack: str | None = None) -> Member:
    """A device with `count` ports of 400G."""
    return Member(name, ports(count, "compute"), count, su, rack)


def network(**changes: Any) -> NetworkRequest:
    """A leaf-spine network of 400G without any wish."""
    found = NetworkRequest(
        id="N",
        topology="leaf-spine",
        port_group="compute",
        extras=(),
        speed_gbps=400,
        uplink_speed_gbps=None,
        nodes_per_su=None,
        rails=None,
        planes=1,
        oversubscription=(1, 1),
        tiers=None,
        leaves=None,
        spines=None,
        uplinks_per_leaf=None,
        uneven=False,
        leaf_per="fabric",
        redundancy=1,
        peer_links=0,
        external_links=0,
        spines_of=None,
        direct=(),
        spare_ports=0,
        expansion_su=0,
        leaf_position="any",
        shape=FamilyShape(),
        switch_models=(),
        leaf_models=(),
        spine_models=(),
        core_models=(),
        switch_face="rear",
        prefix="",
    )
    return replace(found, **changes)
