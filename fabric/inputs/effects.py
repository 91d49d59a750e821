"""What a project states without effect: lots that can serve no network, port groups that no device has, panels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fabric.catalog import SWITCH_GROUPS, CableType, Catalog
from fabric.inputs.cable_ways import note_broken_ways
from fabric.inputs.equipment_reader import Equipment
from fabric.inputs.host_order_rules import note_scattered_order
from fabric.inputs.nearest_names import quote_names
from fabric.inputs.redundancy_rules import note_single
from fabric.project import Device, Lot, NetworkRequest, Panel, PanelTrunk, Project, Request
from fabric.rules import Channel, Refusal, list_refusals
from layouts import NOT_JOINED, Fault, nearest_names

SHOWN = 6
"""Names that a sentence lists."""


def member_faults(request: Request, devices: tuple[Device, ...]) -> Iterator[Fault]:
    """Devices that `extra` or `direct` of a network names and that do not exist."""
    known = {device.id for device in devices}
    for index, network in enumerate(request.networks):
        for key, lists in (("extra", network.extras), ("direct", network.direct)):
            for number, members in enumerate(lists):
                for name in sorted(set(members.devices) - known):
                    near = quote_names(nearest_names(name, known))
                    yield Fault(
                        "request.yaml",
                        0,
                        f"networks[{index}].{key}[{number}].devices",
                        f"there is no device '{name}'",
                        f"Write {near} instead" if near else "Use the id of a device of equipment.yaml",
                    )


def note_without_effect(project: Project) -> Iterator[str]:
    """A sentence for each thing that has no effect."""
    for network in project.request.networks:
        yield from _note_groups(project, network)
    yield from note_single(project.request, project.devices, project.catalog)
    yield from note_scattered_order(project)
    yield from note_broken_ways(project.cables, project.site)
    for lot in project.inventory.lots:
        reason = _useless(project, lot)
        if reason:
            yield f"lot {lot.id} cannot be used: {reason}"
    if project.request.order_date and not any(lot.to_order for lot in project.inventory.lots):
        yield "order_date has no effect: no lot is to_order"
    yield from note_panels(project.panels, project.panel_trunks)


def note_panels(panels: Sequence[Panel], trunks: Sequence[PanelTrunk]) -> Iterator[str]:
    """A sentence on the panels of a project behind which no trunk lies."""
    joined = {name for trunk in trunks for name in (trunk.a_panel, trunk.b_panel)}
    bare = [panel for panel in panels if panel.id not in joined]
    if bare:
        yield (
            "panels take rack units only, no cable is planned over them, since no trunk of panel_trunks lies behind "
            f"them: {_name_panels(bare)}"
        )


def excuse_joined(faults: Iterable[Fault], equipment: Equipment, notes: list[str]) -> Iterator[Fault]:
    """The faults without racks that no pathway reaches, where trunks between panels have free lanes: links may run over
    these. A note says so; a plan is refused where the lanes do not suffice.
    """
    free = sum(trunk.lanes - len(trunk.taken) for trunk in equipment.panel_trunks)
    for fault in faults:
        if free and fault.message.endswith(NOT_JOINED):
            lanes = f"trunks between panels alone, which have {free} free lanes"
            notes.append(f"{fault.message}: links to it run over {lanes}")
        else:
            yield fault


def tell_panels(faults: Iterable[Fault], panels: Sequence[Panel]) -> Iterator[Fault]:
    """The faults. Where racks are not joined and there are panels, the remedy says what a tenant can do who may build
    no pathway.
    """
    for fault in faults:
        if panels and fault.message.endswith(NOT_JOINED):
            remedy = (
                f"{fault.remedy}. Where only panels lead there ({_name_panels(panels)}), list the trunks that lie "
                "between them as panel_trunks of equipment.yaml"
            )
            yield replace(fault, remedy=remedy)
        else:
            yield fault


def _name_panels(panels: Sequence[Panel]) -> str:
    """The first panels by id and rack."""
    listed = ", ".join(f"{panel.id} in {panel.rack}" for panel in panels[:SHOWN])
    return listed + (", ..." if len(panels) > SHOWN else "")


def _note_groups(project: Project, network: NetworkRequest) -> Iterator[str]:
    """Groups of ports that no device of the project has."""
    types = project.catalog.device_types
    if network.is_given:
        return
    there = {group.cages_of for device in project.devices for group in types[device.model].port_groups}
    wanted = [network.port_group, *(item.port_group for item in (*network.extras, *network.direct))]
    for group in dict.fromkeys(name.split(":")[0] for name in wanted):
        if group not in there:
            near = quote_names(nearest_names(group, there))
            hint = f". Did you mean {near}?" if near else ""
            yield f"network {network.id}: no device of equipment.yaml has ports of group '{group}'{hint}"


def _useless(project: Project, lot: Lot) -> str:
    """The reason why no network can use a lot; '' where one may."""
    request, catalog = project.request, project.catalog
    if lot.is_late(request.racks_ready):
        return f"it arrives on {lot.arrives}, after racks_ready"
    kind = catalog.kind_of(lot.model)
    if kind == "device":
        is_listed = any(device.model == lot.model and device.supply == "bought" for device in project.devices)
        return "" if is_listed else _useless_device(request, catalog, lot)
    cages = _cages(project)
    if kind == "optic":
        optic = catalog.optics[lot.model]
        if optic.cage_kind not in cages:
            return f"no device has cages of {optic.cage_kind}"
        return "" if optic.fiber in request.limits.fibers else f"limits.fibers leaves out {optic.fiber}"
    part = catalog.trunks[lot.model] if kind == "trunk" else catalog.cables[lot.model]
    if part.fiber not in request.limits.fibers:
        return f"limits.fibers leaves out {part.fiber}"
    if kind == "trunk" and catalog.trunks[lot.model].legs not in request.limits.trunk_legs:
        return f"limits.trunk_legs leaves out {catalog.trunks[lot.model].legs} legs"
    if kind == "cable":
        cable = catalog.cables[lot.model]
        ends = {cable.cage_kind, cable.far_cage_kind} - {""}
        if not ends <= cages:
            return f"no device has cages of {' or '.join(sorted(ends - cages))}"
        return _joins_nothing(project, cable) if ends else ""
    return ""


def _joins_nothing(project: Project, cable: CableType) -> str:
    """The reason why the modules of a cable join no two ports that a network may use; '' where they do."""
    models = {device.model for device in project.devices} | {lot.model for lot in project.inventory.lots}
    types = [project.catalog.device_types[model] for model in sorted(models & project.catalog.device_types.keys())]
    networks = project.request.networks
    fastest = max(speed or 0 for network in networks for speed in (network.speed_gbps, network.uplink_speed_gbps))
    groups = {
        (group.cage_kind, group.takes, group.mpos, group.lanes, group.speed_gbps): group
        for found in types
        for group in found.port_groups
        if group.speed_gbps <= fastest and (group.accepts(cable.cage_kind) or group.accepts(cable.far_cage_kind))
    }
    near = list(groups.values())
    fewest: list[Refusal] | None = None
    for a in near:
        for b in near:
            refusals = list_refusals(Channel(a, b, None, None, ((cable, 0),)))
            if not refusals:
                return ""
            fewest = refusals if fewest is None or len(refusals) < len(fewest) else fewest
    reasons = "; ".join(dict.fromkeys(map(str, fewest or ())))
    return f"its modules join no two ports ({reasons})"


def _useless_device(request: Request, catalog: Catalog, lot: Lot) -> str:
    """A switch that no network may use, or a device that is none: the planner buys switches only."""
    found = catalog.device_types[lot.model]
    if found.role != "switch":
        return f"the planner buys no {found.role}: state it in equipment.yaml"
    if not any(group.cages_of in SWITCH_GROUPS for group in found.port_groups):
        return "it has no ports of a switch"
    if all(network.is_given for network in request.networks):
        return "all links are listed, so no switch is chosen: state the devices of the model in equipment.yaml"
    for network in request.networks:
        named = {*network.switch_models, *network.leaf_models, *network.spine_models, *network.core_models}
        is_open = not network.switch_models and not (network.leaf_models and network.spine_models)
        if lot.model in named or is_open:
            return ""
    return "every network names other switch models"


def _cages(project: Project) -> set[str]:
    """Kinds of modules that fit some cage of the devices, or of the switches in stock."""
    models = {device.model for device in project.devices} | {lot.model for lot in project.inventory.lots}
    types = project.catalog.device_types
    groups = [group for model in models if model in types for group in types[model].port_groups]
    return {kind for group in groups for kind in (group.cage_kind, *group.takes)}
