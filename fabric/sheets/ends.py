"""Both ends of every link, whole: the row that every sheet is cut from.

One row a link: site, room, row, rack, unit, face, device, port in every tongue, connector and transceiver of both
ends; then the cable with its length and derivation, route, labels, order and crew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

from fabric.assemblies import Need, in_rack_need, inside_mm
from fabric.equipment import Device
from fabric.naming import PortName, assembly_serial, cable_id, end_label, head_label, label_text, list_ports
from fabric.plan import PACKAGE_KINDS, PULL_FORMS, AssemblyKind, Plan
from layouts.units import format_m, format_ru


@dataclass(frozen=True)
class EndRow:
    """One end of a link."""

    site: str
    room: str
    row: str
    rack: str
    u: str
    face: str
    device: str
    cages: str
    port: str
    cage: int
    mpo: int
    lane: int
    os_name: str
    driver_name: str
    connector: str
    transceiver: str


@dataclass(frozen=True)
class LinkRow:
    """One link with both ends. `a` is the lower tier."""

    cable_id: str
    network: str
    stage: str
    speed_gbps: int
    a: EndRow
    b: EndRow
    kind: str
    form: str
    serial: str
    leg: int
    length_m: str
    total_m: str
    derivation: str
    route: str
    label_a: str
    label_b: str
    order: str
    media: str
    polarity: str
    pull: int
    crew: int
    status: str


END_FIELDS = tuple(field.name for field in fields(EndRow))
LINK_FIELDS = tuple(field.name for field in fields(LinkRow) if field.name not in ("a", "b"))


class PlanRows:
    """A plan as rows; everything is looked up once."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.site = plan.project.site
        self._optic = {
            (device, plan.cage_groups[group], cage): plan.optic_models[model]
            for device, group, cage, model in zip(
                plan.optics.device.tolist(),
                plan.optics.group.tolist(),
                plan.optics.cage.tolist(),
                plan.optics.model.tolist(),
                strict=True,
            )
        }
        self._ports: dict[tuple[str, str], tuple[PortName, ...]] = {}

    @cached_property
    def crew_of_pull(self) -> Mapping[int, int]:
        """The crew (from 1) that lays each pull."""
        packages = self.plan.packages
        return {
            subject: crew + 1
            for kind, subject, crew in zip(
                packages.kind.tolist(), packages.subject.tolist(), packages.crew.tolist(), strict=True
            )
            if PACKAGE_KINDS[kind] == "pull"
        }

    def port(self, device: Device, group: str, number: int) -> PortName:
        """The port of a device by its number in a group."""
        key = device.model, group
        if key not in self._ports:
            self._ports[key] = list_ports(self.plan.project.catalog.device_types[device.model], group)
        return self._ports[key][number]

    def need(self, link: int, pull: int) -> Need:
        """What the cable of a link must reach, for its derivation."""
        plan, catalog = self.plan, self.plan.project.catalog
        a, b = plan.devices[int(plan.links.a_device[link])], plan.devices[int(plan.links.b_device[link])]
        a_type, b_type = catalog.device_types[a.model], catalog.device_types[b.model]
        racks, drops = self.site.rack_by_id, self.site.drop_by_rack
        route = int(plan.pulls.route[pull])
        if route < 0:
            return in_rack_need(self.site, racks[a.rack or ""], a, a_type, b, b_type)
        return Need(
            inside_mm(self.site, racks[a.rack or ""], drops[a.rack or ""], a, a_type),
            plan.routes[route].length_mm,
            inside_mm(self.site, racks[b.rack or ""], drops[b.rack or ""], b, b_type),
        )

    def end(self, device_index: int, port: PortName, connector: str) -> EndRow:
        """One end whole."""
        device = self.plan.devices[device_index]
        rack = self.site.rack_by_id[device.rack or ""]
        cages = port.group.partition(":")[0]
        optic = self._optic.get((device_index, cages, port.cage), "part of the cable")
        return EndRow(
            self.site.name,
            rack.room,
            rack.row,
            rack.id,
            format_ru(device.position_half_ru or 0),
            device.face,
            device.id,
            cages,
            port.printed,
            port.cage,
            port.mpo,
            port.lane,
            port.os,
            port.driver,
            connector,
            optic,
        )

    def end_label(self, device_index: int, port: PortName) -> str:
        """One end in the label grammar."""
        device = self.plan.devices[device_index]
        return end_label(device.rack or "", device.position_half_ru or 0, port)

    def route_text(self, pull: int) -> str:
        """The pathways of a pull in order, as a crew walks them."""
        route = int(self.plan.pulls.route[pull])
        return "inside the rack" if route < 0 else " > ".join(self.plan.routes[route].named_pathways)

    def serial(self, assembly: int) -> str:
        """The serial of an assembly."""
        return assembly_serial(self.plan.kinds[int(self.plan.assemblies.kind[assembly])].form, assembly)

    def length_text(self, kind: AssemblyKind, leg: int) -> str:
        """Ordered length: body and legs of a trunk, or the whole."""
        if not kind.a_legs_mm:
            return format_m(kind.body_mm)
        return f"{format_m(kind.a_legs_mm[leg])}+{format_m(kind.body_mm)}+{format_m(kind.b_legs_mm[leg])}"

    def total_mm(self, kind: AssemblyKind, leg: int) -> int:
        """From plug to plug of one leg, as ordered."""
        return kind.body_mm + (kind.a_legs_mm[leg] + kind.b_legs_mm[leg] if kind.a_legs_mm else 0)

    @cached_property
    def links(self) -> tuple[LinkRow, ...]:
        """All rows, in order of assemblies and legs."""
        plan, catalog = self.plan, self.plan.project.catalog
        order = sorted(
            zip(plan.segments.assembly.tolist(), plan.segments.leg.tolist(), plan.segments.link.tolist(), strict=True)
        )
        heads = self._heads(order)
        rows = []
        for assembly, leg, link in order:
            kind = plan.kinds[int(plan.assemblies.kind[assembly])]
            pull = int(plan.assemblies.pull[assembly])
            stage = plan.stages[int(plan.links.stage[link])]
            a_device, b_device = int(plan.links.a_device[link]), int(plan.links.b_device[link])
            a_port = self.port(plan.devices[a_device], stage.a_group, int(plan.links.a_port[link]))
            b_port = self.port(plan.devices[b_device], stage.b_group, int(plan.links.b_port[link]))
            near, far = self.end_label(a_device, a_port), self.end_label(b_device, b_port)
            is_split = kind.links > 1 and kind.form != "trunk"
            part = catalog.trunks[kind.model] if kind.form == "trunk" else catalog.cables[kind.model]
            connector = f"{kind.connector} {kind.gender}" if kind.connector else "own module"
            rows.append(
                LinkRow(
                    cable_id=cable_id(stage.network, int(plan.link_numbers[link])),
                    network=stage.network,
                    stage=stage.name,
                    speed_gbps=stage.speed_gbps,
                    a=self.end(a_device, a_port, connector),
                    b=self.end(b_device, b_port, connector),
                    kind=kind.id,
                    form=PULL_FORMS[int(plan.pulls.form[pull])],
                    serial=self.serial(assembly),
                    leg=leg + 1 if kind.links > 1 else 0,
                    length_m=self.length_text(kind, leg),
                    total_m=format_m(self.total_mm(kind, leg)),
                    derivation=str(self.need(link, pull)),
                    route=self.route_text(pull),
                    label_a=label_text(near, far),
                    label_b=heads[assembly] if is_split else label_text(far, near),
                    order=f"custom {kind.id}"
                    if kind.custom
                    else f"stock {plan.project.inventory.lots[int(plan.assemblies.lot[assembly])].id}",
                    media=f"{part.fiber} {part.grade}",
                    polarity=kind.polarity,
                    pull=pull + 1,
                    crew=self.crew_of_pull.get(pull, 0),
                    status="planned",
                )
            )
        return tuple(rows)

    def _heads(self, order: Sequence[tuple[int, int, int]]) -> dict[int, str]:
        """The label at the head of each splitter (by assembly): its connector, then every tail."""
        plan = self.plan
        tails: dict[int, list[str]] = {}
        heads: dict[int, str] = {}
        for assembly, _, link in order:
            kind = plan.kinds[int(plan.assemblies.kind[assembly])]
            if kind.links == 1 or kind.form == "trunk":
                continue
            stage = plan.stages[int(plan.links.stage[link])]
            a_device, b_device = int(plan.links.a_device[link]), int(plan.links.b_device[link])
            a_port = self.port(plan.devices[a_device], stage.a_group, int(plan.links.a_port[link]))
            tails.setdefault(assembly, []).append(self.end_label(a_device, a_port))
            head = plan.devices[b_device]
            b_port = self.port(head, stage.b_group, int(plan.links.b_port[link]))
            heads[assembly] = head_label(head.rack or "", head.position_half_ru or 0, b_port)
        return {assembly: label_text(heads[assembly], "+".join(tails[assembly])) for assembly in heads}
