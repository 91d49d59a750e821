"""The forms of the lists that NetBox device types need: interface types, splits of cages, protocols and kinds of
families.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from fabric.catalog.forms import SourcedForm
from layouts import Count, Form, Name, Quantity, Text, about, model_validator

MOST_LANES = 8
"""Lanes of the widest cages in the catalogue."""


class InterfaceTypeForm(Form):
    """A NetBox interface type: the cage and the speed of its ports."""

    type: Name = about("NetBox interface type, such as 400gbase-x-qsfpdd")
    cage_kind: Text = about(
        "Form factor, as in ports.csv; only optics and cables of the same kind fit. Empty: interfaces of this type are "
        "no ports",
        "",
    )
    speed_gbps: Count = about("Speed of the port in Gb/s, rounded down; at least 1 where there is a cage", 0)
    host_cage_kind: Text = about("Form factor on hosts and servers, where it differs from that on switches", "")
    connector: Text = about("Connector of a fixed port or of the optic that the type names; not used", "")
    lanes: Count = about("Lanes of the cage; a cage has at most that many ports. Default: as many as the names say", 0)
    cage_gbps: Count = about("Speed of the whole cage in Gb/s. Default: enough for the ports that the names say", 0)
    protocol: Literal["infiniband", "ethernet", ""] = about("Protocol that the type names", "")
    source: Text = about("Where the figures come from, or the reason why there is no cage", "")


class CageSplitForm(SourcedForm):
    """A breakout of the cages of a switch that a NetBox file describes, for every model without rows of its own."""

    cage_kind: Name = about("Form factor")
    cage_gbps: Quantity = about("Speed of the whole cage in Gb/s, as its ports use it")
    mode: Name = about("Name of the mode, such as 2x400")
    mpos: Quantity = about("Connectors of a cage in this mode; 1 where one module takes the whole cage")
    lanes: Quantity = about("Ports of each connector; above 1 they take a splitter cable")
    speed_gbps: Quantity = about("Speed of one port in Gb/s")


class FamilyForm(Form):
    """A manufacturer, or a family of its models."""

    manufacturer: Text = about("Beginning of the manufacturer as the file states it; empty: any", "")
    model: Text = about("Beginning of the model or of its part number; empty: any", "")

    @model_validator(mode="after")
    def _names_something(self) -> "FamilyForm":
        if not self.manufacturer and not self.model:
            raise ValueError("'manufacturer' and 'model' are both empty: state one of them")
        return self

    def fits(self, manufacturer: str, *names: str) -> bool:
        """Whether a model that has these names is of the family."""
        same = _squeeze(manufacturer).startswith(_squeeze(self.manufacturer))
        return same and any(name.lower().startswith(self.model.lower()) for name in names)


def _squeeze(name: str) -> str:
    """A name without what people write differently: "Check Point" and "CheckPoint" are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


class ProtocolForm(FamilyForm):
    """The protocol of the switches of a manufacturer or of a family of models, for files that do not state it."""

    protocol: Literal["infiniband", "ethernet"] = about("Protocol of these switches")
    source: Text = about("Where that comes from", "")


class KindForm(FamilyForm):
    """What the devices of a manufacturer or of a family are, for files whose ports look like those of a switch."""

    kind: Literal["switch", "firewall", "load balancer", "storage box", "console server", "encryptor"] = about(
        "What they are; all but a switch get the role `server`"
    )
    source: Text = about("Where that comes from", "")


class PortKind(NamedTuple):
    """The kind of a port: its cage and speed."""

    cage_kind: str
    """Form factor of the cage, as in the catalogue."""
    speed_gbps: int
    """Speed of the port, at least 1."""
    lanes: int
    """Lanes of the cage, at least 1: the most ports that it can have."""
    cage_gbps: int
    """Speed of the whole cage, at least that of the port."""

    def __str__(self) -> str:
        return f"ports of {self.cage_kind} at {self.speed_gbps}G"


class Tables(NamedTuple):
    """The lists, shipped rows and those of the project."""

    types: Mapping[str, InterfaceTypeForm]
    """Row of each interface type; the project's own row replaces the shipped one."""
    splits: Sequence[CageSplitForm]
    """All ways to split cages; of two with one name the later counts."""
    protocols: Sequence[ProtocolForm]
    """Protocols of manufacturers and families of models; of several that fit the last counts."""
    kinds: Sequence[KindForm]
    """Kinds of manufacturers and families of models; of several that fit the last counts."""

    def kind_of(self, interface_type: str, of_switch: bool) -> PortKind | None:
        """Cage and speed of an interface type; None where the type is unknown or has no cage."""
        row = self.types.get(interface_type)
        if row is None or not row.cage_kind:
            return None
        cage = row.cage_kind if of_switch or not row.host_cage_kind else row.host_cage_kind
        speed = max(1, row.speed_gbps)
        return PortKind(cage, speed, row.lanes or MOST_LANES, max(speed, row.cage_gbps or speed * MOST_LANES))

    def protocol_of(self, manufacturer: str, model: str) -> str:
        """The protocol of a model's family; '' where no row tells it."""
        found = [row.protocol for row in self.protocols if row.fits(manufacturer, model)]
        return found[-1] if found else ""

    def splits_of(self, cage_kind: str, cage_gbps: int) -> tuple[CageSplitForm, ...]:
        """The ways to split a cage."""
        rows = {row.mode: row for row in self.splits if (row.cage_kind, row.cage_gbps) == (cage_kind, cage_gbps)}
        return tuple(rows.values())
