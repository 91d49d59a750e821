"""A plan as rows, one a link: site, room, row, rack, unit, face, device, port in every tongue, connector and
transceiver of both ends; then the cable with its length and derivation, route, labels, order and crew.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from fabric.catalog import PortName, connector_text, list_ports, port_text
from fabric.plan import AssemblyKind, PackageKind, Plan, PullForm, assembly_serial, cable_id, plan_id
from fabric.project import Device
from fabric.rules import Need, in_rack_need, inside_mm
from fabric.sheets.rows.link_row import SIDES, EndRow, LinkRow, Side
from fabric.sheets.rows.options import PLAIN, Options
from fabric.work import list_phases
from layouts import format_m, format_ru


class PlanRows:
    """A plan as rows; everything is looked up once."""

    def __init__(self, plan: Plan, options: Options = PLAIN):
        self.plan, self.options = plan, options
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
    def origin(self) -> str:
        """What the foot of every page says: site, networks, the plan and whatever revision whoever prints names."""
        plan, options = self.plan, self.options
        networks = ", ".join(network.id for network in plan.project.request.networks)
        parts = [plan.project.site.name, networks, f"plan {plan_id(plan)}"]
        parts += [f"revision {options.revision}"] if options.revision else []
        ready = plan.project.request.racks_ready
        parts += [f"racks ready {ready:%Y-%m-%d}"] if ready else []
        parts += [f"only {options.selection}"] if options.selection else []
        return ", ".join([*parts, f"fabric-planner {plan.version}"])

    @cached_property
    def chosen(self) -> tuple[LinkRow, ...]:
        """The rows that the sheets are for, in the same order."""
        chosen = self.options.selection
        if not chosen:
            return self.links
        return tuple(row for row in self.links if row.is_in(chosen))

    def height(self, device_id: str) -> int:
        """Where a device stands in its rack, in half units from the floor, however its units are numbered."""
        device = self.device_by_id[device_id]
        half_ru = self.plan.project.type_of(device).half_ru
        return self.site.rack_by_id[device.rack or ""].bottom_half_ru(device.position_half_ru or 2, half_ru)

    @cached_property
    def optics_of(self) -> Mapping[int, list[str]]:
        """The models of the transceivers of each device (by index)."""
        plan = self.plan
        found: dict[int, list[str]] = {}
        for device, model in zip(plan.optics.device.tolist(), plan.optics.model.tolist(), strict=True):
            found.setdefault(device, []).append(plan.optic_models[model])
        return found

    def weight_g(self, kind_index: int) -> int:
        """What one piece of a kind weighs, by its weight per metre."""
        kind, catalog = self.plan.kinds[kind_index], self.plan.project.catalog
        part = catalog.part(kind.model)
        return part.weight_g_per_m * kind.overall_mm // 1000

    @cached_property
    def label_key(self) -> tuple[str, ...]:
        """How to read the labels: their grammar, and what the letters before a port mean; a line."""
        grammar = self.plan.project.request.label
        letters = {
            port.prefix: f"{port.prefix}{port.cage:02d} is {port.printed} ({group})"
            for (_, group), ports in sorted(self._ports.items())
            for port in reversed(ports)
            if port.prefix
        }
        fields = grammar.end.replace("{", "").replace("}", "")
        meant = "; ".join(["port is cage, connector after a point, lane as a letter", *letters.values()])
        return (f"Labels: {fields}, own end first, then {grammar.between} and the other; {meant}.",)

    @cached_property
    def work_order(self) -> tuple[int, ...]:
        """All packages (by index), crew by crew in order of work: the order of steps."""
        packages = self.plan.packages
        keys = zip(packages.crew.tolist(), packages.start_s.tolist(), packages.end_s.tolist(), strict=True)
        return tuple(index for _, index in sorted(zip(keys, range(len(packages.kind)), strict=True)))

    @cached_property
    def step_of_pull(self) -> Mapping[int, tuple[int, int]]:
        """The crew and step, both from 1, that lay each pull (from 0)."""
        packages, count, found = self.plan.packages, Counter[int](), {}
        for index in self.work_order:
            crew = int(packages.crew[index]) + 1
            count[crew] += 1
            if PackageKind(int(packages.kind[index])).word == "pull":
                found[int(packages.subject[index])] = crew, count[crew]
        return found

    @cached_property
    def device_by_id(self) -> Mapping[str, Device]:
        """All devices of the plan."""
        return {device.id: device for device in self.plan.devices}

    @cached_property
    def by_pull(self) -> Mapping[int, list[LinkRow]]:
        """All links of each pull (from 0)."""
        found: dict[int, list[LinkRow]] = {}
        for row in self.links:
            found.setdefault(row.pull - 1, []).append(row)
        return found

    @cached_property
    def served(self) -> tuple[LinkRow, ...]:
        """As `chosen`, whatever crew lays them: what the steps of the chosen crews serve."""
        others = replace(self.options.selection, crews=frozenset())
        return tuple(row for row in self.links if row.is_in(others)) if others else self.links

    @cached_property
    def crew_of(self) -> Mapping[tuple[str, int], int]:
        """The crew (from 1) that does each package, by kind and subject."""
        packages = self.plan.packages
        columns = zip(packages.kind.tolist(), packages.subject.tolist(), packages.crew.tolist(), strict=True)
        return {(PackageKind(kind).word, subject): crew + 1 for kind, subject, crew in columns}

    def is_done_by_chosen(self, kind: str, subject: int) -> bool:
        """Whether a package is for one of the chosen crews, or crews are not chosen."""
        crews = self.options.selection.crews
        return not crews or self.crew_of[kind, subject] in crews

    @cached_property
    def landings(self) -> tuple[tuple[LinkRow, Side], ...]:
        """The plugs that the sheets are for, pull by pull, A ends first: of the chosen racks and rows, plugged by the
        chosen crews. The head of a splitter is one.
        """
        chosen = self.options.selection
        found: list[tuple[int, Side, int]] = []
        for index, row in enumerate(self.served):
            for side in SIDES:
                end = row.end(side)
                if (
                    not (side == "B" and row.is_split and row.leg > 1)
                    and (not chosen.racks or end.rack in chosen.racks)
                    and (not chosen.rows or end.row in chosen.rows)
                    and self.is_done_by_chosen("land_a" if side == "A" else "land_b", row.pull - 1)
                ):
                    found.append((row.pull, side, index))
        return tuple((self.served[index], side) for _, side, index in sorted(found))

    @cached_property
    def tests(self) -> tuple[LinkRow, ...]:
        """The links whose tests the sheets are for."""
        return tuple(row for row in self.served if self.is_done_by_chosen("test", row.pull - 1))

    @cached_property
    def cages(self) -> frozenset[tuple[str, str, int]]:
        """Device, group and cage of every end that the sheets are for."""
        ends = (end for row in self.served for end in (row.a, row.b) if end.rack in self.chosen_racks)
        return frozenset((end.device, end.cages, end.cage) for end in ends)

    @cached_property
    def chosen_pulls(self) -> frozenset[int]:
        """The pulls (from 0) whose steps the sheets are for."""
        return frozenset(row.pull - 1 for row in self.served)

    @cached_property
    def chosen_racks(self) -> frozenset[str]:
        """The racks whose steps the sheets are for."""
        chosen = self.options.selection
        racks = {end.rack for row in self.served for end in (row.a, row.b)}
        rows = {end.rack: end.row for row in self.served for end in (row.a, row.b)}
        return frozenset(
            rack
            for rack in racks
            if (not chosen.racks or rack in chosen.racks) and (not chosen.rows or rows[rack] in chosen.rows)
        )

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
            site=self.site.name,
            room=rack.room,
            row=rack.row,
            rack=rack.id,
            u=format_ru(device.position_half_ru or 0),
            face=device.face,
            device=device.id,
            cages=cages,
            port=port.printed,
            cage=port.cage,
            mpo=port.mpo,
            lane=port.lane,
            os_name=port.os,
            driver_name=port.driver,
            connector=connector,
            transceiver=optic,
        )

    def end_label(self, device_index: int, port: PortName, port_words: str) -> str:
        """One end in the label grammar."""
        device = self.plan.devices[device_index]
        rack = self.site.rack_by_id[device.rack or ""]
        return self.plan.project.request.label.name_end(
            {
                "site": self.site.name,
                "room": rack.room,
                "row": rack.row,
                "rack": rack.id,
                "u": format_ru(device.position_half_ru or 0),
                "device": device.id,
                "port": port_words,
                "printed": port.printed,
            }
        )

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
        label = plan.project.request.label
        phases = (1 + list_phases(plan.project, plan.devices, plan.links)).tolist()
        rows = []
        for assembly, leg, link in order:
            kind = plan.kinds[int(plan.assemblies.kind[assembly])]
            pull = int(plan.assemblies.pull[assembly])
            stage = plan.stages[int(plan.links.stage[link])]
            a_device, b_device = int(plan.links.a_device[link]), int(plan.links.b_device[link])
            a_port = self.port(plan.devices[a_device], stage.a_group, int(plan.links.a_port[link]))
            b_port = self.port(plan.devices[b_device], stage.b_group, int(plan.links.b_port[link]))
            is_split = kind.links > 1 and kind.form != "trunk"
            near = self.end_label(a_device, a_port, port_text(a_port))
            far = self.end_label(b_device, b_port, port_text(b_port))
            if is_split:
                far, label_b = heads[assembly]
            else:
                label_b = label.join(far, near)
            part = catalog.part(kind.model)
            connector = f"{kind.connector} {kind.gender}" if kind.connector else "own module"
            need = self.need(link, pull)
            rows.append(
                LinkRow(
                    cable_id=cable_id(stage.network, int(plan.link_numbers[link])),
                    network=stage.network,
                    stage=stage.name,
                    speed_gbps=stage.speed_gbps,
                    a=self.end(a_device, a_port, connector),
                    b=self.end(b_device, b_port, connector),
                    kind=kind.id,
                    kind_index=int(plan.assemblies.kind[assembly]),
                    form=PullForm(int(plan.pulls.form[pull])).word,
                    serial=self.serial(assembly),
                    leg=leg + 1 if kind.links > 1 else 0,
                    length_m=self.length_text(kind, leg),
                    total_m=format_m(self.total_mm(kind, leg)),
                    derivation=str(need),
                    spare_mm=self.total_mm(kind, leg) - need.total_mm,
                    route=self.route_text(pull),
                    end_a=near,
                    end_b=far,
                    label_a=label.join(near, self.end_label(b_device, b_port, port_text(b_port))),
                    label_b=label_b,
                    order=f"custom {kind.id}"
                    if kind.custom
                    else f"stock {plan.project.inventory.lots[int(plan.assemblies.lot[assembly])].name}",
                    media=f"{part.fiber} {part.grade}",
                    polarity=kind.polarity,
                    pull=pull + 1,
                    crew=self.step_of_pull[pull][0],
                    phase=phases[link],
                    status="planned",
                )
            )
        return tuple(rows)

    def _heads(self, order: Sequence[tuple[int, int, int]]) -> dict[int, tuple[str, str]]:
        """The head of each splitter (by assembly): its connector, and its label, which names every tail."""
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
            tails.setdefault(assembly, []).append(self.end_label(a_device, a_port, port_text(a_port)))
            head = plan.devices[b_device]
            b_port = self.port(head, stage.b_group, int(plan.links.b_port[link]))
            heads[assembly] = self.end_label(int(plan.links.b_device[link]), b_port, connector_text(b_port))
        label = plan.project.request.label
        return {name: (head, label.join(head, "+".join(tails[name]))) for name, head in heads.items()}
