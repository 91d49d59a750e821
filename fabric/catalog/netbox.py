"""NetBox device types (devicetype-library YAML) as they are, with what is wrong in them said.

A file `catalog/NAME.yaml` of a project gives ports, height, weight and airflow of a switch; what NetBox does not know
(depth, power, price) is the shipped row's where there is one, else assumed. Interfaces form a grid of cages and ports
by the last numbers of their names; holes in it and names that stand twice are reported, and the ports that the file
does list are used. Rows of `catalog/ports.csv` override the file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fabric.catalog.forms import InterfaceKindForm
from fabric.catalog.hardware import ACCESS_GROUP, FABRIC_GROUP, SWITCH_GROUPS, UPLINK_GROUP, DeviceType, PortGroup
from layouts import Document, Fault, InputError, exact, read_list, read_yaml

HERE = Path(__file__).parent
KG_PER = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523}
MOST_INTERFACES = 4096
FEW = 24
"""Ports of a kind count where they are at least a twenty-fourth of the most of a kind: 4 uplinks of 48 do."""
ASSUMED_DEPTH_MM, ASSUMED_POWER_W = 800, 2500
"""For models that no row of the catalogue knows: deeper and hungrier than the shipped switches of two units."""


def read_device_type(path: Path, shipped: Mapping[str, DeviceType]) -> tuple[DeviceType, list[str]]:
    """A device type from a NetBox file, and what is wrong or missing in it. Raises InputError where it is none.

    `shipped` are the types of the catalogue: one of the same model gives what NetBox does not know.
    """
    document = read_yaml(path, f"catalog/{path.name}")
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("model"), str):
        raise InputError([document.fault((), "this is no NetBox device type: it has no model", "Remove the file")])
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
        raise InputError([document.fault(("u_height",), f"{height!r} is no height in rack units", "Correct it")])
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
        raise InputError([document.fault(("weight",), f"{weight!r} {unit} is no weight", "Use kg, g, lb or oz")])
    return round(weight * KG_PER[unit] * 1000)


def _port_groups(
    document: Document, model: str, data: Mapping[str, Any], known: DeviceType | None, notes: list[str]
) -> Iterator[PortGroup]:
    """Groups by form factor and speed: one of them is `fabric`; of two the slower is `access`, the faster `uplink`."""
    faults: list[Fault] = []
    kinds = {form.type: form for _, _, form in read_list(HERE / "netbox_interfaces.csv", InterfaceKindForm, faults)}
    assert not faults
    by_kind: dict[tuple[str, int], list[str]] = {}
    unknown: Counter[str] = Counter()
    seen: set[str] = set()
    listed = data.get("interfaces") or []
    if not isinstance(listed, list) or len(listed) > MOST_INTERFACES:
        found = f"a list of up to {MOST_INTERFACES} is expected"
        raise InputError([document.fault(("interfaces",), f"interfaces: {found}", "Correct it")])
    for number, item in enumerate(listed):
        if not isinstance(item, dict) or not isinstance(item.get("name"), str):
            raise InputError([document.fault(("interfaces", number), "an interface needs a name", "Add it")])
        name, kind = item["name"], kinds.get(str(item.get("type")))
        if item.get("mgmt_only") or re.fullmatch(r"(eth|mgmt|Management)\d*", name):
            continue
        if name in seen:
            notes.append(
                f"{document.name}:{document.line_of(('interfaces', number))}: interface {name} stands twice; it is "
                "counted once"
            )
        elif kind is None:
            unknown[str(item.get("type"))] += 1
        else:
            by_kind.setdefault((kind.cage_kind, kind.speed_gbps), []).append(name)
        seen.add(name)
    for text, count in sorted(unknown.items()):
        notes.append(f"{document.name}: {count} interfaces of type {text} are left out: no cage is known for it")
    # A few ports of another kind beside many (service ports) are no tier of their own.
    most = max(map(len, by_kind.values()), default=0)
    for key in [key for key, found in by_kind.items() if len(found) * FEW < most]:
        notes.append(f"{document.name}: {len(by_kind.pop(key))} ports of {key[0]} at {key[1]}G are left out: so few")
    kinds_found = sorted(by_kind, key=lambda key: (key[1], key[0]))
    titles = [FABRIC_GROUP] if len(kinds_found) == 1 else [ACCESS_GROUP, UPLINK_GROUP]
    for key in kinds_found[len(titles) :]:
        notes.append(f"{document.name}: {len(by_kind[key])} ports of {key[0]} at {key[1]}G are left out")
    for title, key in zip(titles, kinds_found, strict=False):
        yield _grid(document.name, model, title, key, by_kind[key], known, notes)


def _grid(
    name: str,
    model: str,
    title: str,
    key: tuple[str, int],
    ports: list[str],
    known: DeviceType | None,
    notes: list[str],
) -> PortGroup:
    """Ports as cages x connectors by the last numbers of their names; holes are noted and stay absent."""
    numbers = [[int(part) for part in re.findall(r"\d+", port)] for port in ports]
    pairs = [(found[-2], found[-1]) if len(found) > 1 else (found[-1] if found else 0, 0) for found in numbers]
    if len({cage for cage, _ in pairs}) == 1 < len(pairs):
        pairs = [(port, 0) for _, port in pairs]
    span = (max(cage for cage, _ in pairs) - min(cage for cage, _ in pairs) + 1) * len({mpo for _, mpo in pairs})
    if len(set(pairs)) < len(pairs) or span > 2 * len(pairs) + FEW:
        notes.append(f"{name}: the numbers in names such as {ports[0]} do not tell ports apart; taken in their order")
        pairs = [(number, 0) for number in range(1, len(ports) + 1)]
    cages, mpos = sorted({cage for cage, _ in pairs}), sorted({mpo for _, mpo in pairs})
    first_cage, count = cages[0], cages[-1] - cages[0] + 1
    at = {
        (cage - first_cage) * len(mpos) + mpos.index(mpo): port for (cage, mpo), port in zip(pairs, ports, strict=True)
    }
    absent = tuple(number for number in range(count * len(mpos)) if number not in at)
    if absent:
        missing = [_like(ports[0], first_cage + number // len(mpos), mpos[number % len(mpos)]) for number in absent]
        listed = ", ".join(missing[:6]) + (", ..." if len(missing) > 6 else "")
        notes.append(
            f"{name}: {len(ports)} of {count * len(mpos)} ports: {listed} missing; the planner uses the "
            f"{len(ports)} that are listed. If the device has them, add a row for {model} to catalog/ports.csv"
        )
    shipped = known.group(title) if known else None
    if shipped and shipped.ports != len(ports):
        notes.append(f"{name}: the shipped catalogue has {shipped.ports} ports of {shipped.speed_gbps}G in this group")
    return PortGroup(
        model=model,
        group=title,
        first_cage=first_cage,
        cages=count,
        mpos=len(mpos),
        cage_kind=key[0],
        face=shipped.face if shipped else "rear",
        speed_gbps=key[1],
        printed="",
        os="",
        driver=(),
        source=f"NetBox {name}",
        confidence="secondary",
        absent=absent,
        names=tuple(at[number] for number in sorted(at)),
    )


def _like(example: str, cage: int, mpo: int) -> str:
    """The name that a port would have, after the pattern of another."""
    parts = re.split(r"(\d+)", example)
    digits = [index for index, part in enumerate(parts) if part.isdigit()]
    if len(digits) > 1:
        parts[digits[-2]], parts[digits[-1]] = str(cage), str(mpo)
    elif digits:
        parts[digits[-1]] = str(cage)
    return "".join(parts)
