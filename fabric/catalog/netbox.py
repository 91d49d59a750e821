"""NetBox device types (devicetype-library YAML) as they are; notes name their errors.

A file `catalog/NAME.yaml` of a project gives ports, height, weight and airflow of a switch. NetBox does not know depth,
power and price: they come from the shipped row of the model, else they are assumed. The last numbers in the names of
interfaces form a grid of cages and ports. Holes in it and repeated names are noted, and the listed ports are used. Rows
of `catalog/ports.csv` override the file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from fabric.catalog.forms import InterfaceKindForm
from fabric.catalog.hardware import ACCESS_GROUP, FABRIC_GROUP, SWITCH_GROUPS, UPLINK_GROUP, DeviceType
from fabric.catalog.ports import PortGroup
from layouts import Document, Face, Fault, InputError, exact, read_list, read_yaml

HERE = Path(__file__).parent
KG_PER = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523}
MOST_INTERFACES = 4096
FEW = 24
"""Ports of a kind count if they are at least a twenty-fourth of the largest kind: 4 uplinks beside 48 ports do."""
ASSUMED_DEPTH_MM, ASSUMED_POWER_W = 800, 2500
"""For models without a row in the catalogue: deeper, and of more power, than the shipped switches of two units."""


class Kind(NamedTuple):
    """The kind of an interface: its cage and speed."""

    cage_kind: str
    """Form factor of the cage, as in the catalogue."""
    speed_gbps: int
    """Speed of the port."""

    def __str__(self) -> str:
        return f"ports of {self.cage_kind} at {self.speed_gbps}G"


class Grid(NamedTuple):
    """Ports as a grid of cages and connectors."""

    first_cage: int
    """Lowest number of a cage in the names."""
    cages: int
    """Number of cages from the lowest to the highest, holes included."""
    mpos: int
    """Connectors of a cage, at least 1."""
    absent: tuple[int, ...]
    """Places of the full grid without a port, ascending: cage x `mpos` + connector, both from 0."""
    names: tuple[str, ...]
    """Names of the ports, in the order of their places."""


def read_device_type(path: Path, shipped: Mapping[str, DeviceType]) -> tuple[DeviceType, list[str]]:
    """A device type from a NetBox file, and notes on errors and gaps in it. Raises InputError where it is none.

    `shipped` are the types of the catalogue: that of the same model gives depth, power and price.
    """
    document = read_yaml(path, f"catalog/{path.name}")
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("model"), str):
        raise InputError([document.fault((), "this is not a NetBox device type: it has no model", "Remove the file")])
    notes: list[str] = []
    model = data["model"]
    known = shipped.get(model)
    groups = tuple(_port_groups(document, model, data, known, notes))
    height = data.get("u_height", 1)
    weight = data.get("weight")
    if known is None:
        notes.append(
            f"{document.name}: NetBox gives no depth, power or price; {ASSUMED_DEPTH_MM} mm and {ASSUMED_POWER_W} W "
            f"are assumed: add a row for {model} to catalog/device_types.csv"
        )
    base = known or DeviceType(
        model=model,
        role="switch",
        half_ru=2,
        width_mm=440,
        depth_mm=ASSUMED_DEPTH_MM,
        weight_g=20_000,
        power_w=ASSUMED_POWER_W,
        airflow="",
        price_cents=0,
        source="",
        confidence="assumed",
        port_groups=(),
    )
    if not isinstance(height, int | float) or isinstance(height, bool) or not 0 < height < 100 or height * 2 % 1:
        raise InputError([document.fault(("u_height",), f"{height!r} is not a height in rack units", "Correct it")])
    source = f"NetBox {document.name}; {base.source or 'depth, power and price assumed'}"
    kept = tuple(group for group in base.port_groups if group.cages_of not in SWITCH_GROUPS)
    found = replace(
        base,
        half_ru=exact(height, 2, "half unit"),
        weight_g=base.weight_g if weight is None else _grams(document, data),
        airflow=str(data.get("airflow", base.airflow)),
        source=source,
        confidence="assumed" if known is None else base.confidence,
        port_groups=(*groups, *kept),
    )
    return found, notes


def _grams(document: Document, data: Mapping[str, Any]) -> int:
    weight, unit = data["weight"], str(data.get("weight_unit", "kg"))
    if not isinstance(weight, int | float) or unit not in KG_PER or not 0 <= weight < 100_000:
        raise InputError([document.fault(("weight",), f"{weight!r} {unit} is not a weight", "Use kg, g, lb or oz")])
    return round(weight * KG_PER[unit] * 1000)


def _port_groups(
    document: Document, model: str, data: Mapping[str, Any], known: DeviceType | None, notes: list[str]
) -> Iterator[PortGroup]:
    """Groups by form factor and speed: one of them is `fabric`; of two the slower is `access`, the faster `uplink`."""
    by_kind = _ports_by_kind(document, data, notes)
    # A few ports of another kind beside many (service ports) are not a tier of their own.
    most = max(map(len, by_kind.values()), default=0)
    for kind in [kind for kind, names in by_kind.items() if len(names) * FEW < most]:
        notes.append(f"{document.name}: {len(by_kind.pop(kind))} {kind} are left out: too few")
    kinds = sorted(by_kind, key=lambda kind: (kind.speed_gbps, kind.cage_kind))
    titles = [FABRIC_GROUP] if len(kinds) == 1 else [ACCESS_GROUP, UPLINK_GROUP]
    for kind in kinds[len(titles) :]:
        notes.append(f"{document.name}: {len(by_kind[kind])} {kind} are left out")
    for title, kind in zip(titles, kinds, strict=False):
        grid, said = lay_grid(by_kind[kind])
        notes += [f"{document.name}: {note}" for note in said]
        shipped = known.group(title) if known else None
        if shipped and shipped.ports != len(grid.names):
            notes.append(
                f"{document.name}: the shipped catalogue has {shipped.ports} ports of {shipped.speed_gbps}G in this "
                "group"
            )
        yield _group(document.name, model, title, kind, grid, shipped.face if shipped else "rear")


def _ports_by_kind(document: Document, data: Mapping[str, Any], notes: list[str]) -> dict[Kind, list[str]]:
    """The names of the ports of each kind, management left out; interfaces that cannot be ports are noted."""
    cages = _cage_of_type()
    by_kind: dict[Kind, list[str]] = {}
    unknown: Counter[str] = Counter()
    seen: set[str] = set()
    for number, item in enumerate(_interfaces(document, data)):
        name, kind = item["name"], cages.get(str(item.get("type")))
        if item.get("mgmt_only") or re.fullmatch(r"(eth|mgmt|Management)\d*", name):
            continue
        if name in seen:
            line = document.line_of(("interfaces", number))
            notes.append(f"{document.name}:{line}: interface {name} is listed twice; it is counted once")
        elif kind is None:
            unknown[str(item.get("type"))] += 1
        else:
            by_kind.setdefault(kind, []).append(name)
        seen.add(name)
    for text, count in sorted(unknown.items()):
        notes.append(f"{document.name}: {count} interfaces of type {text} are left out: no cage is known for it")
    return by_kind


def _interfaces(document: Document, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The interfaces of the file. Raises InputError where they are not a list, too many, or one has no name."""
    listed = data.get("interfaces") or []
    if not isinstance(listed, list) or len(listed) > MOST_INTERFACES:
        found = f"interfaces: a list of up to {MOST_INTERFACES} is expected"
        raise InputError([document.fault(("interfaces",), found, "Correct it")])
    for number, item in enumerate(listed):
        if not isinstance(item, dict) or not isinstance(item.get("name"), str):
            raise InputError([document.fault(("interfaces", number), "an interface needs a name", "Add it")])
    return listed


