"""The answer of `compare`: what one plan has that another has not, and what each difference costs."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NamedTuple

from fabric.plan import PackageKind, Plan, assembly_cents, plan_id
from fabric.project import Device
from fabric.report.orders import list_orders
from fabric.sheets import list_printed
from fabric.work import job_of

SHOWN = 8
"""Names that a line lists; further ones are counted."""
PARTS = ("site", "devices", "inventory", "request", "crew", "labour", "catalog")
"""Parts of a project that are compared by name."""


def comparison_facts(before: Plan, after: Plan) -> dict[str, Any]:
    """All differences between two plans. Money is in US dollars, work in person-hours."""
    papers = _paper_facts(before, after)
    facts = {
        "before": _figures(before),
        "after": _figures(after),
        "inputs": [part for part in PARTS if getattr(before.project, part) != getattr(after.project, part)],
        "devices": _device_facts(before, after),
        "links": _link_facts(before, after),
        "labels": papers["labels"],
        "orders": _order_facts(before, after),
        "sheets": papers["sheets"],
        "lay_again": _lay_again(before, after),
    }
    return {"status": "same" if _is_same(facts) else "different", **facts}


def _is_same(facts: dict[str, Any]) -> bool:
    """Whether nothing that people hold or buy differs."""
    voids = [facts["sheets"][kind]["void"] for kind in facts["sheets"]]
    moved = [facts["devices"][kind] for kind in ("added", "removed", "changed")]
    return not any((*voids, *moved, facts["labels"]["void"], facts["labels"]["new"], facts["orders"]["lines"]))


def _figures(plan: Plan) -> dict[str, Any]:
    summary = plan.summary
    return {
        "plan_id": plan_id(plan),
        "install_time_h": round(summary.install_time_s / 3600, 3),
        "bound_h": round(summary.bound_s / 3600, 3),
        "person_hours": round(summary.work_ms / 3_600_000, 3),
        "cost": summary.cost_cents / 100,
    }


def _device_facts(before: Plan, after: Plan) -> dict[str, Any]:
    """Devices by id that came, went, or stand elsewhere."""
    old, new = ({device.id: device for device in plan.devices} for plan in (before, after))
    return {
        "added": sorted(new.keys() - old.keys()),
        "removed": sorted(old.keys() - new.keys()),
        "changed": [
            {"device": name, "before": _place(old[name]), "after": _place(new[name])}
            for name in sorted(old.keys() & new.keys())
            if _place(old[name]) != _place(new[name])
        ],
    }


def _place(device: Device) -> str:
    """Model and place of a device, in words; units are those of the site's racks."""
    unit = "" if device.position_half_ru is None else f" U{device.position_half_ru / 2:g}{device.side[:1].upper()}"
    return f"{device.model} in {device.rack}{unit}"


class _Link(NamedTuple):
    """A link by the names of both its ends."""

    a: tuple[str, str, int]
    b: tuple[str, str, int]


def _links(plan: Plan) -> dict[_Link, int]:
    """The ordered length in mm of each link; the longest leg of a trunk counts for all."""
    names, links = [device.id for device in plan.devices], plan.links
    groups = [(stage.a_group, stage.b_group) for stage in plan.stages]
    lengths = [0] * len(links)
    kinds, kind_of = plan.kinds, plan.assemblies.kind.tolist()
    for link, assembly, leg in zip(
        plan.segments.link.tolist(), plan.segments.assembly.tolist(), plan.segments.leg.tolist(), strict=True
    ):
        kind = kinds[kind_of[assembly]]
        legs = kind.a_legs_mm[leg] + kind.b_legs_mm[leg] if kind.a_legs_mm else 0
        lengths[link] += kind.body_mm + legs
    columns = (links.stage, links.a_device, links.a_port, links.b_device, links.b_port)
    return {
        _Link((names[a], groups[stage][0], a_port), (names[b], groups[stage][1], b_port)): length
        for (stage, a, a_port, b, b_port), length in zip(
            zip(*(column.tolist() for column in columns), strict=True), lengths, strict=True
        )
    }


