"""The form of one network in `request.yaml`."""

from typing import Annotated, Literal, get_args

from fabric.inputs.family_options import COMMON, OPTIONS, SIZES
from fabric.vocabulary import ANY, Family, FamilyWord, HostOrder, LeafPosition
from layouts import (
    COUNT,
    Count,
    Face,
    Form,
    FormValueError,
    Name,
    Quantity,
    about,
    form_rule,
    one_or_many,
    one_or_more_ratios,
)


class MembersForm(Form):
    """Devices, chosen by a group of their ports."""

    port_group: Name = about("Group of ports in the catalogue that is connected")
    devices: list[Name] = about("Ids of the devices; default: all that have such ports", [])


class ShapeForm(Form):
    """Sizes of a family that the planner then does not choose itself."""

    hosts_per_switch: Quantity | None = about("Device ports per switch (flat families)", None)
    switches_per_group: Quantity | None = about("Switches per group (dragonfly)", None)
    global_links: Quantity | None = about("Links of a switch to other groups (dragonfly)", None)
    links_per_group_pair: Quantity | None = about(
        "Links of every two groups; default: as many as the links of the switches give, within one (dragonfly, "
        "dragonfly-plus)",
        None,
    )
    groups: Quantity | None = about("Groups (dragonfly, dragonfly-plus); default: as few as the devices need", None)
    dimensions: list[Quantity] = about("Sizes of the dimensions, such as [8, 8] (hyperx)", [])
    dimension_links: list[Quantity] = about(
        "Links of each pair along each dimension; default: equal numbers, on all other ports (hyperx)",
        [],
    )
    order: Quantity | None = about("q of a Slim Fly, an odd prime: 2 q^2 switches", None)
    switches: Quantity | None = about("Switches (jellyfish)", None)
    degree: Quantity | None = about("Links of a switch to others (jellyfish)", None)
    su_per_pod: Quantity | None = about("Scalable units in a pod of three tiers; default: chosen", None)
    rails_per_pod: Quantity | None = about(
        "Rails in a pod of three tiers, whose pods are then rails of all units, or of su_per_pod of them; default: a "
        "pod has all rails of its units (rail-optimized)",
        None,
    )
    core_grouping: Literal["together", "spread"] = about(
        "together: the cores stand on their own. spread: each pod houses its share of the cores", "together"
    )


class MediaForm(Form):
    """Media that some links may have."""

    stages: list[Literal["node-leaf", "leaf-spine", "spine-core", "local", "global", "peer", "direct"]] = about(
        "Kinds of links that the entry is for; default: all links of the network", []
    )
    fibers: list[Literal["mm", "sm", "copper"]] = about("Kinds of fiber; default: any that limits.fibers allows", [])
    connectors: list[Name] = about(
        "Connectors of the transceivers, such as LC. Cables with modules of their own are then left out. Default: any",
        [],
    )

    @form_rule
    def _says_something(self) -> "MediaForm":
        if not self.fibers and not self.connectors:
            raise FormValueError("this allows everything", "State fibers or connectors, or remove the entry")
        return self


class NeedsForm(Form):
    """What a fabric must offer."""

    hops: Annotated[int | None, about("Most links between switches on the shortest way of two ports", ge=1, le=20)] = (
        None
    )
    bisection_pct: Annotated[
        int | None,
        about(
            "Least bandwidth between two halves of the devices, in percent of that of the links of one half; 100 is "
            "not blocking. Only a family whose formula proves it meets it",
            ge=1,
            le=100,
        ),
    ] = None
    uplinks_left_pct: Annotated[
        int | None,
        about("Least share of its uplinks that every leaf keeps when any one switch fails, in percent", ge=1, le=100),
    ] = None
    oversubscription: Annotated[
        list[Quantity] | None,
        about(
            "Most bandwidth of the devices of a leaf to that of its links to other switches, such as [2, 1]. Where "
            "the network states no oversubscription, the usual ratios up to this one are choices",
            min_length=2,
            max_length=2,
        ),
    ] = None