def _cage_of_type() -> dict[str, Kind]:
    """Cage and speed of each interface type that NetBox knows."""
    faults: list[Fault] = []
    forms = [form for _, _, form in read_list(HERE / "netbox_interfaces.csv", InterfaceKindForm, faults)]
    assert not faults
    return {form.type: Kind(form.cage_kind, form.speed_gbps) for form in forms}


def lay_grid(ports: Sequence[str]) -> tuple[Grid, list[str]]:
    """The grid of some port names by the last two numbers in each, and notes on odd ones."""
    notes = []
    places = [_cage_and_connector(port) for port in ports]
    if len({cage for cage, _ in places}) == 1 < len(places):
        places = [(port, 0) for _, port in places]
    cages = [cage for cage, _ in places]
    size = (max(cages) - min(cages) + 1) * len({mpo for _, mpo in places})
    if len(set(places)) < len(places) or size > 2 * len(places) + FEW:
        notes.append(f"the numbers in names such as {ports[0]} do not tell ports apart; taken in their order")
        places = [(number, 0) for number in range(1, len(ports) + 1)]
        cages = [cage for cage, _ in places]
    first, count, mpos = min(cages), max(cages) - min(cages) + 1, sorted({mpo for _, mpo in places})
    name_at = {
        (cage - first) * len(mpos) + mpos.index(mpo): port for (cage, mpo), port in zip(places, ports, strict=True)
    }
    absent = tuple(number for number in range(count * len(mpos)) if number not in name_at)
    if absent:
        missing = [_like(ports[0], first + number // len(mpos), mpos[number % len(mpos)]) for number in absent]
        listed = ", ".join(missing[:6]) + (", ..." if len(missing) > 6 else "")
        notes.append(
            f"{len(ports)} of {count * len(mpos)} ports: {listed} missing; the planner uses the {len(ports)} that are "
            "listed. If the device has them, add a row to catalog/ports.csv"
        )
    return Grid(first, count, len(mpos), absent, tuple(name_at[number] for number in sorted(name_at))), notes


def _cage_and_connector(port: str) -> tuple[int, int]:
    """The last two numbers in the name of a port: `swp1/2` is cage 1, connector 2; a single number is a cage."""
    found = [int(part) for part in re.findall(r"\d+", port)]
    if len(found) > 1:
        return found[-2], found[-1]
    return (found[-1] if found else 0), 0


def _group(name: str, model: str, title: str, kind: Kind, grid: Grid, face: Face) -> PortGroup:
    return PortGroup(
        model=model,
        group=title,
        first_cage=grid.first_cage,
        cages=grid.cages,
        mpos=grid.mpos,
        cage_kind=kind.cage_kind,
        face=face,
        speed_gbps=kind.speed_gbps,
        printed="",
        os="",
        driver=(),
        source=f"NetBox {name}",
        confidence="secondary",
        absent=grid.absent,
        names=grid.names,
    )


def _like(example: str, cage: int, mpo: int) -> str:
    """The name that a port would have, following the pattern of another name."""
    parts = re.split(r"(\d+)", example)
    digits = [index for index, part in enumerate(parts) if part.isdigit()]
    if len(digits) > 1:
        parts[digits[-2]], parts[digits[-1]] = str(cage), str(mpo)
    elif digits:
        parts[digits[-1]] = str(cage)
    return "".join(parts)
