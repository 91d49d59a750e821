"""Both ends of a link, whole: the row that every sheet is cut from."""

from dataclasses import dataclass, fields, replace
from typing import Literal

from fabric.sheets.rows.options import Selection

Side = Literal["A", "B"]
SIDES: tuple[Side, Side] = ("A", "B")


@dataclass(frozen=True, kw_only=True)
class EndRow:
    """One end of a link."""

    site: str
    room: str
    row: str
    rack: str
    u: str
    face: str
    device: str
    cages: str
    port: str
    cage: int
    mpo: int
    lane: int
    os_name: str
    driver_name: str
    connector: str
    transceiver: str


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """One link with both ends. `a` is the lower tier."""

    cable_id: str
    network: str
    stage: str
    speed_gbps: int
    a: EndRow
    b: EndRow
    kind: str
    kind_index: int
    form: str
    serial: str
    leg: int
    length_m: str
    total_m: str
    derivation: str
    spare_mm: int
    route: str
    end_a: str
    end_b: str
    label_a: str
    label_b: str
    order: str
    media: str
    polarity: str
    pull: int
    crew: int
    phase: int
    status: str

    def is_in(self, chosen: Selection) -> bool:
        """Whether it meets every part of a selection that is not empty."""
        return (
            (not chosen.crews or self.crew in chosen.crews)
            and (not chosen.rows or self.a.row in chosen.rows or self.b.row in chosen.rows)
            and (not chosen.racks or self.a.rack in chosen.racks or self.b.rack in chosen.racks)
            and (not chosen.networks or self.network in chosen.networks)
            and (not chosen.phases or self.phase in chosen.phases)
        )

    @property
    def turned(self) -> "LinkRow":
        """The same link from its other end."""
        return replace(
            self,
            length_m="+".join(reversed(self.length_m.split("+"))),
            derivation=_turned(self.derivation),
            route=" > ".join(reversed(self.route.split(" > "))),
            a=self.b,
            b=self.a,
            end_a=self.end_b,
            end_b=self.end_a,
            label_a=self.label_b,
            label_b=self.label_a,
        )

    @property
    def is_split(self) -> bool:
        """Whether its cable is a splitter: its B end is the head, one plug for all its links."""
        return self.leg > 0 and self.form != "trunk"

    def end(self, side: Side) -> EndRow:
        """One end."""
        return self.a if side == "A" else self.b

    def own_label(self, side: Side) -> str:
        """One end in the grammar of labels."""
        return self.end_a if side == "A" else self.end_b

    def label(self, side: Side) -> str:
        """What stands on one end of the cable."""
        return self.label_a if side == "A" else self.label_b

    def plug_name(self, side: Side) -> str:
        """What is plugged at one end: the leg, or the head of a splitter."""
        return f"{self.serial} head" if side == "B" and self.is_split else self.leg_name

    def plug_port(self, side: Side) -> str:
        """Where it goes: the port, or of a head the connector."""
        end = self.end(side)
        if side == "B" and self.is_split:
            return f"cage {end.cage}" + (f" MPO {end.mpo}" if end.mpo else "")
        return end.port

    @property
    def leg_name(self) -> str:
        """Serial and leg: T00012.03."""
        return f"{self.serial}.{self.leg:02d}" if self.leg else self.serial


END_FIELDS = tuple(field.name for field in fields(EndRow))
LINK_FIELDS = tuple(field.name for field in fields(LinkRow) if field.name not in ("a", "b", "kind_index"))


def _turned(derivation: str) -> str:
    """The sum of a derivation from the other end."""
    parts, _, total = derivation.partition(" = ")
    return f"{' + '.join(reversed(parts.split(' + ')))} = {total}"