FAMILY = {"enum": [*get_args(Family), "any"], "type": "string"}
PLANES = {"type": "integer", "minimum": 1, "maximum": 8}
HOSTS = {"enum": list(get_args(HostOrder)), "type": "string"}
POSITION = {"enum": list(get_args(LeafPosition)), "type": "string"}
TIERS = {"type": "integer", "minimum": 1, "maximum": 3}
Planes = Annotated[int, about("Number of planes", strict=True, ge=1, le=8)]
Tiers = Annotated[int, about("Number of tiers", strict=True, ge=1, le=3)]


class NetworkForm(Form):
    """One network."""

    id: Name = about("Name of the network")
    topology: Annotated[list[FamilyWord], *one_or_many(FAMILY)] = about(
        "One family, or a list of families of which the planner takes the one that installs fastest, or any: all "
        "families that have the stated options, but rail-only. rail-optimized: port k of every device of a scalable "
        "unit goes to leaf k of that unit. rail-only: the same, but each rail is a fabric of its own. leaf-spine, "
        "fat-tree: devices fill the leaves of their unit; where no device has such ports, leaf-spine joins the "
        "switches of equipment.yaml. given: the links are those of a list (links). All others: docs/topologies.md",
        ["rail-optimized"],
    )
    needs: NeedsForm = about("What the fabric must offer, whatever its family", NeedsForm())
    links: Name | None = about(
        "CSV file in the project folder that lists its links port by port. They are laid as listed, and nothing else "
        "of the network is designed. The topology is then given",
        None,
    )
    port_group: Name = about(
        "Group of ports in the catalogue that it connects; `group:mode` takes a split of catalog/breakouts.csv",
        "compute",
    )
    extra: list[MembersForm] = about("Further devices on free ports of leaves, such as fabric managers", [])
    speed_gbps: Quantity = about("Speed of a link to a device in Gb/s", 400)
    uplink_speed_gbps: Quantity | None = about("Speed of a link between switches in Gb/s; default: speed_gbps", None)
    nodes_per_su: Quantity | None = about("Devices in a scalable unit; default: as many as a leaf has downlinks", None)
    oversubscription: Annotated[list[list[Quantity]], *one_or_more_ratios()] = about(
        "Downlink to uplink bandwidth of a leaf, such as [2, 1]. A list of such pairs leaves the choice to the planner",
        [[1, 1]],
    )
    core_oversubscription: Annotated[list[list[Quantity]], *one_or_more_ratios()] = about(
        "Bandwidth of a spine to leaves and to cores, such as [2, 1], where there are three tiers. A list of such "
        "pairs leaves the choice to the planner",
        [[1, 1]],
    )
    rails: Annotated[list[Quantity], *one_or_many(COUNT)] | None = about(
        "Ports per device that it connects (per plane); default: all of the group. A list leaves the choice to the "
        "planner",
        None,
    )
    rails_per_leaf: Annotated[list[Quantity], *one_or_many(COUNT)] = about(
        "Rails that share a leaf of their scalable unit. A list leaves the choice to the planner", [1]
    )
    planes: Annotated[list[Planes], *one_or_many(PLANES)] = about(
        "Planes, each a fabric of its own: port p goes to plane p mod planes. A list leaves the choice to the planner",
        [1],
    )
    tiers: Annotated[list[Tiers], *one_or_many(TIERS)] | None = about(
        "Switch tiers, 1 to 3; default: one where one suffices, else two or three; a fat-tree has three. A list leaves "
        "the choice to the planner",
        None,
    )
    leaves: Quantity | None = about("Number of leaves of each plane; default: as few as suffice (leaf-spine)", None)
    spines: Quantity | None = about("Number of spines of two tiers; default: from the uplinks", None)
    uplinks_per_leaf: Quantity | None = about("Uplinks of a leaf; default: from oversubscription", None)
    uplinks_for: Literal["ports", "links"] = about(
        "ports: oversubscription holds for all downlinks of a leaf, or of a full scalable unit where nodes_per_su is "
        "stated. links: it holds for the links of the fullest leaf",
        "ports",
    )
    uplink_spread: Literal["even", "within-one"] = about(
        "even: every pair of leaf and spine has the same number of links. within-one: the numbers may differ by one",
        "even",
    )
    leaf_per: Literal["unit", "rack", "fabric"] = about(
        "Devices that share leaves: those of a scalable unit, of a rack, or of the fabric (leaf-spine). Where the "
        "network connects new switches of other networks, devices of a rack share one leaf if its ports suffice",
        "fabric",
    )
    redundancy: Annotated[
        int,
        about(
            "Number of leaves to which each device is linked in each plane; 2 makes pairs of leaves. Extra devices are "
            "linked alike. A device with one port is on one leaf, and `check` names it",
            strict=True,
            ge=1,
            le=2,
        ),
    ] = 1
    apart: Literal["rack", "row", "feed", "pathway"] | None = about(
        "What the leaves of one device must not share (with redundancy 2): a rack, a row, a power feed, or the "
        "pathways at the drops of their racks",
        None,
    )
    peer_links: Count = about("Links between the two leaves of a pair (MLAG)", 0)
    external_links: Count = about(
        "Ports of each spine (without spines: of each leaf) kept for links that leave the site", 0
    )
    spines_of: Name | None = about(
        "Earlier network of the list; the uplinks go to its spines, or to its leaves where it has none", None
    )
    direct: list[MembersForm] = about("Pairs of devices that are linked without a switch", [])
    spare_ports: Count = about("Downlinks of every leaf that stay free", 0)
    expansion_su: Count = about("Further scalable units for which spines and cores keep free ports", 0)
    host_order: Annotated[list[HostOrder], *one_or_many(HOSTS)] = about(
        "Order in which devices fill leaves, and scalable units where they state none. listed: that of equipment.yaml. "
        "racks: rack by rack, as site.yaml lists the rows, from the lowest unit up. A list leaves the choice to the "
        "planner",
        ["listed"],
    )
    leaf_position: Annotated[list[LeafPosition], *one_or_many(POSITION)] = about(
        "Position of the leaves. top-of-rack: in racks of their devices. mid-row: in rows of their devices. central: "
        "in rows without devices. A list leaves the choice to the planner",
        ["any"],
    )
    shape: ShapeForm = about("Sizes of the family; the planner chooses those that are not stated", ShapeForm())
    switch_models: list[Name] = about("Switch models that may be used; default: all in stock", [])
    leaf_models: list[Name] = about("Models for leaves; default: switch_models", [])
    spine_models: list[Name] = about("Models for spines; default: switch_models", [])
    core_models: list[Name] = about("Models for cores; default: switch_models", [])
    panels: Literal["none", "allowed"] = about(
        "allowed: the planner may place patch panels of inventory.yaml (panels) for its links between two racks, with "
        "a trunk of its own between them and cords in both racks, where that installs faster",
        "none",
    )
    switch_face: Face = about("Side of the rack at which new switches show their ports", "rear")
    prefix: Name | None = about(
        "Beginning of the names of its switches; default: nothing for the first network, else its id and '-'", None
    )

    media: list[MediaForm] = about("Media of its links, for all or for some kinds; default: as limits.fibers says", [])

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of which one is built, each once; `any` stands for those that have all stated options."""
        named = [one for one in self.topology if one != "any"]
        known = [family for family in ANY if self.list_foreign(family) == []] if "any" in self.topology else []
        return tuple(dict.fromkeys([*named, *known]))

    def list_foreign(self, family: Family) -> list[str]:
        """The stated options that say what the network must be, and that a family does not have."""
        return sorted(self.model_fields_set - COMMON - OPTIONS.get(family, set()) - SIZES)

    @property
    def is_given(self) -> bool:
        """Whether its links are listed."""
        return self.links is not None or self.topology == ["given"]

    @form_rule
    def _fits_itself(self) -> "NetworkForm":
        if len(self.shape.dimension_links) not in (0, len(self.shape.dimensions)):
            found = f"shape.dimensions has {len(self.shape.dimensions)} numbers, shape.dimension_links"
            raise FormValueError(
                f"{found} {len(self.shape.dimension_links)}", "State one number of links for each dimension"
            )
        if self.apart and self.redundancy != 2:
            raise FormValueError("apart separates the two leaves of a device", "State 'redundancy: 2' as well")
        if self.peer_links and self.redundancy != 2:
            raise FormValueError("peer_links join the two leaves of a pair", "State 'redundancy: 2' as well")
        if any(len(pair.devices) % 2 for pair in self.direct):
            raise FormValueError(
                "direct joins devices two by two, in the order of the list", "Name an even number of devices"
            )
        return self
