"""Lookups in a plan: devices, ports, needs, labels, serials, and the crew of each package. Built once."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from fabric.catalog import PortName, connector_text, list_ports, port_text
from fabric.plan import PackageKind, Plan, list_cable_codes, list_serials, piece_weight_g
from fabric.project import Device
from fabric.rules import InsideParts, LinkEnd, Need, device_end, drops_of, inside_parts, need_of, need_with, parts_of
from fabric.sheets.rows.crew_blocks import shift_ends_s, shift_starts_s
from fabric.sheets.rows.link_row import EndRow, Plug
from fabric.work import EarlyWork, Package, arrived_pulls, early_work, job_of
from layouts import Drop


class StepNumber(NamedTuple):
    """The crew that does a package, and the number of its step, both from 1."""

    crew: int
    """Number of the crew, from 1."""
    number: int
    """Number among the steps of the crew, from 1, in order of time."""


class FittedOptic(NamedTuple):
    """One transceiver of a device."""

    group: str
    """Group of cages, without its mode."""
    cage: int
    """Number of the cage in its group."""
    model: str
    """Model of the transceiver in the catalogue."""


def name_in_os(port: PortName, protocol: str) -> str:
    """The name of a port in the operating system.

    Linux names a port of a card by the protocol that it speaks: `ibp220s0` is one of InfiniBand. No source states the
    name that the same port has on Ethernet.
    """
    return "" if protocol == "ethernet" and port.os.startswith("ib") else port.os


ON_SITE = (PackageKind.PULL, PackageKind.LAND_A, PackageKind.LAND_B)
"""The packages of a pull that is not inside a rack which arrives cabled, beside its tests."""


class PlanIndex:
    """Lookups in one plan, whose cords are links of their own; `whole` is the same plan as it is kept."""

    def __init__(self, plan: Plan, whole: Plan | None = None):
        self.plan, self.whole = plan, whole or plan
        self.site = plan.project.site
        self._ports: dict[tuple[str, str], tuple[PortName, ...]] = {}
        self._ports_by_place: dict[tuple[str, str], dict[tuple[int, int, int], PortName]] = {}
        self._ends: dict[tuple[int, str], LinkEnd] = {}
        self._parts: dict[tuple[LinkEnd, str], InsideParts] = {}
        self._end_fields: dict[int, Mapping[str, str]] = {}
        self._heights: dict[str, int] = {}

    @cached_property
    def device_by_id(self) -> Mapping[str, Device]:
        """All devices of the plan."""
        return {device.id: device for device in self.plan.devices}

    def height(self, device_id: str) -> int:
        """Position of a device in half units above the bottom of its rack, whichever way the units are numbered."""
        if device_id not in self._heights:
            device = self.device_by_id[device_id]
            half_ru, rack = self.plan.project.type_of(device).half_ru, self.site.rack_by_id[device.rack or ""]
            self._heights[device_id] = rack.bottom_half_ru(device.position_half_ru or 2, half_ru)
        return self._heights[device_id]

    @cached_property
    def cages_of(self) -> Mapping[int, list[FittedOptic]]:
        """The transceivers of each device (by index), in the order of the plan."""
        plan, found = self.plan, dict[int, list[FittedOptic]]()
        for device, group, cage, model in zip(
            plan.optics.device.tolist(),
            plan.optics.group.tolist(),
            plan.optics.cage.tolist(),
            plan.optics.model.tolist(),
            strict=True,
        ):
            found.setdefault(device, []).append(FittedOptic(plan.cage_groups[group], cage, plan.optic_models[model]))
        return found

    @cached_property
    def optic_at(self) -> Mapping[tuple[int, str, int], str]:
        """The model of a transceiver by device (index), group of cages and cage."""
        return {(device, cage.group, cage.cage): cage.model for device, all_ in self.cages_of.items() for cage in all_}

    def forget_optics(self) -> None:
        """Frees `optic_at`, which only the rows of links are made from; it is made again where it is asked for."""
        vars(self).pop("optic_at", None)

    def port(self, device: Device, group: str, number: int) -> PortName:
        """The port of a device by its number in a group, from 0."""
        key = device.model, group
        if key not in self._ports:
            self._ports[key] = list_ports(self.plan.project.catalog.device_types[device.model], group)
        return self._ports[key][number]

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """The work packages of the plan, with the packages that come before each."""
        return job_of(self.whole).packages

    @cached_property
    def early(self) -> EarlyWork:
        """The pulls (by index) on which work is done before the racks are ready."""
        return early_work(self.plan)

    @cached_property
    def arrived(self) -> frozenset[int]:
        """The pulls (by index) inside racks that arrive cabled: their only step is that of their tests."""
        return arrived_pulls(self.whole.project, self.whole.parts)

    def is_picking(self, kind: PackageKind, pull: int) -> bool:
        """Whether the cables of a pull are picked for a package: for its kit, or for the pull where it has none."""
        return kind == (PackageKind.KIT if pull in self.early.kitted else PackageKind.PULL)

    def picking_step(self, pull: int) -> StepNumber:
        """The step in which the cables of a pull are picked, and labelled where they arrive without labels."""
        kind = PackageKind.KIT if pull in self.early.kitted else PackageKind.PULL
        return self.step_of_package[self.package_of[kind, pull]]

    @cached_property
    def work_order(self) -> tuple[int, ...]:
        """All packages (by index), crew by crew in order of work: the order of steps."""
        packages = self.plan.packages
        keys = zip(packages.crew.tolist(), packages.start_s.tolist(), packages.end_s.tolist(), strict=True)
        return tuple(index for _, index in sorted(zip(keys, range(len(packages.kind)), strict=True)))

    @cached_property
    def step_of_package(self) -> Mapping[int, StepNumber]:
        """The step that each package (by index) is."""
        count, found = Counter[int](), {}
        for index in self.work_order:
            crew = int(self.plan.packages.crew[index]) + 1
            count[crew] += 1
            found[index] = StepNumber(crew, count[crew])
        return found

    @cached_property
    def step_of_pull(self) -> Mapping[int, StepNumber]:
        """The step that lays each pull (by index)."""
        found = self.package_of.items()
        return {pull: self.step_of_package[index] for (kind, pull), index in found if kind == PackageKind.PULL}

    @cached_property
    def package_of(self) -> Mapping[tuple[PackageKind, int], int]:
        """The package (by index) of each kind and subject; of what arrives cabled in its rack that of its tests."""
        columns = zip(self.plan.packages.kind.tolist(), self.plan.packages.subject.tolist(), strict=True)
        found = {(PackageKind(kind), subject): index for index, (kind, subject) in enumerate(columns)}
        for pull in sorted(self.arrived):
            found |= {(kind, pull): found[PackageKind.TEST, pull] for kind in ON_SITE}
        return found

    @cached_property
    def moments(self) -> Mapping[int, tuple[str, datetime]]:
        """Shift and wall-clock time of the first and the last second of each package, by moment of the working clock.

        Undated plans count from `UNDATED`.
        """
        packages, project = self.plan.packages, self.plan.project
        lasts = packages.end_s - 1
        return project.crew.calendars((*packages.start_s.tolist(), *lasts.tolist()), project.request.racks_ready)

    def start(self, package: int) -> datetime:
        """The wall-clock time at which a package begins."""
        return self.moments[int(self.plan.packages.start_s[package])][1]

    def shift_of(self, package: int) -> int:
        """The number of the shift in which a package begins, from 0."""
        return bisect_right(self._shift_ends_s, int(self.plan.packages.start_s[package]))

    def shift_start(self, shift: int) -> datetime:
        """The wall-clock time at which a shift (from 0) begins; its day names the shift, also after midnight."""
        return self._shift_starts[shift]

    @cached_property
    def _shift_starts(self) -> Sequence[datetime]:
        starts_s, project = shift_starts_s(self.plan), self.plan.project
        found = project.crew.calendars(starts_s, project.request.racks_ready)
        return [found[start_s][1] for start_s in starts_s]

    @cached_property
    def _shift_ends_s(self) -> Sequence[int]:
        return shift_ends_s(self.plan)

    @cached_property
    def crew_of(self) -> Mapping[tuple[PackageKind, int], int]:
        """The crew (from 1) that does each package, by kind and subject."""
        crews = self.plan.packages.crew.tolist()
        return {key: crews[index] + 1 for key, index in self.package_of.items()}

    @cached_property
    def serials(self) -> tuple[str, ...]:
        """The serial of each assembly."""
        return list_serials(self.plan, self.cable_codes)

    @cached_property
    def cable_codes(self) -> tuple[str, ...]:
        """The code of each link, which ends the id of its cable."""
        return list_cable_codes(self.plan)

    def weight_g(self, kind_index: int) -> int:
        """Weight of one piece of a kind."""
        return piece_weight_g(self.plan.project.catalog, self.plan.kinds[kind_index])

    def need_and_parts(self, link: int, pull: int) -> tuple[Need, tuple[InsideParts, InsideParts]]:
        """The length that the cable of a link needs, and its parts inside both racks."""
        plan = self.plan
        stage, number = plan.stages[int(plan.links.stage[link])], int(plan.pulls.route[pull])
        a = self._end_at(int(plan.links.a_device[link]), stage.a_group)
        b = self._end_at(int(plan.links.b_device[link]), stage.b_group)
        if number < 0:
            return need_of(self.site, a, b, None), parts_of(self.site, a, b, None)
        route = plan.routes[number]
        a_drop, b_drop = drops_of(self.site, route)
        parts = self._parts_at(a, a_drop), self._parts_at(b, b_drop)
        return need_with(self.site, (a, b), route, parts), parts

    def _parts_at(self, end: LinkEnd, drop: Drop) -> InsideParts:
        """The parts of the way from the ports of an end to a drop: the same for all ports of a device."""
        key = end, drop.id
        if key not in self._parts:
            self._parts[key] = inside_parts(self.site, self.site.rack_by_id[end.rack], drop, end)
        return self._parts[key]

    def _end_at(self, device: int, group: str) -> LinkEnd:
        """The end of a cable at a group of ports of a device."""
        key = device, group
        if key not in self._ends:
            one = self.plan.devices[device]
            self._ends[key] = device_end(one, self.plan.project.type_of(one), group)
        return self._ends[key]

    def end(self, device_index: int, port: PortName, plug: Plug, protocol: str = "") -> EndRow:
        """One end of a link with some protocol, empty where none is stated."""
        device = self.plan.devices[device_index]
        rack = self.site.rack_by_id[device.rack or ""]
        cages = port.group.partition(":")[0]
        return EndRow(
            site=self.site.name,
            room=rack.room,
            row=rack.row,
            rack=rack.id,
            half_ru=device.position_half_ru or 0,
            unit=device.unit,
            face=self.plan.project.face_of(device, port.group),
            device=device.id,
            cages=cages,
            port=port.printed,
            cage=port.cage,
            mpo=port.mpo,
            lane=port.lane,
            os_name=name_in_os(port, protocol),
            driver_name=port.driver,
            fabric_port=port.number,
            plug=plug,
            transceiver=""
            if device_index >= len(self.whole.devices)
            else self.optic_at.get((device_index, cages, port.cage)),
        )

    def name_end(self, device_index: int, port: PortName, is_head: bool = False) -> str:
        """One end in the grammar of labels; the head of a splitter takes a connector whole."""
        text = connector_text(port) if is_head else port_text(port)
        fields = {**self._fields_of(device_index), "port": text, "printed": port.printed}
        return self.plan.project.request.label.name_end(fields)

    def _fields_of(self, device_index: int) -> Mapping[str, str]:
        """The fields of labels that all ends of a device share."""
        if device_index not in self._end_fields:
            device = self.plan.devices[device_index]
            rack = self.site.rack_by_id[device.rack or ""]
            self._end_fields[device_index] = {
                "site": self.site.name,
                "room": rack.room,
                "row": rack.row,
                "rack": rack.id,
                "u": device.unit,
                "device": device.id,
            }
        return self._end_fields[device_index]

    def find_port(self, end: EndRow) -> PortName:
        """The port of an end of a link, with all its names."""
        key = self.device_by_id[end.device].model, end.cages
        if key not in self._ports_by_place:
            device_type = self.plan.project.catalog.device_types[key[0]]
            ports = (port for mode in device_type.modes(end.cages) for port in list_ports(device_type, mode.group))
            found = self._ports_by_place[key] = {}
            for port in ports:
                found.setdefault((port.cage, port.mpo, port.lane), port)
        return self._ports_by_place[key][end.cage, end.mpo, end.lane]