def _link_facts(before: Plan, after: Plan) -> dict[str, int]:
    """Numbers of links that stay, come and go."""
    old, new = _links(before), _links(after)
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    ends = {link.a for link in gone}
    kept = old.keys() & new.keys()
    return {
        "kept": len(kept),
        "added": len(come),
        "removed": len(gone),
        "other_far_end": sum(link.a in ends for link in come),
        "other_length": sum(old[link] != new[link] for link in kept),
    }


def _paper_facts(before: Plan, after: Plan) -> dict[str, Any]:
    """Labels and sheets of the first plan that are void, and those to print for the second."""
    old, new = list_printed(before), list_printed(after)
    void = [key for key, text in old.labels.items() if new.labels.get(key) != text]
    fresh = [key for key, text in new.labels.items() if old.labels.get(key) != text]
    label_ms = after.project.labour.act_ms("label", 1)
    return {
        "labels": {
            "void": len(void),
            "new": len(fresh),
            "of": len(new.labels),
            "person_hours": round(len(fresh) * label_ms / 3_600_000, 3),
        },
        "sheets": {"racks": _void(old.racks, new.racks), "crew_shifts": _void(old.shifts, new.shifts)},
    }


def _void(old: Mapping[str, Hashable], new: Mapping[str, Hashable]) -> dict[str, Any]:
    """Sheets of the first plan that no longer hold, those that are new, and the number of all of the first."""
    return {
        "void": [name for name, text in old.items() if new.get(name) != text],
        "new": [name for name in new if name not in old],
        "of": len(old),
    }


class _Item(NamedTuple):
    """Something that is bought."""

    group: str
    item: str
    model: str


def _order_facts(before: Plan, after: Plan) -> dict[str, Any]:
    """Pieces by item that one plan needs more than the other, with their price."""
    old, new = _pieces(before), _pieces(after)
    lines = []
    for item in sorted(old.keys() | new.keys()):
        (had, had_cents), (has, has_cents) = old.get(item, (0, 0)), new.get(item, (0, 0))
        if had != has:
            each = has_cents / has if has > had else had_cents / had
            cost = round(each * (has - had) / 100, 2)
            lines.append({**item._asdict(), "before": had, "after": has, "cost": cost})
    return {
        "lines": lines,
        "further_pieces": sum(max(0, line["after"] - line["before"]) for line in lines),
        "further_cost": round(sum(max(0.0, line["cost"]) for line in lines), 2),
        "surplus_pieces": sum(max(0, line["before"] - line["after"]) for line in lines),
        "surplus_cost": round(-sum(min(0.0, line["cost"]) for line in lines), 2),
    }


def _pieces(plan: Plan) -> dict[_Item, tuple[int, int]]:
    """Pieces and their price in cents, by item: models of devices and transceivers, kinds of cables."""
    found: dict[_Item, tuple[int, int]] = {}
    for order in list_orders(plan):
        if order.group in ("switches and devices", "transceivers"):
            item = _Item(order.group, order.model, order.model)
            pieces, cents = found.get(item, (0, 0))
            found[item] = pieces + order.pieces, cents + order.cents
    columns = zip(plan.assemblies.kind.tolist(), plan.assemblies.lot.tolist(), strict=True)
    for (number, lot), count in Counter(columns).items():
        kind = plan.kinds[number]
        item = _Item("custom assemblies" if kind.custom else "cables", kind.id, kind.model)
        pieces, cents = found.get(item, (0, 0))
        found[item] = (
            pieces + count,
            cents + count * assembly_cents(plan.project, kind, plan.project.inventory.lots[lot]),
        )
    return found


def _lay_again(before: Plan, after: Plan) -> dict[str, Any]:
    """The work to turn the first plan, where it is laid, into the second: pulls with a cable that is not there.

    Taking out the cables that are not wanted is not counted: the labour table has no act for it.
    """
    there = set(_cables(before).values())
    new_pulls = {pull for pull, cable in _cables(after).items() if cable not in there}
    kinds = (PackageKind.PULL, PackageKind.LAND_A, PackageKind.LAND_B, PackageKind.TEST, PackageKind.KIT)
    work_ms = sum(
        after.project.labour.person_ms(package.acts)
        for package in job_of(after).packages
        if package.kind in kinds and package.subject in new_pulls
    )
    return {"pulls": len(new_pulls), "of": len(after.pulls.form), "person_hours": round(work_ms / 3_600_000, 3)}


