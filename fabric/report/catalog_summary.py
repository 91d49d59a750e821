"""The catalogue as facts: what is there, what fits the cages of a model, what joins two models."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from fabric.catalog import Catalog, DeviceType, PortGroup
from fabric.rules import Medium, every_medium, fits_cage


def catalog_facts(catalog: Catalog) -> dict[str, Any]:
    """All models by kind, each with what one chooses it by."""
    return {
        "devices": [
            {"model": one.model, "role": one.role, "ports": [_ports_text(group) for group in _native(one)]}
            for one in catalog.device_types.values()
        ],
        "optics": [
            {
                "model": one.model,
                "cage": one.cage_kind,
                "ports": f"{one.mpos} x {one.speed_gbps}G",
                "connector": one.connector,
                "fiber": one.fiber,
                "reach_m": one.reach_mm / 1000,
            }
            for one in catalog.optics.values()
        ],
        "cables": [
            {
                "model": one.model,
                "form": one.form,
                "fiber": one.fiber,
                "ends": one.connector or f"{one.cage_kind} to {one.far_cage_kind}",
                "links": one.legs,
                "longest_m": one.max_mm / 1000,
            }
            for one in catalog.cables.values()
        ],
        "trunks": [
            {"model": one.model, "legs": one.legs, "fiber": one.fiber, "connector": one.connector}
            for one in catalog.trunks.values()
        ],
    }


def catalog_lines(facts: dict[str, Any]) -> Iterator[str]:
    """A line for each model."""
    for kind, rows in facts.items():
        yield f"{kind}:"
        width = max((len(row["model"]) for row in rows), default=0)
        for row in rows:
            rest = [_cell(key, value) for key, value in row.items() if key != "model"]
            yield f"  {row['model']:<{width}}  {', '.join(filter(None, rest))}"
    yield "Next: fabric-planner catalog MODEL says what fits it; catalog MODEL MODEL says what joins two"


def _cell(key: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if key.endswith("_m"):
        return f"{key.removesuffix('_m')} {value:g} m"
    if isinstance(value, int):
        return f"{value} {key.removesuffix('s') if value == 1 else key}"
    return str(value)


def part_facts(catalog: Catalog, model: str) -> dict[str, Any] | None:
    """The row of an optic, cable or trunk, with the devices whose cages take its modules; None for other names."""
    rows = ((kind, row) for kind, rows in catalog_facts(catalog).items() if kind != "devices" for row in rows)
    found = next(((kind, row) for kind, row in rows if row["model"] == model), None)
    if found is None:
        return None
    kind, row = found
    fits = [device.model for device in catalog.device_types.values() if _takes(catalog, device, model)]
    return {"kind": kind, **row, "fits": fits}


def _takes(catalog: Catalog, device: DeviceType, model: str) -> bool:
    """Whether a cage of the device takes this optic, or an end of this cable with modules of its own."""
    optic, cable = catalog.optics.get(model), catalog.cables.get(model)
    if optic:
        return any(fits_cage(optic, group) for group in device.port_groups)
    return bool(cable) and any(model in row["cables"] for row in model_facts(catalog, device))


def part_lines(facts: dict[str, Any]) -> Iterator[str]:
    """What the part is, and the devices that take it."""
    kind, model, fits = facts["kind"], facts["model"], facts["fits"]
    rest = [_cell(key, value) for key, value in facts.items() if key not in ("kind", "model", "fits")]
    yield f"{kind.removesuffix('s')} {model}: {', '.join(filter(None, rest))}"
    if facts.get("form") == "jumper" or kind == "trunks":
        yield "  fits  optics with these connectors"
    else:
        end = "one end fits" if kind == "cables" else "fits"
        yield f"  {end}  {', '.join(fits) or 'no device of the catalogue'}"


def device_facts(catalog: Catalog, device: DeviceType) -> dict[str, Any]:
    """What a rack must hold of a device, and its groups of cages with what fits them."""
    return {
        "model": device.model,
        "role": device.role,
        "height_ru": device.half_ru / 2,
        "depth_mm": device.depth_mm,
        "weight_kg": device.weight_g / 1000,
        "power_w": device.power_w,
        "airflow": device.airflow,
        "price_usd": device.price_cents / 100,
        "confidence": device.confidence,
        "groups": model_facts(catalog, device),
    }


def device_lines(facts: dict[str, Any]) -> Iterator[str]:
    """A line for the box, then three lines for each group of cages."""
    price = f"{facts['price_usd']:,.0f} USD" if facts["price_usd"] else "no price stated"
    yield (
        f"{facts['model']}: {facts['role']}, {facts['height_ru']:g} U, depth {facts['depth_mm']:,} mm, "
        f"{facts['weight_kg']:g} kg, at most {facts['power_w']:,} W, airflow {facts['airflow']}, {price}; "
        f"confidence: {facts['confidence']}"
    )
    yield from model_lines(facts["groups"])


def model_facts(catalog: Catalog, device: DeviceType) -> list[dict[str, Any]]:
    """Each group of cages of a device, with the optics and the cables with modules of their own that fit it."""
    return [
        {
            "group": group.group,
            "ports": _ports_text(group),
            "optics": [one.model for one in catalog.optics.values() if fits_cage(one, group)],
            "cables": [
                one.model
                for one in catalog.cables.values()
                if one.form != "jumper" and (group.accepts(one.cage_kind) or group.accepts(one.far_cage_kind))
            ],
        }
        for group in device.port_groups
        if not group.is_whole
    ]


def model_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """Three lines for each group of cages."""
    for row in facts:
        yield f"{row['group']}: {row['ports']}"
        yield f"  optics  {', '.join(row['optics']) or 'none'}"
        yield f"  cables  {', '.join(row['cables']) or 'none with modules of their own'}"


def joint_facts(catalog: Catalog, a: DeviceType, b: DeviceType) -> list[dict[str, Any]]:
    """The media between ports of one speed of two devices, shortest reach first."""
    return [
        {"a": one.group, "b": other.group, "speed_gbps": one.speed_gbps} | _medium_facts(medium)
        for one, other in product(a.port_groups, b.port_groups)
        if one.speed_gbps == other.speed_gbps
        for medium in every_medium(one, other, catalog)
    ]


def _medium_facts(medium: Medium) -> dict[str, Any]:
    return {
        "a_optic": medium.a_optic.model if medium.a_optic else None,
        "b_optic": medium.b_optic.model if medium.b_optic else None,
        "cables": [one.model for one in medium.cables],
        "trunks": [one.model for one in medium.trunks],
        "reach_m": medium.reach_mm / 1000,
    }


def joint_lines(facts: list[dict[str, Any]]) -> Iterator[str]:
    """The media, under a line for each pair of groups."""
    pair = None
    for row in facts:
        if pair != (row["a"], row["b"]):
            pair = row["a"], row["b"]
            yield f"{row['a']} to {row['b']} at {row['speed_gbps']}G:"
        optics = f"{row['a_optic']} and {row['b_optic']} over " if row["a_optic"] else ""
        parts = ", ".join([*row["cables"], *row["trunks"]])
        yield f"  {optics}{parts} (up to {row['reach_m']:g} m)"
    if not facts:
        yield "nothing in the catalogue joins them: add an optic or a cable to catalog/*.csv (docs/catalog_files.md)"


def _native(device: DeviceType) -> list[PortGroup]:
    return [group for group in device.port_groups if group.cages_of == group.group and not group.is_whole]


def _ports_text(group: PortGroup) -> str:
    count = group.ports
    return f"{count} port{'s' if count > 1 else ''} of {group.speed_gbps}G in {group.cage_kind}"
