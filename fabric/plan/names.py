"""The ids of all cables of a plan and the serials of all pieces, from their ends."""

from fabric.plan.identifiers import CABLE_SIGNS, assembly_serial, cable_name, end_name, make_codes
from fabric.plan.plan import Plan


def list_cable_codes(plan: Plan) -> tuple[str, ...]:
    """The code of the cable or leg of each link, from its network and both ends. Ids of existing cables are not given
    again.
    """
    links, names = plan.links, [device.id for device in plan.devices]
    columns = (links.stage, links.a_device, links.a_port, links.b_device, links.b_port)
    ends = []
    for number, a, a_port, b, b_port in zip(*(column.tolist() for column in columns), strict=True):
        stage = plan.stages[number]
        pair = end_name(names[a], stage.a_group, a_port), end_name(names[b], stage.b_group, b_port)
        ends.append(cable_name(stage.network, pair))
    return make_codes(ends, CABLE_SIGNS, {cable.id.rpartition("-")[2] for cable in plan.project.cables})


def list_serials(plan: Plan, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The serial of each assembly; `codes` are those of the links.

    A single cable has the code of its link, a splitter that of its first leg. A trunk has a code of its own, from its
    kind and its first link: a piece of other lengths is another piece.
    """
    first: dict[int, tuple[int, int]] = {}
    parts: dict[int, set[int]] = {}
    segments = plan.segments
    columns = (segments.assembly.tolist(), segments.leg.tolist(), segments.link.tolist())
    for assembly, leg, link in zip(*columns, strict=True):
        first[assembly] = min(first.get(assembly, (leg, link)), (leg, link))
        parts.setdefault(link, set()).add(assembly)
    names, own = [], []
    for assembly, number in enumerate(plan.assemblies.kind.tolist()):
        kind, link = plan.kinds[number], first[assembly][1]
        own.append(kind.form == "trunk" or assembly != min(parts[link]))
        names.append(f"{kind.id}\n{codes[link]}\n{sorted(parts[link]).index(assembly)}" if own[-1] else codes[link])
    made = dict(zip(names, make_codes(names, CABLE_SIGNS), strict=True))
    return tuple(
        assembly_serial(plan.kinds[number].form, made[name] if is_own else name)
        for number, name, is_own in zip(plan.assemblies.kind.tolist(), names, own, strict=True)
    )
