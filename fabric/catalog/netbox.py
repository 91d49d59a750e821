"""A NetBox device type (devicetype-library YAML) as it is; notes say what was assumed, what is odd, and what to add.

The file gives the model, height, weight, airflow, the draw of the power supplies and the ports. NetBox does not know
depth and price: they come from a row of the catalogue, else they are assumed. Rows of the project win over the file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fabric.catalog.hardware import DeviceRole, DeviceType, FittedModule
from fabric.catalog.netbox_box import Draw, read_draw, read_grams, read_half_ru
from fabric.catalog.netbox_forms import Tables
from fabric.catalog.netbox_groups import MANAGEMENT, GroupMaker, doubt_front, management, networks, tiers
from fabric.catalog.netbox_interfaces import Interface, Ports, list_interfaces, sort_ports
from fabric.catalog.netbox_role import Parts, Thing, tell_thing
from fabric.catalog.ports import PortGroup
from layouts import Document, Fault, InputError

LONGEST_MODEL = 64
"""Characters of a name that lots and devices may write."""
ASSUMED_DEPTH_MM = 800
"""Deeper than the shipped switches of two units."""
SHALLOW_DEPTH_MM = 500
"""Half of what common racks take: a thing of less than full depth leaves the other face to another."""
NO_INFINIBAND = ("rj45", "sfp")
"""Beginnings of the kinds of cages that InfiniBand has never had for its links."""
ASSUMED_POWER_W = {"switch": 2500, "host": 10_000, "server": 1000, "pdu": 1}
"""More than the shipped switches of two units; a GPU server; a server; a PDU's own card."""
ASSUMED_W_PER_UNIT = 1250
"""Of a switch, for chassis of many units: as the shipped switches of two units."""
ASSUMED_GRAMS_PER_UNIT = {"switch": 20_000, "host": 15_000, "server": 18_000, "pdu": 10_000}
"""As the heavier ones of the catalogue."""


@dataclass(frozen=True, kw_only=True)
class DeviceFile:
    """A device type as its file describes it."""

    name: str
    """Name of the file in messages."""
    model: str
    """Name in the catalogue: that of the file, else its part number where the name is too long."""
    manufacturer: str
    """Manufacturer; '' where the file states none."""
    other_names: tuple[str, ...]
    """Part number, slug and name of the file: a project may have written one of them."""
    thing: Thing
    """What it describes."""
    half_ru: int
    """Height in half rack units."""
    full_depth: bool
    """Whether it takes both faces of the rack, as far as the file says."""
    weight_g: int | None
    """Weight in grams; None where the file states none."""
    airflow: str
    """Airflow; '' where the file states none."""
    draw: Draw | None
    """Power; None where the file states none."""
    protocol: str
    """Protocol of a switch: `infiniband`, `ethernet`, or, where nothing states it, a word that no other model
    shares.
    """
    groups: tuple[PortGroup, ...]
    """Its ports, native groups each before its splits."""
    notes: tuple[str, ...]
    """What is odd in the file, each with the remedy."""
    port_notes: tuple[str, ...]
    """What was assumed of its ports, each with the remedy; of no use where rows state the ports."""
    modules: tuple[FittedModule, ...] = ()
    """Modules in its bays."""

    @property
    def natives(self) -> tuple[PortGroup, ...]:
        """Its native groups but that for management."""
        return tuple(group for group in self.groups if ":" not in group.group and group.group != MANAGEMENT)


