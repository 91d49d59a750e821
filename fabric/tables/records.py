"""The records of a plan. Lengths are millimetres, weights grams, times seconds; counts and numbers begin at 1 as on the
sheets. A text is empty where there is nothing to name.
"""

from datetime import datetime
from typing import NamedTuple


class LinkRecord(NamedTuple):
    """One link: two ports that are joined, whatever cable joins them."""

    cable_id: str
    """Id of the link, the same in every plan that joins these ports: C-compute-7K3QF2M."""
    network: str
    """Id of the network in the request."""
    stage: str
    """Tiers that it joins, one of `fabric.topology.STAGES`."""
    speed_gbps: int
    """Speed in Gb/s."""
    phase: int
    """Build phase, from 1."""
    a_device: str
    """Id of the device at the A end, which is the lower tier."""
    a_port: str
    """Name printed at its port."""
    a_rack: str
    """Id of its rack."""
    b_device: str
    """Id of the device at the B end."""
    b_port: str
    """Name printed at its port."""
    b_rack: str
    """Id of its rack."""


class CableRecord(NamedTuple):
    """One link with the piece of cable that carries it, as a line of the cable schedule."""

    cable_id: str
    """Id of the link, which is the id of its cable or leg."""
    network: str
    """Id of the network in the request."""
    stage: str
    """Tiers that it joins, one of `fabric.topology.STAGES`."""
    speed_gbps: int
    """Speed of the link in Gb/s."""
    kind: str
    """Id of the kind of piece: model and lengths."""
    form: str
    """Way of laying: trunk, bundle, single or patch."""
    serial: str
    """Serial of the piece, such as T7K3QF2M."""
    leg: int
    """Leg of a trunk or splitter, from 1; 0 where the piece carries one link."""
    total_mm: int
    """Ordered length from plug to plug."""
    need_a_mm: int
    """Required length in rack A, slack loop included."""
    need_route_mm: int
    """Required length along the route; inside one rack the distance between the ports."""
    need_b_mm: int
    """Required length in rack B, slack loop included."""
    slack_mm: int
    """Ordered length beyond the required one, 0 or more."""
    route: tuple[str, ...]
    """Names of the pathways from A to B; empty inside a rack."""
    end_a: str
    """Name of the A end on labels."""
    end_b: str
    """Name of the B end on labels; of the connector alone where one plug carries several links."""
    lot: str
    """Id of the lot of a piece from stock; empty where it is made to order."""
    fiber: str
    """Medium: mm, sm or copper."""
    grade: str
    """Grade, such as OM4, OS2 or Cat6A."""
    polarity: str
    """Polarity of the fibers, such as B; empty for a cable without a connector of fiber."""
    pull: int
    """Number of the pull that lays it, from 1."""
    crew: int
    """Crew that lays it, from 1."""
    phase: int
    """Build phase, from 1."""
    a_room: str
    """Id of the room of the A end."""
    a_row: str
    """Id of its row."""
    a_rack: str
    """Id of its rack."""
    a_ru: float
    """Lowest-numbered rack unit of its device; halves count."""
    a_face: str
    """Side of the rack at which the port shows: front or rear."""
    a_device: str
    """Id of its device."""
    a_cage: int
    """Number of its cage on the device."""
    a_port: str
    """Name printed at the port."""
    a_transceiver: str
    """Model of the transceiver in the cage; empty where the cable brings its own or needs none."""
    b_room: str
    """Id of the room of the B end."""
    b_row: str
    """Id of its row."""
    b_rack: str
    """Id of its rack."""
    b_ru: float
    """Lowest-numbered rack unit of its device; halves count."""
    b_face: str
    """Side of the rack at which the port shows: front or rear."""
    b_device: str
    """Id of its device."""
    b_cage: int
    """Number of its cage on the device."""
    b_port: str
    """Name printed at the port."""
    b_transceiver: str
    """Model of the transceiver in the cage; empty where the cable brings its own or needs none."""


