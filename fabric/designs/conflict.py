"""What stands and lies already against what a fabric wants: switches that must keep their place, ports that are
taken.
"""

from collections.abc import Sequence

from fabric.catalog import list_ports
from fabric.designs.media_choice import Wiring
from fabric.project import NetworkRequest, Project
from fabric.topology import Fabric


def find_conflict(
    project: Project, network: NetworkRequest, fabric: Fabric, models: Sequence[str], wirings: Sequence[Wiring]
) -> str:
    """Why the fabric cannot be built beside what is there, or ''.

    A switch of the fabric stands already where equipment.yaml lists a device of its id; it must be of the fabric's
    tier and of a model that serves. Where there is one network, a leaf, spine or core of another id has no part in
    the fabric, which is never what was meant.
    """
    tiers = {switch.id: (switch.tier, model) for switch, model in zip(fabric.switches, models, strict=True)}
    alone = len(project.request.networks) == 1
    for device in project.devices:
        if device.id not in tiers and device.role in ("leaf", "spine", "core") and alone:
            known = ", ".join(list(tiers)[:3])
            called = f"the fabric calls its switches {known}, ..."
            return f"{device.id} is listed as {device.role}, but {called}: use these names"
        if device.id in tiers:
            tier, _ = tiers[device.id]
            if device.role != tier:
                return f"{device.id} is listed as {device.role}, the fabric needs a {tier}"
            group = next((w.b_group for w in wirings if w.name != "direct"), None)
            if group is not None and project.type_of(device).group(group.group) is None:
                return (
                    f"{device.id} is listed as {device.role} {device.model}, the fabric needs a {tier} with ports "
                    f"such as those of {group.model}"
                )
    return _find_short(project, fabric, wirings) or _find_taken(project, fabric, wirings)


def _find_short(project: Project, fabric: Fabric, wirings: Sequence[Wiring]) -> str:
    """A standing switch with fewer ports than the fabric uses on it."""
    names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
    standing = [number for number in range(len(fabric.hosts), len(names)) if names[number] in project.device_by_id]
    for number in standing:
        device = project.device_by_id[names[number]]
        for wiring in wirings:
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


def _find_taken(project: Project, fabric: Fabric, wirings: Sequence[Wiring]) -> str:
    taken = {
        end: cable.id
        for cable in project.cables
        for end in ((cable.a_device, cable.a_port), (cable.b_device, cable.b_port))
    }
    if not taken:
        return ""
    names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
    busy = {name for name, _ in taken}
    for wiring in wirings:
        for group, devices, ports in (
            (wiring.a_group, wiring.links.a_device, wiring.links.a_port),
            (wiring.b_group, wiring.links.b_device, wiring.links.b_port),
        ):
            for number, port in zip(devices.tolist(), ports.tolist(), strict=True):
                if names[number] not in busy:
                    continue
                device_type = project.catalog.device_types[group.model]
                printed = list_ports(device_type, group.group)[port].printed
                if (names[number], printed) in taken:
                    cable = taken[names[number], printed]
                    return f"port {printed} of {names[number]} is taken by existing cable {cable}"
    return ""