def describe_device(
    document: Document,
    stem: str,
    tables: Tables,
    roles: Mapping[str, DeviceRole],
    modules: tuple[FittedModule, ...] = (),
    slots: Mapping[str, str] = MappingProxyType({}),
) -> DeviceFile:
    """The device that a NetBox file describes. Raises InputError with the faults of a file that is no device type or
    has wrong values. `roles` are those of the models in the catalogue: they win over the parts of the file. `stem` is
    the name of the file; `modules` fill its bays and brought the ports that `slots` names.
    """
    data = document.data
    notes: list[str] = []
    model = _read_model(document, notes)
    if "u_height" not in data:
        notes.append(
            f"{document.name}: no u_height, so 1 U is assumed. A NetBox module type belongs in catalog/module-types"
        )
    faults: list[Fault] = []
    half_ru = read_half_ru(document, faults)
    weight = read_grams(document, faults)
    draw = read_draw(document, faults)
    try:
        interfaces = list_interfaces(document, notes)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    parts = Parts(data, [item.name for item in interfaces], _fast_ports(interfaces, tables))
    thing = Thing(roles[model], "a row of the catalogue") if model in roles else tell_thing(parts, tables.kinds)
    groups: tuple[PortGroup, ...] = ()
    port_notes: list[str] = []
    protocol = ""
    if thing.role is not None:
        ports = sort_ports(document, interfaces, tables, thing.role == "switch", notes)
        groups = _groups(model, document, thing.role, ports, tables, slots, port_notes)
        port_notes += doubt_front(groups, half_ru, document.name)
        port_notes += _bay_notes(document, parts, groups)
        protocol = _protocol(model, data, ports, tables) if thing.role == "switch" else ""
    return DeviceFile(
        name=document.name,
        model=model,
        manufacturer=str(data.get("manufacturer") or ""),
        other_names=tuple(str(word) for word in (data.get("part_number"), data.get("slug"), stem) if word),
        thing=thing,
        half_ru=half_ru,
        full_depth=data.get("is_full_depth") is not False,
        weight_g=weight,
        airflow=str(data.get("airflow") or ""),
        draw=draw,
        protocol=protocol,
        groups=groups,
        notes=tuple(notes),
        port_notes=tuple(port_notes),
        modules=modules,
    )


def _read_model(document: Document, notes: list[str]) -> str:
    """The model, or its part number where lots and devices could not write the model."""
    stated = document.data.get("model") if isinstance(document.data, dict) else None
    if isinstance(stated, bool) or not isinstance(stated, str | int) or not str(stated).strip():
        message = "this is not a NetBox device type: it has no model"
        raise InputError([document.fault((), message, "Add 'model: ...', or move the file out of the folder")])
    model = str(stated).strip()
    if len(model) <= LONGEST_MODEL and model.isprintable():
        return model
    short = str(document.data.get("part_number") or document.data.get("slug") or "")[:LONGEST_MODEL]
    if not short:
        found = f"the model has {len(model)} characters"
        raise InputError([document.fault(("model",), found, f"Shorten it to {LONGEST_MODEL}, or add a part_number")])
    notes.append(f"{document.name}: the model has more than {LONGEST_MODEL} characters; write {short}")
    return short


def _fast_ports(interfaces: list[Interface], tables: Tables) -> list[tuple[str, int]]:
    """Cage and speed of each port that is not for management."""
    kinds = [tables.kind_of(item.type, True) for item in interfaces if not item.management]
    return [(kind.cage_kind, kind.speed_gbps) for kind in kinds if kind is not None]


def _groups(
    model: str,
    document: Document,
    role: DeviceRole,
    ports: Ports,
    tables: Tables,
    slots: Mapping[str, str],
    notes: list[str],
) -> tuple[PortGroup, ...]:
    names = tuple(name for found in ports.by_kind.values() for name in found)
    maker = GroupMaker(model=model, file=document.name, tables=tables, names=names, slots=slots)
    if role == "switch":
        series = tiers(ports.by_kind, document.name, notes)
    else:
        series = networks(ports.by_kind, role == "host", document.name, notes)
    found = [group for item in series for group in maker.make(item, notes, role == "switch")]
    for item in management(ports.management, document.name, notes):
        found += maker.make(item, notes, False)
    return tuple(found)


