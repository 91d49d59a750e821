"""All links of a plan as rows, in order of assemblies and legs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from fabric.catalog import PortName
from fabric.plan import AssemblyKind, PullForm, cable_id
from fabric.sheets.rows.link_row import EndLabel, LinkRow, Media, Plug
from fabric.sheets.rows.plan_index import PlanIndex
from fabric.sheets.rows.route_names import leads_through_side, name_route
from fabric.work import list_phases


class PlugAt(NamedTuple):
    """One end of a link: the device (by index) and its port."""

    device: int
    """Index into the devices of the plan."""
    port: PortName
    """The port with its cage, connector and lane."""


@dataclass(frozen=True)
class _Segment:
    """One link and the leg of the assembly that carries it."""

    link: int
    assembly: int
    leg: int
    """From 0."""
    a: PlugAt
    b: PlugAt


def is_splitter(kind: AssemblyKind) -> bool:
    """Whether a kind is one cable with a head at B and several tails at A."""
    return kind.links > 1 and kind.form != "trunk" and not kind.is_straight


class LinkRows:
    """All links of a plan as rows."""

    def __init__(self, index: PlanIndex):
        self.index, self.plan = index, index.plan

    @cached_property
    def all(self) -> tuple[LinkRow, ...]:
        """All rows, in order of assemblies and legs."""
        plan = self.plan
        phases = (1 + list_phases(plan.project, plan.devices, plan.links)).tolist()
        rows = tuple(self._make_row(segment, phases[segment.link]) for segment in self._segments)
        # Rows say all that these held, and a large plan leaves little room.
        for name in ("_segments", "_tails"):
            vars(self).pop(name, None)
        self.index.forget_optics()
        return rows

    @cached_property
    def by_pull(self) -> Mapping[int, list[LinkRow]]:
        """The rows of each pull (by index)."""
        found: dict[int, list[LinkRow]] = {}
        for row in self.all:
            found.setdefault(row.pull, []).append(row)
        return found

    @cached_property
    def by_assembly(self) -> Mapping[int, list[LinkRow]]:
        """The rows of each assembly (by index), leg by leg."""
        found: dict[int, list[LinkRow]] = {}
        for row in self.all:
            found.setdefault(row.assembly, []).append(row)
        return found

    @cached_property
    def _segments(self) -> tuple[_Segment, ...]:
        return tuple(self._list_segments())

    def _list_segments(self) -> Iterator[_Segment]:
        plan, links = self.plan, self.plan.links
        columns = (plan.segments.assembly.tolist(), plan.segments.leg.tolist(), plan.segments.link.tolist())
        for assembly, leg, link in sorted(zip(*columns, strict=True)):
            stage = plan.stages[int(links.stage[link])]
            a = self._plug_at(int(links.a_device[link]), stage.a_group, int(links.a_port[link]))
            b = self._plug_at(int(links.b_device[link]), stage.b_group, int(links.b_port[link]))
            yield _Segment(link, assembly, leg, a, b)

    def _plug_at(self, device: int, group: str, number: int) -> PlugAt:
        return PlugAt(device, self.index.port(self.plan.devices[device], group, number))

    def _protocol(self, segment: _Segment) -> str:
        """The protocol that a switch at either end states; empty where neither does."""
        devices = (self.plan.devices[segment.b.device], self.plan.devices[segment.a.device])
        stated = (self.plan.project.type_of(device).protocol for device in devices)
        return next(filter(None, stated), "")

    def _make_row(self, segment: _Segment, phase: int) -> LinkRow:
        plan, link, assembly = self.plan, segment.link, segment.assembly
        stage, pull = plan.stages[int(plan.links.stage[link])], int(plan.assemblies.pull[assembly])
        kind_index, route = int(plan.assemblies.kind[assembly]), int(plan.pulls.route[pull])
        kind, code = plan.kinds[kind_index], self.index.cable_codes[link]
        plug, media = self._plugs_and_media[kind_index]
        label_a, label_b = self._label(segment, kind)
        protocol = self._protocol(segment)
        need, inside = self.index.need_and_parts(link, pull)
        return LinkRow(
            cable_id=cable_id(stage.network, code),
            code=code,
            network=stage.network,
            stage=stage.name,
            speed_gbps=stage.speed_gbps,
            a=self.index.end(*segment.a, Plug(*kind.a_plug, kind.form), protocol),
            b=self.index.end(*segment.b, plug, protocol),
            kind=kind.id,
            kind_index=kind_index,
            form=PullForm(int(plan.pulls.form[pull])),
            assembly=assembly,
            serial=self.index.serials[assembly],
            leg=segment.leg + 1 if kind.links > 1 else 0,
            is_straight=kind.is_straight,
            lengths_mm=list_lengths_mm(kind, segment.leg),
            need=need,
            inside=inside,
            route=None if route < 0 else self._named_routes[route],
            is_through_side=route >= 0 and leads_through_side(plan.project.site, plan.routes[route]),
            label_a=label_a,
            label_b=label_b,
            lot=None if kind.custom else plan.project.inventory.lots[int(plan.assemblies.lot[assembly])].name,
            media=media,
            polarity=kind.polarity,
            pull=pull,
            crew=self.index.step_of_pull[pull].crew,
            phase=phase,
            status="planned",
            whole=self._whole_ends(link),
        )

    def _whole_ends(self, cord: int) -> tuple[str, str]:
        """Device and port at both ends of the link of a cord, by its segment."""
        plan, whole = self.plan, self.index.whole
        if plan is whole or whole.devices == plan.devices:
            return "", ""
        link = int(whole.segments.link[cord])
        if int(whole.links.a_device[link]) == int(plan.links.a_device[cord]) and int(whole.links.b_device[link]) == int(
            plan.links.b_device[cord]
        ):
            return "", ""
        stage = whole.stages[int(whole.links.stage[link])]
        ends = (
            (int(whole.links.a_device[link]), stage.a_group, int(whole.links.a_port[link])),
            (int(whole.links.b_device[link]), stage.b_group, int(whole.links.b_port[link])),
        )
        a, b = (
            f"{whole.devices[device].id} {self.index.port(whole.devices[device], group, number).printed}"
            for device, group, number in ends
        )
        return a, b

    @cached_property
    def _named_routes(self) -> tuple[tuple[str, ...], ...]:
        return tuple(name_route(self.plan.project.site, route) for route in self.plan.routes)

    @cached_property
    def _plugs_and_media(self) -> tuple[tuple[Plug, Media], ...]:
        """The plugs and the material of each kind of assembly."""
        parts = [(kind, self.plan.project.catalog.part(kind.model)) for kind in self.plan.kinds]
        return tuple(
            (Plug(kind.connector, kind.gender, kind.form), Media(part.fiber, part.grade)) for kind, part in parts
        )

    def _label(self, segment: _Segment, kind: AssemblyKind) -> tuple[EndLabel, EndLabel]:
        """The labels of both ends. The head of a splitter is named by its connector, and names every tail.

        Both ends of a straight cable are named by their cages.
        """
        between = self.plan.project.request.label.between
        at_a, at_b = (self.plan.devices[plug.device].id for plug in (segment.a, segment.b))
        if kind.is_straight:
            ends = (segment.a, segment.b)
            a, b = (self.index.name_end(plug.device, plug.port, is_head=True) for plug in ends)
            return EndLabel(a, between, (b,), at_a), EndLabel(b, between, (a,), at_b)
        a, b = (self.index.name_end(plug.device, plug.port) for plug in (segment.a, segment.b))
        label_a = EndLabel(a, between, (b,), at_a)
        if is_splitter(kind):
            head = self.index.name_end(segment.b.device, segment.b.port, is_head=True)
            return label_a, EndLabel(head, between, self._tails[segment.assembly], at_b)
        return label_a, EndLabel(b, between, (a,), at_b)

    @cached_property
    def _tails(self) -> Mapping[int, tuple[str, ...]]:
        """The names of all tails of each splitter (by assembly), leg by leg."""
        found: dict[int, list[str]] = {}
        for segment in self._segments:
            if is_splitter(self.plan.kinds[int(self.plan.assemblies.kind[segment.assembly])]):
                tail = self.index.name_end(segment.a.device, segment.a.port)
                found.setdefault(segment.assembly, []).append(tail)
        return {assembly: tuple(tails) for assembly, tails in found.items()}


def list_lengths_mm(kind: AssemblyKind, leg: int) -> tuple[int, ...]:
    """Ordered lengths of one leg (from 0) from A to B: leg, body, leg of a trunk; the whole of a single cable."""
    if not kind.a_legs_mm:
        return (kind.body_mm,)
    return kind.a_legs_mm[leg], kind.body_mm, kind.b_legs_mm[leg]