def _cables(plan: Plan) -> dict[int, frozenset[Hashable]]:
    """For each pull, the cables that it lays: their kinds, with the ends of the links on each."""
    names, links = [device.id for device in plan.devices], plan.links
    racks = {device.id: (device.rack, device.position_half_ru) for device in plan.devices}
    ends_of: dict[int, list[Hashable]] = defaultdict(list)
    for link, assembly in zip(plan.segments.link.tolist(), plan.segments.assembly.tolist(), strict=True):
        a, b = names[int(links.a_device[link])], names[int(links.b_device[link])]
        ends_of[assembly].append((a, racks[a], int(links.a_port[link]), b, racks[b], int(links.b_port[link])))
    found: dict[int, set[Hashable]] = defaultdict(set)
    for assembly, pull in enumerate(plan.assemblies.pull.tolist()):
        found[pull].add((plan.kinds[int(plan.assemblies.kind[assembly])].id, tuple(ends_of[assembly])))
    return {pull: frozenset(cables) for pull, cables in found.items()}


def comparison_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    old, new = facts["before"], facts["after"]
    if facts["status"] == "same":
        yield f"The plans {old['plan_id']} and {new['plan_id']} are the same in all that is printed and ordered"
        return
    yield f"From plan {old['plan_id']} to plan {new['plan_id']}"
    for key, value in _lines(facts):
        yield f"{key:>14}  {value}"


def _lines(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    old, new = facts["before"], facts["after"]
    for words, key, form in (
        ("install time", "install_time_h", ",.2f h"),
        ("bound", "bound_h", ",.2f h"),
        ("person-hours", "person_hours", ",.1f"),
        ("material", "cost", ",.0f USD"),
    ):
        number, _, unit = form.partition(" ")
        change = f"{new[key] - old[key]:+{number}}"
        change = change if any(digit in change for digit in "123456789") else f"no change in {words}"
        yield words, f"{old[key]:{number}} to {new[key]:{number}} {unit}".rstrip() + f" ({change})"
    yield "inputs", f"other {', '.join(facts['inputs'])}" if facts["inputs"] else "the same"
    devices, links, labels, orders = (facts[key] for key in ("devices", "links", "labels", "orders"))
    changed = [f"{one['device']} ({one['before']} to {one['after']})" for one in devices["changed"]]
    for words, names in (
        ("added", devices["added"]),
        ("removed", devices["removed"]),
        ("moved", changed),
    ):
        if names:
            yield words, f"{len(names)} {'device' if len(names) == 1 else 'devices'}: {_name(names)}"
    yield (
        "links",
        f"{links['kept']:,} stay, {links['added']:,} are new ({links['other_far_end']:,} of them keep their A end), "
        f"{links['removed']:,} are gone; {links['other_length']:,} of those that stay have another length",
    )
    yield (
        "labels",
        f"{labels['void']:,} void, {labels['new']:,} of {labels['of']:,} to print and apply: "
        f"{labels['person_hours']:,.1f} person-hours",
    )
    yield (
        "orders",
        f"{orders['further_pieces']:,} pieces more for {orders['further_cost']:,.0f} USD; "
        f"{orders['surplus_pieces']:,} pieces for {orders['surplus_cost']:,.0f} USD are no longer needed",
    )
    for line in orders["lines"]:
        yield "", f"{line['item']} ({line['model']}): {line['before']:,} to {line['after']:,}, {line['cost']:+,.0f} USD"
    for words, key in (("rack sheets", "racks"), ("crew sheets", "crew_shifts")):
        sheets = facts["sheets"][key]
        void = f"{len(sheets['void'])} of {sheets['of']} void"
        names = f": {_name(sheets['void'])}" if sheets["void"] else ""
        more = f"; {len(sheets['new'])} more: {_name(sheets['new'])}" if sheets["new"] else ""
        yield words, f"{void}{names}{more}"
    again = facts["lay_again"]
    yield (
        "if laid",
        f"{again['pulls']:,} of {again['of']:,} pulls to lay again, {again['person_hours']:,.1f} person-hours; taking "
        "cables out is not counted",
    )


def _name(names: list[str]) -> str:
    """Some names, the rest counted."""
    more = len(names) - SHOWN
    return f"{'; '.join(names[:SHOWN])} and {more} more" if more > 0 else "; ".join(names)