class AssemblyRecord(NamedTuple):
    """One physical piece: a trunk, a jumper, a splitter, a DAC, an AOC or a copper cord."""

    serial: str
    """Serial of the piece."""
    kind: str
    """Id of its kind: model and lengths."""
    model: str
    """Model in the catalogue."""
    form: str
    """trunk, jumper, dac, aoc or copper."""
    is_custom: bool
    """Whether it is made to measure."""
    total_mm: int
    """Longest way from plug to plug."""
    body_mm: int
    """Length of the body of a trunk; of anything else the whole length."""
    legs: int
    """Links that it may carry."""
    used_legs: int
    """Links that it carries."""
    weight_g: int
    """Weight, without connectors."""
    price_cents: int
    """Price in US cents."""
    lot: str
    """Id of the lot of the inventory."""
    pull: int
    """Number of the pull that lays it, from 1."""
    a_rack: str
    """Id of the rack at the A end."""
    b_rack: str
    """Id of the rack at the B end."""


class PullRecord(NamedTuple):
    """One act of laying."""

    pull: int
    """Number, from 1."""
    form: str
    """trunk, bundle, single or patch."""
    a_rack: str
    """Id of the rack at the A end."""
    b_rack: str
    """Id of the rack at the B end, where the coil lies; the same rack for a patch."""
    route: tuple[str, ...]
    """Names of the pathways from A to B; empty inside a rack."""
    total_mm: int
    """Length of the longest piece, from plug to plug."""
    pieces: int
    """Pieces that are laid at once."""
    links: int
    """Links that they carry."""
    weight_g: int
    """Weight of all pieces, without connectors."""
    crew: int
    """Crew that lays it, from 1."""
    step: int
    """Step of that crew, from 1."""
    start_s: int
    """Start on the working clock."""
    end_s: int
    """End on the working clock."""


class DeviceRecord(NamedTuple):
    """One device in its place."""

    device: str
    """Id."""
    model: str
    """Model in the catalogue."""
    role: str
    """host, leaf, spine, core or other."""
    room: str
    """Id of its room."""
    row: str
    """Id of its row."""
    rack: str
    """Id of its rack."""
    ru: float
    """Lowest-numbered rack unit that it takes; halves count."""
    face: str
    """Side of the rack at which its main ports show: front or rear."""
    status: str
    """planned, staged, installed, tested or locked."""
    supply: str
    """bought, owned or standing."""
    links: int
    """Links of the plan that end at it."""


class StepRecord(NamedTuple):
    """One step of one crew, as a line of the pull sheet."""

    crew: int
    """Crew, from 1."""
    step: int
    """Number among the steps of the crew, from 1, in order of time."""
    act: str
    """open rack, insert optics, pull, lay in rack, land A, land B or test."""
    shift: str
    """Id of the shift in which it begins."""
    start: datetime
    """Wall-clock time. Where the request has no `racks_ready`, day 1 is the day of `fabric.project.UNDATED`."""
    end: datetime
    """Wall-clock time, in the shift that ends."""
    start_s: int
    """Start on the working clock: seconds of work since the racks were ready."""
    end_s: int
    """End on the working clock."""
    rack: str
    """Id of the rack at which it begins; of a pull the rack of the coil, which is B."""
    to_rack: str
    """Id of the rack to which a pull leads; empty for other steps."""
    device: str
    """Id of the device whose optics are inserted; empty for other steps."""
    pull: int
    """Number of the pull that is laid, landed or tested, from 1; 0 for other steps."""


RECORDS = {
    "links": LinkRecord,
    "cables": CableRecord,
    "assemblies": AssemblyRecord,
    "pulls": PullRecord,
    "devices": DeviceRecord,
    "steps": StepRecord,
}
"""The type of the records of each table of `PlanTables`; `switches` are devices."""
