"""What `request.yaml` may say of one network."""

from typing import Annotated, Literal

from fabric.vocabulary import Family, LeafPosition
from layouts import Count, Face, Form, Name, Quantity, about, model_validator


class MembersForm(Form):
    """Some devices, by the ports of a group."""

    port_group: Name = about("Ports that are connected, a group of the catalogue")
    devices: list[Name] = about("These devices; default: all that have such ports", [])


class ShapeForm(Form):
    """Numbers of a family, where they shall not be chosen."""

    hosts_per_switch: Quantity | None = about("Device ports per switch (flat families)", None)
    switches_per_group: Quantity | None = about("Switches per group (dragonfly)", None)
    global_links: Quantity | None = about("Links of a switch to other groups (dragonfly)", None)
    groups: Quantity | None = about("Groups (dragonfly, dragonfly-plus); default: as few as carry the devices", None)
    dimensions: list[Quantity] = about("Sizes of the dimensions, such as [8, 8] (hyperx)", [])
    dimension_links: list[Quantity] = about("Links of each pair along each dimension; default: 1 (hyperx)", [])
    order: Quantity | None = about("q of a Slim Fly, an odd prime: 2 q^2 switches", None)
    switches: Quantity | None = about("Switches (jellyfish)", None)
    degree: Quantity | None = about("Links of a switch to others (jellyfish)", None)
    su_per_pod: Quantity | None = about("Scalable units in a pod of three tiers; default: chosen", None)
    core_grouping: Literal["together", "spread"] = about(
        "together: cores stand by themselves; spread: each pod houses its share of the cores", "together"
    )


class NetworkForm(Form):
    """One network."""

    id: Name = about("Name of the network")
    topology: Family = about(
        "rail-optimized: port k of every device of a scalable unit goes to leaf k of that unit. rail-only: the same, "
        "rails stay apart. leaf-spine, fat-tree: devices fill the leaves of their unit; leaf-spine over switches of "
        "equipment.yaml where no device has ports of the group. Else a flat family (docs/topologies.md)",
        "rail-optimized",
    )
    port_group: Name = about("Ports of the devices that it connects, a group of the catalogue", "compute")
    extra: list[MembersForm] = about("Other devices on free ports of the leaves, such as fabric managers", [])
    speed_gbps: Quantity = about("Speed of a link to a device", 400)
    uplink_speed_gbps: Quantity | None = about("Speed of a link between switches; default: the same", None)
    nodes_per_su: Quantity | None = about("Devices per scalable unit; default: as many as a leaf has downlinks", None)
    oversubscription: Annotated[
        list[Quantity], about("Downlinks to uplinks of a leaf, such as [1, 1]", min_length=2, max_length=2)
    ] = [1, 1]  # noqa: RUF012 (pydantic copies defaults)
    rails: Quantity | None = about("Ports per device that it connects (per plane); default: all of the group", None)
    planes: Annotated[
        int, about("Planes, each a fabric of its own: port p goes to plane p mod planes", strict=True, ge=1, le=8)
    ] = 1
    tiers: Literal[1, 2, 3] | None = about("Switch tiers; default: as few as suffice", None)
    leaves: Quantity | None = about("Leaves, instead of as few as suffice (leaf-spine)", None)
    spines: Quantity | None = about("Spines of two tiers, instead of by the rule", None)
    uplinks_per_leaf: Quantity | None = about("Uplinks of a leaf; default: from oversubscription", None)
    uplink_spread: Literal["even", "within-one"] = about(
        "even: every leaf-spine pair has the same number of links. within-one: one more or less is allowed", "even"
    )
    leaf_per: Literal["unit", "rack", "fabric"] = about(
        "What shares leaves: a scalable unit, a rack, or all (leaf-spine)", "fabric"
    )
    redundancy: Annotated[
        int, about("Leaves over which a device is spread; 2: pairs of leaves", strict=True, ge=1, le=2)
    ] = 1
    peer_links: Count = about("Links between the two leaves of a pair (MLAG)", 0)
    external_links: Count = about("Ports of each spine (or leaf, without spines) kept for links that leave the site", 0)
    spines_of: Name | None = about("Earlier network to whose spines, else leaves, the uplinks go", None)
    direct: list[MembersForm] = about("Pairs of devices that are joined without a switch", [])
    spare_ports: Count = about("Downlinks of every leaf that stay free", 0)
    expansion_su: Count = about("Scalable units for which spines and cores keep room", 0)
    leaf_position: LeafPosition = about(
        "Where leaves may stand: in racks of their devices, in the rows of their devices, or in rows without devices",
        "any",
    )
    shape: ShapeForm = about("Numbers of the family, where they shall not be chosen", ShapeForm())
    switch_models: list[Name] = about("Switch models that may be used; default: all in stock", [])
    leaf_models: list[Name] = about("Models for leaves; default: switch_models", [])
    spine_models: list[Name] = about("Models for spines; default: switch_models", [])
    core_models: list[Name] = about("Models for cores; default: switch_models", [])
    switch_face: Face = about("Side of the rack where the ports of placed switches show", "rear")
    prefix: Name | None = about(
        "What the names of its switches begin with; default: nothing for the first network, else its id and '-'", None
    )

    @model_validator(mode="after")
    def _fits_itself(self) -> "NetworkForm":
        if len(self.shape.dimension_links) not in (0, len(self.shape.dimensions)):
            raise ValueError("shape.dimension_links needs one number for each of shape.dimensions")
        if self.peer_links and self.redundancy != 2:
            raise ValueError("peer_links join the two leaves of a pair: state 'redundancy: 2' as well")
        if any(len(pair.devices) % 2 for pair in self.direct):
            raise ValueError("direct joins devices two by two, in the order of the list: name an even number")
        return self
