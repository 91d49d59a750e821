"""The parts of a plan without its schedule: designs and cables as columns."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from fabric.designs import Design
from fabric.optimize.cabling.cabling import Cabling
from fabric.optimize.design_cabling import CabledDesign
from fabric.plan import Assemblies, AssemblyKind, Joint, Optics, PlanParts, Pulls, Segments
from fabric.project import Device
from layouts import IntColumn, Route


class _NamedOptics(NamedTuple):
    """Transceivers, with the names that their columns index."""

    optics: Optics
    cage_groups: tuple[str, ...]
    models: tuple[str, ...]


def form_parts(designs: Sequence[Design], cabled: CabledDesign) -> PlanParts:
    """The parts of a plan for some designs, of which the last was cabled beside the others."""
    cabling = cabled.cabling
    routes = tuple(dict.fromkeys(route for route in cabling.routes if route is not None))
    kinds = _list_kinds(cabling)
    named = _list_optics(designs, cabled.devices)
    segments, joints = _form_segments(cabling)
    return PlanParts(
        stages=tuple(stage.stage for design in designs for stage in design.stages),
        devices=cabled.devices,
        links=cabled.links,
        segments=segments,
        kinds=kinds,
        assemblies=_form_assemblies(cabling, kinds),
        routes=routes,
        pulls=_form_pulls(cabling, routes),
        cage_groups=named.cage_groups,
        optic_models=named.models,
        optics=named.optics,
        joints=tuple(joints),
    )


def _list_optics(designs: Sequence[Design], devices: Sequence[Device]) -> _NamedOptics:
    """One transceiver for each cage that has a link and whose cable brings no module, in order of devices and cages."""
    index = {device.id: number for number, device in enumerate(devices)}
    groups = sorted({group for design in designs for group in design.cages.groups})
    models = sorted({model for design in designs for model, count in design.cages.optics.items() if count})
    rows: list[tuple[int, int, int, int]] = []
    for design in designs:
        cages = design.cages
        names = [*design.fabric.hosts, *(switch.id for switch in design.fabric.switches)]
        for device, group, cage, optic in zip(
            cages.device.tolist(), cages.group.tolist(), cages.cage.tolist(), cages.optic.tolist(), strict=True
        ):
            if optic >= 0:
                model = models.index(cages.optic_models[optic])
                rows.append((index[names[device]], groups.index(cages.groups[group]), cage, model))
    columns = np.array(sorted(set(rows)), np.int32).reshape(-1, 4).T
    return _NamedOptics(Optics(*columns), tuple(groups), tuple(models))


def _form_segments(cabling: Cabling) -> tuple[Segments, list[Joint]]:
    """The segments of all links, in the order of the links and from A to B, with the joints of cords at panels."""
    # Of two runs of a link the first cord has the lower number.
    link_of = cabling.runs.link.tolist()
    rows = sorted(
        (link_of[run], run, number, leg)
        for number, assembly in enumerate(cabling.assemblies)
        for leg, run in enumerate(assembly.links)
    )
    links, runs, assemblies, legs = (list(column) for column in zip(*rows, strict=True))
    joints = [
        Joint(segment, end, port.panel, port.port)
        for segment, run in enumerate(runs if cabling.runs.has_panels else ())
        for end, port in cabling.runs.panel_ends(run)
    ]
    return Segments(int_column(links), int_column(assemblies), int_column(legs)), joints


def _list_kinds(cabling: Cabling) -> tuple[AssemblyKind, ...]:
    """The kinds of assemblies, in order."""
    return sort_kinds({assembly.kind for assembly in cabling.assemblies})


def sort_kinds(kinds: Iterable[AssemblyKind]) -> tuple[AssemblyKind, ...]:
    """Kinds in the order of a plan: those made to measure first, then by model and length."""
    return tuple(
        sorted(kinds, key=lambda kind: (not kind.custom, kind.model, kind.body_mm, kind.a_legs_mm, kind.b_legs_mm))
    )


def _form_assemblies(cabling: Cabling, kinds: Sequence[AssemblyKind]) -> Assemblies:
    index = {kind: number for number, kind in enumerate(kinds)}
    return Assemblies(
        int_column([index[assembly.kind] for assembly in cabling.assemblies]),
        int_column([assembly.pull for assembly in cabling.assemblies]),
        int_column([assembly.lot for assembly in cabling.assemblies]),
    )


def _form_pulls(cabling: Cabling, routes: Sequence[Route]) -> Pulls:
    index = {route: number for number, route in enumerate(routes)}
    bundles = [cabling.bundles[pull.bundle] for pull in cabling.pulls]
    taken = [cabling.routes[pull.bundle] for pull in cabling.pulls]
    return Pulls(
        int_column([pull.form for pull in cabling.pulls]),
        int_column([bundle.a_rack for bundle in bundles]),
        int_column([bundle.b_rack for bundle in bundles]),
        int_column([-1 if route is None else index[route] for route in taken]),
    )


def int_column(values: Sequence[int]) -> IntColumn:
    """Some numbers as a column of a plan."""
    return np.array(values, np.int32)
