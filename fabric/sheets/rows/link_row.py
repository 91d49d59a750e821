"""Both ends of a link, whole: the row that every sheet is cut from. Values only; `rows/text.py` formats them."""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from fabric.plan import PullForm
from fabric.rules import InsideParts, Need
from fabric.sheets.rows.options import Selection

Side = Literal["A", "B"]
SIDES: tuple[Side, Side] = ("A", "B")


def other_side(side: Side) -> Side:
    """The other end of a cable."""
    return "B" if side == "A" else "A"


class Media(NamedTuple):
    """The material of a cable."""

    fiber: str
    """Kind of fiber: mm, sm or copper."""
    grade: str
    """Grade, such as OM4, OS2 or Cat6A."""


class Plug(NamedTuple):
    """The connector at one end of a cable; all empty where the cable brings modules of its own."""

    connector: str
    """Connector, such as MPO-12/APC."""
    gender: str
    """Gender of the connector: male or female."""
    form: str
    """Form of the cable (`AssemblyKind.form`)."""


class EndLabel(NamedTuple):
    """The text on one end of a cable: own end first, then the far end, or every tail of a splitter."""

    own: str
    """Name of the end that the label is on."""
    between: str
    """Text between the own end and the far one, from the grammar of the request."""
    far: tuple[str, ...]
    """Name of the far end; on the head of a splitter the names of all tails, leg by leg."""
    device: str = ""
    """Id of the device that the end is on: a range of labels stays within one."""

    @property
    def text(self) -> str:
        """The whole label."""
        return f"{self.own}{self.between}{'+'.join(self.far)}"


@dataclass(frozen=True, kw_only=True)
class EndRow:
    """One end of a link."""

    site: str
    """Name of the site."""
    room: str
    """Id of the room."""
    row: str
    """Id of the row."""
    rack: str
    """Id of the rack."""
    unit: str
    """Its unit as documents print it, with L or R in a half of the rack."""
    half_ru: int
    """Position of the device in half rack units, as the site numbers them."""
    face: str
    """Side of the rack at which the device shows its ports: front or rear."""
    device: str
    """Id of the device."""
    cages: str
    """Group of cages on the device."""
    port: str
    """Printed name of the port."""
    cage: int
    """Number of the cage in its group."""
    mpo: int
    """Connector of the cage, from 1; 0 where it has one."""
    lane: int
    """Lane of a split port, from 1; 0 where it is not split."""
    os_name: str
    """Name of the port in the operating system."""
    driver_name: str
    """Name of the port in the driver; empty where there is none."""
    fabric_port: str
    """Number of the port in its fabric, such as that of InfiniBand; empty where there is none."""
    plug: Plug
    """Connector of the cable at this end."""
    transceiver: str | None
    """Model; None where the cable brings its own module, empty at a panel."""

    @property
    def is_panel(self) -> bool:
        """Whether it is a port of a panel, behind which a lane leads on."""
        return self.transceiver == ""


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """One link with both ends. `a` is the lower tier."""

    cable_id: str
    """Id of the link, such as C-compute-7K3QF2M; the same at both ends."""
    code: str
    """End of the id, made from network and both ends, such as 7K3QF2M."""
    network: str
    """Id of the network."""
    stage: str
    """Name of the stage, one of `fabric.topology.STAGES`."""
    speed_gbps: int
    """Speed of the link in Gb/s."""
    a: EndRow
    """The A end."""
    b: EndRow
    """The B end; the head where the cable is a splitter."""
    kind: str
    """Id of the kind of assembly."""
    kind_index: int
    """Index into the kinds of the plan."""
    form: PullForm
    """Form of the pull that lays it."""
    assembly: int
    """Index into the assemblies of the plan."""
    serial: str
    """Serial of the piece, such as T7K3QF2M or J9D0AB4C."""
    leg: int
    """Leg of a trunk or splitter, from 1; 0 where the piece carries one link."""
    is_straight: bool
    """Whether its cable is one plug for all its links at both ends."""
    lengths_mm: tuple[int, ...]
    """Ordered lengths from A to B: leg, body, leg of a trunk; one length of a single cable."""
    need: Need
    """Length that the link needs."""
    inside: tuple[InsideParts, InsideParts]
    """Parts of that length inside the racks at A and B."""
    route: tuple[str, ...] | None
    """Names of the pathways from A to B; None inside a rack."""
    is_through_side: bool
    """Whether it leads through the side of its rack into the next one."""
    label_a: EndLabel
    """Text on the A end of the cable."""
    label_b: EndLabel
    """Text on the B end of the cable; the head of a splitter names all its tails."""
    lot: str | None
    """Lot of a piece from stock; None where it is made to order."""
    media: Media
    """Fiber and grade of the cable."""
    polarity: str
    """Polarity of the fibers, such as B; empty for a cable without a connector."""
    pull: int
    """Index into the pulls of the plan."""
    crew: int
    """Crew that lays it, from 1."""
    phase: int
    """Build phase, from 1."""
    status: str
    """Progress of the installation: `planned` for every link of a plan."""
    whole: tuple[str, str] = ("", "")
    """Device and port at the A end and at the B end of the link that it is a cord of; empty where it is the whole
    link.
    """

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
            lengths_mm=self.lengths_mm[::-1],
            need=Need(self.need.b_mm, self.need.route_mm, self.need.a_mm),
            inside=self.inside[::-1],
            route=None if self.route is None else self.route[::-1],
            a=self.b,
            b=self.a,
            label_a=self.label_b,
            label_b=self.label_a,
            whole=self.whole[::-1],
        )

    @property
    def total_mm(self) -> int:
        """Ordered length from plug to plug."""
        return sum(self.lengths_mm)

    @property
    def spare_mm(self) -> int:
        """Ordered length beyond the need."""
        return self.total_mm - self.need.total_mm

    @property
    def is_split(self) -> bool:
        """Whether its cable carries several links: its B end is the head, one plug for all of them."""
        return self.leg > 0 and self.form != PullForm.TRUNK

    def is_head(self, side: Side) -> bool:
        """Whether one end is one plug for all links of its cable: the head of a splitter, both ends of a straight
        cable.
        """
        return self.is_split and (side == "B" or self.is_straight)

    def end(self, side: Side) -> EndRow:
        """One end."""
        return self.a if side == "A" else self.b

    def label(self, side: Side) -> EndLabel:
        """The label on one end of the cable."""
        return self.label_a if side == "A" else self.label_b
