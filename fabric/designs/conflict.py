"""Conflicts of a fabric with existing devices and cables: switches that keep their place, ports in use."""

from collections.abc import Iterator, Sequence

from fabric.catalog import PortName, list_ports
from fabric.designs.design import Design
from fabric.designs.standing_cords import CordPlace, list_taken
from fabric.designs.wiring import WiredFabric
from fabric.project import Project


def find_conflict(project: Project, wired: WiredFabric) -> str:
    """The reason why the fabric cannot be built beside the existing devices, or ''. A switch of the fabric exists where
    equipment.yaml lists a device with its id. It must be of the fabric's tier and of a model that serves. In a request
    of one network, a leaf, spine or core with another id is not part of the fabric: its name is taken to be wrong.
    """
    tiers = {switch.id: switch.tier for switch in wired.fabric.switches}
    alone = len(project.request.networks) == 1
    for device in project.devices:
        if device.id not in tiers and device.role in ("leaf", "spine", "core") and alone:
            known = ", ".join(list(tiers)[:3])
            called = f"the fabric calls its switches {known}, ..."
            return f"{device.id} is listed as {device.role}, but {called}: use these names"
        if device.id in tiers:
            tier = tiers[device.id]
            if device.role != tier:
                return f"{device.id} is listed as {device.role}, the fabric needs a {tier}"
            group = next((w.b_group for w in wired.wirings if w.name != "direct"), None)
            if group is not None and project.type_of(device).group(group.group) is None:
                return (
                    f"{device.id} is listed as {device.role} {device.model}, the fabric needs a {tier} with ports "
                    f"such as those of {group.model}"
                )
    return _find_short(project, wired) or _find_taken(project, wired)


def _find_short(project: Project, wired: WiredFabric) -> str:
    """A switch of equipment.yaml with fewer ports than the fabric uses on it."""
    fabric = wired.fabric
    names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
    racked = [number for number in range(len(fabric.hosts), len(names)) if names[number] in project.device_by_id]
    for number in racked:
        device = project.device_by_id[names[number]]
        for wiring in wired.wirings:
            for group, devices, ports in (
                (wiring.a_group, wiring.links.a_device, wiring.links.a_port),
                (wiring.b_group, wiring.links.b_device, wiring.links.b_port),
            ):
                last = int(ports[devices == number].max(initial=-1))
                has = project.type_of(device).port_count(group.group)
                if last >= has:
                    what = f"{device.model} with {has} ports of group '{group.group}'"
                    return f"{device.id} is listed as {what}, the fabric uses {last + 1} there"
    return ""


def _find_taken(project: Project, wired: WiredFabric) -> str:
    """A cord that is no link of the fabric but should be, or a port of the fabric that another cord takes."""
    if wired.cords.surplus or not project.cables:
        return wired.cords.surplus
    hosts = len(wired.fabric.hosts)
    for number, name in enumerate([*wired.fabric.hosts, *(switch.id for switch in wired.fabric.switches)]):
        uses = [
            (group, int(port))
            for wiring in wired.wirings
            for group, devices, ports in (
                (wiring.a_group, wiring.links.a_device, wiring.links.a_port),
                (wiring.b_group, wiring.links.b_device, wiring.links.b_port),
            )
            for port in ports[devices == number]
        ]
        taken = list_taken(project, name, dict.fromkeys(group for group, _ in uses))
        for group, port in uses if taken else ():
            # The group stands for all devices with ports of its kind; the name is that of the device itself.
            used = list_ports(project.type_of(project.device_by_id[name]), group.group)[port]
            place = CordPlace(group.cages_of, used.cage, used.mpo)
            for other, cable in taken.items():
                if place.meets(other):
                    more = "" if number < hosts else ", and no other port of its kind is free"
                    return f"port {used.printed} of {name} is taken by existing cable {cable}{more}"
    return ""


def find_shared_port(project: Project, design: Design, earlier: Sequence[Design]) -> str:
    """The reason why a design cannot stand beside the earlier ones, or ''.

    Designed networks keep off each other's ports; listed links take the ports that the list names.
    """
    others = [other for other in earlier if design.network.is_given or other.network.is_given]
    mine = dict(list_places(project, design)) if others else {}
    for other in others:
        for place, name in list_places(project, other):
            device, connector = place
            near = (place, (device, connector._replace(mpo=0)))
            met = next((one for one in near if one in mine), None)
            whole = connector.mpo == 0 and any(known == device and found.meets(connector) for known, found in mine)
            if met or whole:
                given, designed = (design, other) if design.network.is_given else (other, design)
                return (
                    f"port {name} of {device} is taken by network {other.network.id}: list another port for network "
                    f"{given.network.id}, or keep {device} out of network {designed.network.id}"
                )
    return ""


def list_places(project: Project, design: Design) -> Iterator[tuple[tuple[str, CordPlace], str]]:
    """The connectors that a design uses, by device, each with the printed name of a port."""
    types, fabric, links = project.catalog.device_types, design.fabric, design.fabric.links
    names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
    models = dict(zip((switch.id for switch in fabric.switches), design.models, strict=True))
    models |= {device.id: device.model for device in project.devices}
    known: dict[tuple[str, str], Sequence[PortName]] = {}
    for number, stage in enumerate(design.stages):
        rows = links.stage == number
        for group, devices, ports in (
            (stage.a_group, links.a_device[rows], links.a_port[rows]),
            (stage.b_group, links.b_device[rows], links.b_port[rows]),
        ):
            for device, port in zip(devices.tolist(), ports.tolist(), strict=True):
                key = models.get(names[device], group.model), group.group
                if key not in known:
                    known[key] = list_ports(types[key[0]], key[1])
                listed = known[key]
                if port < len(listed):
                    found = listed[port]
                    yield (names[device], CordPlace(group.cages_of, found.cage, found.mpo)), found.printed
