"""Ports: each end of a link has a port of its own, and each cage is used in one way."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from fabric.audit.end_names import ENDS, End, EndNames
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.catalog import PortGroup, PortName
from fabric.plan import Plan
from fabric.project import Device


class Cage(NamedTuple):
    """A cage of a device: `cages` is the port group without its mode."""

    device: str
    """Id of the device."""
    cages: str
    """Name of the port group without its mode."""
    number: int
    """Number of the cage as the catalogue counts it."""

    @property
    def name(self) -> str:
        """The cage in findings."""
        return f"{self.device} cage {self.number}"


class UsedPort(NamedTuple):
    """A link end on a port that exists."""

    link: int
    """Index into the links of the plan."""
    end: End
    """End of the link, `a` or `b`."""
    device: Device
    """The device at that end."""
    group: PortGroup
    """Port group of the device that the stage of the link uses."""
    port: PortName
    """The port with its cage, connector and lane."""
    cage: Cage
    """The cage of the port."""


class PortView:
    """The ports in use, link by link, and the assembly at each link."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.ends = EndNames(plan)
        self.used: list[UsedPort] = []
        self.absent: list[tuple[int, End]] = []
        types = plan.project.catalog.device_types
        for link in range(len(plan.links)):
            for end in ENDS:
                device, port = self.ends.device(link, end), self.ends.port(link, end)
                group = types[device.model].group(self.ends.group(link, end))
                if port is None or group is None:
                    self.absent.append((link, end))
                else:
                    cage = Cage(device.id, group.cages_of, port.cage)
                    self.used.append(UsedPort(link, end, device, group, port, cage))
        carried = list(zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True))
        self.assembly_at: dict[End, dict[int, int]] = {"a": dict(reversed(carried)), "b": dict(carried)}
        """End to each link with the assembly there: the first one at A, the last one at B."""
        by_rail = [n for n in plan.networks if n.topology in ("rail-optimized", "rail-only")]
        self.by_rail = {network.id for network in by_rail if network.rails_per_leaf == 1}
        self.groups_in: dict[Cage, dict[int, PortGroup]] = defaultdict(dict)
        for used in self.used:
            self.groups_in[used.cage][used.port.mpo] = used.group


@rule("port-exists")
def check_port_exists(view: PortView) -> Iterator[Violation]:
    """Each end of a link is a port that its device has."""
    ends = view.ends
    for link, end in view.absent:
        device = ends.device(link, end)
        yield Violation(
            object=device.id,
            found=f"port number {ends.port_number(link, end) + 1} at {ends.name(link)}",
            allowed=f"1 to {len(ends.ports_of(device, ends.group(link, end)))}",
            remedy="Use a port that the device has",
        )


@rule("port-once")
def check_port_once(view: PortView) -> Iterator[Violation]:
    """A port carries one link, or one installed cable."""
    installed: dict[tuple[str, str], str] = {}
    for cable in view.plan.project.cables:
        for end in ((cable.a_device, cable.a_port), (cable.b_device, cable.b_port)):
            installed[end] = f"existing cable {cable.id}"
    first: dict[tuple[Cage, int, int], int] = {}
    for used in view.used:
        key = used.cage, used.port.mpo, used.port.lane
        earlier = [view.ends.name(first[key])] if key in first else []
        printed = used.device.id, used.port.printed
        for other in earlier + ([installed[printed]] if printed in installed else []):
            yield Violation(
                object=f"{used.device.id} {used.port.printed}",
                found=f"used by {other} and by {view.ends.name(used.link)}",
                allowed="one link per port",
                remedy="Move one of the two to a free port",
            )
        first[key] = used.link


@rule("plug-once")
def check_plug_once(view: PortView) -> Iterator[Violation]:
    """All links of one connector are on one assembly."""
    plugs: dict[tuple[Cage, int], set[int]] = defaultdict(set)
    for used in view.used:
        plugs[used.cage, used.port.mpo].add(view.assembly_at[used.end].get(used.link, -1))
    for (cage, mpo), assemblies in sorted(plugs.items()):
        if len(assemblies) > 1:
            yield Violation(
                object=cage.name + (f" connector {mpo}" if mpo else ""),
                found=f"{len(assemblies)} assemblies",
                allowed="one assembly per connector",
                remedy="Put the links of the connector on one splitter cable",
            )


