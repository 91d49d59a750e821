"""Transceivers, single cables, trunks and part numbers as frozen values in integer units, each with its source."""

from dataclasses import dataclass
from typing import Literal

from fabric.catalog.ports import PortGroup

Fiber = Literal["mm", "sm", "copper"]
Gender = Literal["male", "female", ""]


@dataclass(frozen=True, kw_only=True)
class OpticType:
    """A transceiver."""

    model: str
    """Part number, unique among optics."""
    cage_kind: str
    """Cage that it fits."""
    mpos: int
    """Connectors that it shows."""
    speed_gbps: int
    """Speed of one connector."""
    connector: str
    """Connector that plugs into it."""
    gender: Gender
    """Gender of its connectors: `male` has pins, `female` has none, and one of each makes a mated pair.

    Empty for connectors without pins, such as LC.
    """
    fiber: Fiber
    """Kind of fiber that it needs in the channel."""
    reach_mm: int
    """Longest channel, inclusive."""
    price_cents: int
    """Price of one; 0 where none is stated."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    loss_budget_mdb: int | None = None
    """Loss of a channel that it bears, in milli-decibels; None where no source states it."""


@dataclass(frozen=True, kw_only=True)
class CableType:
    """A single cable: a jumper between transceivers, or a DAC, AOC or copper cord with modules of its own."""

    model: str
    """Part number of the family, unique among cables; all lengths share it."""
    form: Literal["jumper", "dac", "aoc", "copper"]
    """`jumper` has bare plugs; `dac` and `aoc` have modules of their own; `copper` is a cord of twisted pairs."""
    fiber: Fiber
    """Medium inside: multimode, single-mode or copper."""
    grade: str
    """Grade of the medium, such as OM4, OS2 or Cat6A."""
    connector: str
    """Connector of a jumper's plugs, at both ends unless `far_connector` says another; empty for other cables."""
    cage_kind: str
    """Cage that the module at the A end fits; of a splitter, its head."""
    gender: str
    """Gender of a jumper's plugs at both ends: `male` has pins, `female` has none; empty for other cables."""
    polarity: str
    """Polarity method of TIA-568 of a jumper, such as B; empty for other cables."""
    crossovers: int
    """Crossovers between transmit and receive that it makes, at least 1; a channel needs an odd number."""
    diameter_um: int
    """Outer diameter."""
    weight_g_per_m: int
    """Weight of a metre of cable."""
    max_mm: int
    """Greatest length that is made, inclusive."""
    jacket: str
    """Material and colour of the jacket; empty where no source states them."""
    price_cents: int
    """Price of one without its length."""
    price_per_m_cents: int
    """Price of a metre."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    far_cage_kind: str = ""
    """Cage that the module at the other end fits."""
    legs: int = 1
    """Links that it carries; more than 1 make it a splitter with a tail for each, unless it is straight."""
    connector_loss_mdb: int | None = None
    """Loss of each mated pair of connectors, in milli-decibels; None: not checked."""
    loss_mdb_per_km: int | None = None
    """Loss of a kilometre of fiber, in milli-decibels; None: not checked."""
    speed_gbps: int | None = None
    """Speed of each link of a cable with modules of its own; None: not checked."""
    far_connector: str = ""
    """Connector of a jumper's plugs at the A end, which are the tails of a splitter; empty: as at the other end."""
    far_gender: str = ""
    """Gender of these plugs; empty without pins."""
    is_straight: bool = False
    """Whether the A end too is one plug for all its legs, as of twin-port copper between two cages of two ports."""

    @property
    def is_splitter(self) -> bool:
        """Whether it has a plug for each leg at the A end."""
        return self.legs > 1 and not self.is_straight

    def joins(self, head: PortGroup, far: PortGroup) -> bool:
        """Whether its own modules fit both cages, either way round where it is not a splitter."""
        return (head.accepts(self.cage_kind) and far.accepts(self.far_cage_kind)) or (
            not self.is_splitter and far.accepts(self.cage_kind) and head.accepts(self.far_cage_kind)
        )


@dataclass(frozen=True, kw_only=True)
class TrunkType:
    """A pre-terminated trunk that is made to measure; it is never shorter than ordered."""

    model: str
    """Our name of the family, unique among trunks. The supplier's part number goes on the order."""
    legs: int
    """Legs at each end."""
    fibers: int
    """Fibers in the body."""
    fiber: Fiber
    """Medium inside: multimode, single-mode or copper."""
    grade: str
    """Grade of the medium, such as OM4 or OS2."""
    connector: str
    """Connector of every leg at both ends."""
    gender: str
    """Gender of every connector: `male` has pins, `female` has none. One of each makes a mated pair."""
    polarity: str
    """Polarity method of TIA-568, such as B, of every leg."""
    crossovers: int
    """Crossovers that a leg makes from end to end, at least 1; a channel needs an odd number."""
    diameter_um: int
    """Outer diameter of the body."""
    weight_g_per_m: int
    """Weight of a metre of body."""
    leg_diameter_um: int
    """Diameter of a leg."""
    eye_diameter_um: int
    """Diameter of the pulling eye with its sock over the staggered connectors."""
    jacket: str
    """Material and colour of the jacket; empty where no source states them."""
    body_step_mm: int
    """Lengths of the body are multiples of this."""
    leg_step_mm: int
    """Lengths of a leg are multiples of this."""
    max_mm: int
    """Greatest length that is made, legs at both ends included."""
    tolerance_plus_pct: int
    """Largest excess over the ordered length, in percent of it; there is no minus."""
    price_cents: int
    """Price of one without body and legs."""
    price_per_m_cents: int
    """Price of a metre of body."""
    price_per_leg_cents: int
    """Price of a leg, both ends."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    connector_loss_mdb: int | None = None
    """Loss of each mated pair of connectors, in milli-decibels; None: not checked."""
    loss_mdb_per_km: int | None = None
    """Loss of a kilometre of fiber, in milli-decibels; None: not checked."""


@dataclass(frozen=True)
class PartNumber:
    """The name under which a vendor sells a model."""

    model: str
    """Model in the catalogue."""
    length_mm: int | None
    """Length of a cable that it is for; None: for every length, or for what has none."""
    vendor: str
    """Maker of the part."""
    part: str
    """Part number of the vendor; {code} is replaced by the length of a cable, such as 010 for 10 m and 01A for 1.5
    m.
    """
    order_number: str
    """Number that the vendor's order system uses beside the part number; empty where no source states it."""
    source: str
    """Document or list that the number comes from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""

    def part_of(self, length_mm: int) -> str:
        """The part number of a cable of a length; empty where the code has none for it."""
        if "{code}" not in self.part:
            return self.part
        halves, rest = divmod(length_mm, 500)
        if rest:
            return ""
        return self.part.replace("{code}", f"{halves // 2:02d}A" if halves % 2 else f"{halves // 2:03d}")