def _protocol(model: str, data: dict[str, Any], ports: Ports, tables: Tables) -> str:
    """The protocol that the types of the ports, their names or the description show. The library gives Ethernet types
    to many InfiniBand switches, so an Ethernet type alone shows nothing.
    """
    if any(tables.types[name].protocol == "infiniband" for name in ports.types if name in tables.types):
        return "infiniband"
    names = [name for listed in ports.by_kind.values() for name in listed]
    most = max(ports.by_kind, key=lambda kind: len(ports.by_kind[kind]), default=None)
    if most is not None and most.cage_kind.startswith(NO_INFINIBAND):
        return "ethernet"
    text = " ".join(str(data.get(key) or "") for key in ("comments", "description", "model", "part_number"))
    if any(re.match(r"(?i)ib\d", name) for name in names) or re.search(r"(?i)infiniband", text):
        return "infiniband"
    ethernet = r"(?i)(\w*ethernet|eth|gig|te|fo|hu|\w*gige|[gx]e|et|mge)[ -]?\d"
    if any(re.match(ethernet, name) for name in names) or re.search(r"(?i)ethernet|\b\d+gb?e\b", text):
        return "ethernet"
    return tables.protocol_of(str(data.get("manufacturer") or ""), model) or f"unstated by {model}"


def _bay_notes(document: Document, parts: Parts, groups: tuple[PortGroup, ...]) -> list[str]:
    """A note on bays whose modules or child devices may have ports that the file does not list."""
    bays = {key: len(parts.listed(key)) for key in ("device-bays", "module-bays") if parts.listed(key)}
    native = [group for group in groups if group.group != "management"]
    if not bays or native:
        return []
    if parts.listed("power-outlets"):
        return []
    held = " and ".join(f"{count} {key}" for key, count in bays.items())
    return [
        f"{document.name}: only management ports are listed; {held} may hold more. List its modules in "
        "catalog/modules.csv and put their NetBox files into catalog/module-types, or add the ports as groups of "
        f"{document.data['model']} to catalog/ports.csv"
    ]


def make_type(file: DeviceFile) -> tuple[DeviceType, list[str]]:
    """The device type of a model that the catalogue does not know, and the note on what is assumed."""
    role = file.thing.role
    assert role is not None
    units = max(1, (file.half_ru + 1) // 2)
    depth_mm = ASSUMED_DEPTH_MM if file.full_depth else SHALLOW_DEPTH_MM
    assumed = [f"depth {depth_mm} mm{'' if file.full_depth else ' (the file says less than full depth)'}"]
    watts = max(ASSUMED_POWER_W[role], units * ASSUMED_W_PER_UNIT if role == "switch" else 0)
    stated = ""
    if file.draw is None:
        assumed.append(f"power {watts} W")
    elif role == "pdu":
        # The devices that it feeds count for themselves.
        assumed.append(f"power {watts} W (the {file.draw.watts} W of its inlets pass to the devices that it feeds)")
    else:
        watts = max(1, file.draw.watts)
        stated = f" Power {watts} W: {file.draw.how}."
    grams = file.weight_g
    if grams is None:
        grams = ASSUMED_GRAMS_PER_UNIT[role] * units
        assumed.append(f"weight {grams / 1000:g} kg")
    where = f"a row for {file.model} to catalog/device_types.csv"
    notes = [
        f"{file.name}: {file.model} is taken for a {role} ({file.thing.reason}). Assumed: {', '.join(assumed)}, no "
        f"price, ports at the rear.{stated} To state them, or another role, add {where}"
    ]
    if file.protocol.startswith("unstated"):
        notes.append(
            f"{file.name}: the file does not say whether {file.model} speaks InfiniBand or Ethernet: it is never mixed "
            f"with another model. State the protocol: add {where}"
        )
    found = DeviceType(
        model=file.model,
        role=role,
        half_ru=file.half_ru,
        width_mm=440,
        depth_mm=depth_mm,
        weight_g=grams,
        power_w=watts,
        airflow=file.airflow,
        price_cents=0,
        source=f"NetBox {file.name}; {', '.join(assumed)} assumed",
        confidence="assumed",
        port_groups=(),
        protocol=file.protocol,
        full_depth=file.full_depth,
        modules=file.modules,
    )
    return found, notes