@rule("plug-one-connector")
def check_plug_one_connector(view: PortView) -> Iterator[Violation]:
    """Links that share a plug are in one connector: at the head of a splitter, and at both ends of a straight cable."""
    kind_of = view.plan.assemblies.kind.tolist()
    places: dict[tuple[int, End], dict[str, None]] = defaultdict(dict)
    for used in view.used:
        assembly = view.assembly_at[used.end].get(used.link, -1)
        kind = view.plan.kinds[kind_of[assembly]] if assembly >= 0 else None
        if kind and kind.links > 1 and kind.form != "trunk" and (used.end == "b" or kind.is_straight):
            name = used.cage.name + (f" connector {used.port.mpo}" if used.port.mpo else "")
            places[assembly, used.end][name] = None
    for (assembly, end), found in sorted(places.items()):
        if len(found) > 1:
            yield Violation(
                object=f"assembly {assembly + 1} {end.upper()} end",
                found=" and ".join(found),
                allowed="one connector, since its links share one plug",
                remedy="Move the links of the plug into one connector",
            )


@rule("nic-cage-two-leaves")
def check_nic_cage_two_leaves(view: PortView) -> Iterator[Violation]:
    """In a rail-optimized or rail-only network, the two connectors of a host's cage go to two leaves.

    Where rails share a leaf, both may go there.
    """
    leaves_of: dict[Cage, list[str]] = defaultdict(list)
    for used in view.used:
        stage = view.ends.stage(used.link)
        if used.device.role != "host" or not used.port.mpo or stage.name != "node-leaf":
            continue
        if stage.network in view.by_rail:
            leaves_of[used.cage].append(view.ends.device(used.link, "b" if used.end == "a" else "a").id)
    for cage, leaves in leaves_of.items():
        if len(set(leaves)) < len(leaves):
            yield Violation(
                object=cage.name,
                found=f"both MPOs go to {leaves[0]}",
                allowed="two different leaves",
                remedy="Swap one of the two links with a link of another cage",
            )


def _modes(groups: list[PortGroup]) -> str:
    return " and ".join(sorted({group.group for group in groups}))


@rule("cage-one-mode")
def check_cage_one_mode(view: PortView) -> Iterator[Violation]:
    """All connectors of a cage belong to modes with the same number of connectors."""
    for cage, by_mpo in sorted(view.groups_in.items()):
        groups = list(by_mpo.values())
        if len({group.mpos for group in groups}) > 1:
            yield Violation(
                object=cage.name,
                found=_modes(groups),
                allowed="one mode per cage",
                remedy="Move the links of one mode to another cage",
            )


@rule("twin-same-split", severities=("warning",))
def check_twin_same_split(view: PortView) -> Iterator[Violation]:
    """Both connectors of a cage carry straight fibers, or both carry splitters."""
    for cage, by_mpo in sorted(view.groups_in.items()):
        groups = list(by_mpo.values())
        if len({group.mpos for group in groups}) == 1 and len({group.lanes > 1 for group in groups}) > 1:
            yield Violation(
                object=cage.name,
                found=f"a straight and a splitter fiber ({_modes(groups)})",
                allowed="both of one kind",
                remedy="Leave one more node position of the unit empty, so that the splitter gets a cage of its own, "
                "or accept it as the published SuperPOD does",
            )


@rule("neighbour-disabled")
def check_neighbour_disabled(view: PortView) -> Iterator[Violation]:
    """A cage is empty where the mode of a cage before it disables it."""
    for cage, by_mpo in sorted(view.groups_in.items()):
        for group in sorted(set(by_mpo.values()), key=lambda group: group.group):
            for step in range(1, group.skip + 1):
                neighbour = cage._replace(number=cage.number + step)
                if neighbour in view.groups_in:
                    yield Violation(
                        object=neighbour.name,
                        found=f"used, though {group.group} in cage {cage.number} disables it",
                        allowed="empty",
                        remedy="Move its links to another cage",
                    )


PORT_RULES = RuleGroup(
    views=lambda plan: [PortView(plan)],
    rules=(
        check_port_exists,
        check_port_once,
        check_plug_once,
        check_plug_one_connector,
        check_nic_cage_two_leaves,
        check_cage_one_mode,
        check_twin_same_split,
        check_neighbour_disabled,
    ),
)
