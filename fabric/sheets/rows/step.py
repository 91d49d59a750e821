"""The step of a crew and its parts as values. Formatting is left to `rows/text.py`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from fabric.plan import PackageKind
from fabric.sheets.rows.handling import Bend
from fabric.sheets.rows.link_row import EndLabel, Media, Plug
from fabric.sheets.rows.plan_index import StepNumber
from fabric.sheets.rows.pull_ways import RackEnd, Way
from fabric.sheets.rows.tray_order import TrayPlace
from layouts import Units


class Act(StrEnum):
    """The action of a step, in the words of the sheets."""

    OPEN_RACK = "open rack"
    INSERT_OPTICS = "insert optics"
    PULL = "pull"
    PATCH = "lay in rack"
    LAND_A = "land A"
    LAND_B = "land B"
    TEST = "test"
    KIT = "kit"


TABLE = "staging table"
"""The place of work on cables and devices that go to their racks later."""


class WorkPlace(NamedTuple):
    """The place of a step."""

    racks: tuple[str, ...]
    """One rack; of a pull the rack of the coil, then the rack of the A end."""
    face: str = ""
    """Side of the rack, where one side alone is meant."""
    half_ru: int | None = None
    """Position of the device in half rack units, where one device alone is meant."""
    is_table: bool = False
    """Whether it is done at the staging table, for what goes to these racks."""


class Wait(NamedTuple):
    """Steps of another crew that must be done first, of one shift or of the shifts before it."""

    crew: int
    """Number of the other crew, from 1."""
    steps: tuple[int, ...]
    """Numbers of its steps, from 1, rising; one at least."""
    tasks: tuple[str, ...] = ()
    """What is done in these steps, in a few words each."""
    is_earlier: bool = False
    """Whether they are steps of an earlier shift."""


class Firestop(NamedTuple):
    """A fire barrier on the route of a pull. The pull that comes through it first in a shift, of whichever crew, opens
    it; the one that ends last closes it.
    """

    name: str
    """Name of the pathway."""
    mine: StepNumber
    """The pull itself."""
    first: StepNumber
    """The pull that begins first in the shift."""
    next: StepNumber | None
    """The pull that comes through it next in the same shift; None where this one is the last."""
    last: StepNumber
    """The last pull through it in the shift."""
    meanwhile: tuple[StepNumber, ...]
    """The pulls of one other crew that are in it at the same time; empty where there is none, or several crews."""


class Spare(NamedTuple):
    """Least and largest length beyond the need, in millimetres, of the three parts of a trunk."""

    body_mm: tuple[int, int]
    """Of the body, between the entries of both racks, over its ways as printed."""
    a_mm: tuple[int, int]
    """Of the legs in rack A."""
    b_mm: tuple[int, int]
    """Of the legs in rack B."""


class TrunkParts(NamedTuple):
    """The ordered lengths of a trunk between two racks, and what its body is used for, in millimetres."""

    a_legs_mm: tuple[int, int]
    """Least and largest length of a leg at A."""
    body_mm: int
    """Length of the body, between the furcations at both entries."""
    b_legs_mm: tuple[int, int]
    """Least and largest length of a leg at B."""
    ways_mm: int
    """Way in pathways, its parts rounded up as printed where the body has that to spare."""
    drops_mm: int
    """Way between the entries of both racks and the pathways; of several ways of its legs the longest."""


@dataclass(frozen=True, kw_only=True)
class PullFacts:
    """The facts of one pull that its crew needs."""

    media: Media
    """Fiber and grade of all pieces."""
    plug: Plug
    """Connector of all pieces, at both ends."""
    polarity: str
    """Polarity of all pieces, such as B; empty for cables without a connector."""
    diameter_um: int
    """Largest diameter of a piece."""
    weight_g: int
    """Weight of all pieces."""
    tray: TrayPlace | None
    """Place in the fullest pathway; None inside a rack."""
    spare_mm: tuple[int, int]
    """Least and largest length beyond the need, from plug to plug."""
    spare: Spare | None
    """The same part by part, for a trunk that is tied at the entries of two racks; None for other pulls."""
    parts: TrunkParts | None
    """Lengths of a trunk that is tied at the entries of two racks; None for other pulls."""
    loop_mm: int
    """Length of the slack loop at each end, which the need has already."""
    firestops: tuple[Firestop, ...]
    """The fire barriers on its route, in order."""
    ways: tuple[Way, ...]
    """Parts of the route from the B end, where the pull starts, to the A end; empty inside a rack."""
    b_end: RackEnd
    """Rack of the B end, which stays, with its side."""
    a_end: RackEnd
    """Rack of the A end, which is pulled, with its side."""
    legs: int
    """Legs at each end of a trunk; 0 for other pulls."""
    bend: Bend
    """Least radius of a bend, at rest and under pull."""
    is_for_three: bool
    """Whether a third person feeds the coil."""
    units: Units
    """Units in which the crew reads lengths."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of one crew: a work package of the plan."""

    package: int
    """Index into the packages of the plan."""
    kind: PackageKind
    """Kind of the work package."""
    subject: int
    """Index of the rack, the device or the pull."""
    crew: int
    """From 1."""
    number: int
    """Number among the steps of the crew, from 1."""
    shift: int
    """Number of the shift in which it begins, from 0."""
    shift_name: str
    """Id of the shift in which it begins."""
    shift_start: datetime
    """Wall-clock time at which that shift begins; its day names the shift, also for a step after midnight."""
    start_s: int
    """On the working clock."""
    end_s: int
    """On the working clock."""
    start: datetime
    """Wall-clock; undated plans count from `UNDATED`."""
    end: datetime
    """Wall-clock, in the shift that ends."""
    act: Act
    """Action in the words of the sheets; a pull inside one rack has its own word."""
    place: WorkPlace
    """Racks, side and unit at which the crew stands."""
    words: str
    """The task as a sentence for the crew."""
    length_mm: int | None
    """Longest piece of a pull, from plug to plug."""
    labels: tuple[EndLabel, ...]
    """Labels of the plugs in the order of work, each once: of the end that is pulled, patched first, landed or tested
    from; empty where no cable is handled."""
    serials: tuple[str, ...]
    """Serials of the pieces, sorted, each once."""
    range_s: tuple[int, int]
    """Seconds with the low and with the high figures of the labour table."""
    waits_for: tuple[Wait, ...]
    """Steps of other crews, by number of the crew; empty where none must be done first."""
    beside: tuple[int, ...]
    """Other crews that work at the same rack meanwhile."""
    details: tuple[str, ...]
    """Lines below the step: one for each piece, plug or run of legs."""
    plugs: int
    """Plugs to insert; 0 for steps that plug nothing."""
    pull: PullFacts | None
    """Facts of a pull; None for other steps."""

    @property
    def minutes(self) -> int:
        """End minus start as printed, in whole minutes of work; 0 where both are in the same minute."""
        return (self.end_s - self.start_s + self.start.second) // 60
