"""The forms of optics.csv, cables.csv, trunks.csv and part_numbers.csv, and the conversion of each row to a value."""

from typing import Annotated, Literal, Self

from fabric.catalog.eyes import least_eye_um
from fabric.catalog.forms import SourcedForm
from fabric.catalog.parts import CableType, Fiber, Gender, OpticType, PartNumber, TrunkType
from layouts import (
    Diameter,
    Kilograms,
    Metres,
    Name,
    Percent,
    Quantity,
    StepMetres,
    Text,
    UsDollars,
    about,
    cents_from_usd,
    exact,
    mm_from_m,
    model_validator,
)

Decibels = Annotated[float, about("Decibel", strict=True, ge=0, le=100)]


def milli_or_none(value: float | None) -> int | None:
    """Decibels to milli-decibels, exactly; None stays None: a loss that no source gives is not checked."""
    return None if value is None else exact(value, 1000, "milli-decibel")


class OpticForm(SourcedForm):
    """A transceiver."""

    model: Name = about("Part number")
    cage_kind: Name = about("Cage that it fits")
    mpos: Quantity = about("Number of connectors", 1)
    speed_gbps: Quantity = about("Speed of one connector")
    connector: Name = about("Connector")
    gender: Gender = about("Pinned (male) or not (female); empty for connectors without pins, such as LC", "")
    fiber: Fiber = about("Kind of fiber")
    reach_m: Metres = about("Longest channel")
    loss_budget_db: Decibels | None = about("Highest loss of a channel with which it works; empty: not checked", None)
    price_usd: UsDollars = about("Price of one", 0.0)

    def value(self) -> OpticType:
        return OpticType(
            model=self.model,
            cage_kind=self.cage_kind,
            mpos=self.mpos,
            speed_gbps=self.speed_gbps,
            connector=self.connector,
            gender=self.gender,
            fiber=self.fiber,
            reach_mm=mm_from_m(self.reach_m),
            price_cents=cents_from_usd(self.price_usd),
            source=self.source,
            confidence=self.confidence,
            loss_budget_mdb=milli_or_none(self.loss_budget_db),
        )


class CableForm(SourcedForm):
    """A jumper, DAC, AOC or copper cord."""

    model: Name = about("Part number of the family")
    form: Literal["jumper", "dac", "aoc", "copper"] = about("Kind of cable")
    fiber: Fiber = about("Kind of fiber, or copper")
    grade: Name = about("OM4, OS2, ...")
    connector: Text = about("Connector at both ends; empty where the modules are part of it", "")
    cage_kind: Text = about("Cage that the modules of a DAC, AOC or copper cord fit; of a splitter its head", "")
    far_cage_kind: Text = about("Cage that the other end fits; default: the same", "")
    legs: Quantity = about("Links of one cable: the tails of a splitter, the ports of a straight twin cable", 1)
    far_plugs: Quantity | None = about(
        "Plugs at the A end: 1 where a straight cable of several links has one; default: one for each leg", None
    )
    gender: Literal["male", "female", ""] = about("Gender of both ends", "")
    far_connector: Text = about("Connector of the A end, which has the tails of a splitter; default: the same", "")
    far_gender: Literal["male", "female", ""] = about("Gender of the A end, where its connector differs", "")
    polarity: Text = about("TIA-568 polarity", "")
    crossovers: Quantity = about("Crossovers between transmit and receive that it makes", 1)
    diameter_mm: Diameter = about("Outer diameter in millimetres")
    weight_kg_per_m: Kilograms = about("Weight per metre")
    max_m: Metres = about("Longest length that is made")
    connector_loss_db: Decibels | None = about("Loss of each mated pair; empty: not checked", None)
    loss_db_per_km: Decibels | None = about("Loss of the fiber; empty: not checked", None)
    speed_gbps: Quantity | None = about(
        "Speed of each link of a cable with modules of its own; empty: not checked", None
    )
    jacket: Text = about("Jacket and colour", "")
    price_usd: UsDollars = about("Price of one, before the price of its length", 0.0)
    price_per_m_usd: UsDollars = about("Price per metre", 0.0)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.far_plugs not in (None, 1, self.legs):
            raise ValueError(
                f"'far_plugs' {self.far_plugs} of a cable of {self.legs} legs: it is 1 for a straight cable, and empty "
                "for a splitter, which has a plug for each leg"
            )
        if self.far_plugs == 1 < self.legs and self.form == "jumper":
            raise ValueError("a jumper has a plug for each link: 'far_plugs' 1 with several legs is for dac and aoc")
        return self

    def value(self) -> CableType:
        return CableType(
            model=self.model,
            form=self.form,
            fiber=self.fiber,
            grade=self.grade,
            connector=self.connector,
            cage_kind=self.cage_kind,
            gender=self.gender,
            polarity=self.polarity,
            crossovers=self.crossovers,
            diameter_um=exact(self.diameter_mm, 1000, "micrometre"),
            weight_g_per_m=exact(self.weight_kg_per_m, 1000, "gram"),
            max_mm=mm_from_m(self.max_m),
            jacket=self.jacket,
            price_cents=cents_from_usd(self.price_usd),
            price_per_m_cents=cents_from_usd(self.price_per_m_usd),
            source=self.source,
            confidence=self.confidence,
            far_cage_kind=self.far_cage_kind or self.cage_kind,
            legs=self.legs,
            connector_loss_mdb=milli_or_none(self.connector_loss_db),
            loss_mdb_per_km=milli_or_none(self.loss_db_per_km),
            speed_gbps=self.speed_gbps,
            far_connector=self.far_connector,
            far_gender=self.far_gender,
            is_straight=self.far_plugs == 1 < self.legs,
        )


class TrunkForm(SourcedForm):
    """A pre-terminated trunk, made to measure."""

    model: Name = about("Name of the family in this catalogue; the order states the supplier's part number")
    legs: Quantity = about("Legs at each end")
    fibers: Quantity = about("Fibers in the body")
    fiber: Fiber = about("Kind of fiber")
    grade: Name = about("OM4, OS2, ...")
    connector: Name = about("Connector of every leg")
    gender: Gender = about("Gender of every connector")
    polarity: Name = about("TIA-568 polarity")
    crossovers: Quantity = about("Crossovers that a leg makes end to end", 1)
    diameter_mm: Diameter = about("Outer diameter of the body in millimetres")
    weight_kg_per_m: Kilograms = about("Weight of the body per metre")
    leg_diameter_mm: Diameter = about("Diameter of a leg in millimetres")
    eye_diameter_mm: Diameter = about(
        "Diameter of the pulling eye over the staggered connectors, in millimetres; for MPO "
        "connectors the least eye that holds them is used where it is larger, and `check` says so"
    )
    jacket: Text = about("Jacket and colour", "")
    body_step_m: StepMetres = about("Body lengths are multiples of this")
    leg_step_m: StepMetres = about("Leg lengths are multiples of this")
    max_m: Metres = about("Longest overall length that is made")
    tolerance_plus_pct: Percent = about(
        "Most by which a part may be longer than ordered; none is shorter", multiple_of=1
    )
    connector_loss_db: Decibels | None = about("Loss of each mated pair; empty: not checked", None)
    loss_db_per_km: Decibels | None = about("Loss of the fiber; empty: not checked", None)
    price_usd: UsDollars = about("Price of one, before those of length and legs", 0.0)
    price_per_m_usd: UsDollars = about("Price per metre of body", 0.0)
    price_per_leg_usd: UsDollars = about("Price per leg, both ends", 0.0)

    @property
    def least_eye_um(self) -> int:
        """The least pulling eye over the connectors of one end, in micrometres; 0 for connectors other than MPO."""
        if not self.connector.startswith("MPO"):
            return 0
        return least_eye_um(self.legs, exact(self.leg_diameter_mm, 1000, "micrometre"))

    @property
    def eye_um(self) -> int:
        """The pulling eye that counts, in micrometres: the stated one, or the least one where that is larger."""
        return max(exact(self.eye_diameter_mm, 1000, "micrometre"), self.least_eye_um)

    @property
    def has_small_eye(self) -> bool:
        """Whether the stated eye cannot hold the connectors of one end."""
        return exact(self.eye_diameter_mm, 1000, "micrometre") < self.least_eye_um

    def value(self) -> TrunkType:
        return TrunkType(
            model=self.model,
            legs=self.legs,
            fibers=self.fibers,
            fiber=self.fiber,
            grade=self.grade,
            connector=self.connector,
            gender=self.gender,
            polarity=self.polarity,
            crossovers=self.crossovers,
            diameter_um=exact(self.diameter_mm, 1000, "micrometre"),
            weight_g_per_m=exact(self.weight_kg_per_m, 1000, "gram"),
            leg_diameter_um=exact(self.leg_diameter_mm, 1000, "micrometre"),
            eye_diameter_um=self.eye_um,
            jacket=self.jacket,
            body_step_mm=mm_from_m(self.body_step_m),
            leg_step_mm=mm_from_m(self.leg_step_m),
            max_mm=mm_from_m(self.max_m),
            tolerance_plus_pct=int(self.tolerance_plus_pct),
            price_cents=cents_from_usd(self.price_usd),
            price_per_m_cents=cents_from_usd(self.price_per_m_usd),
            price_per_leg_cents=cents_from_usd(self.price_per_leg_usd),
            source=self.source,
            confidence=self.confidence,
            connector_loss_mdb=milli_or_none(self.connector_loss_db),
            loss_mdb_per_km=milli_or_none(self.loss_db_per_km),
        )


class PartNumberForm(SourcedForm):
    """The name under which a vendor sells a model."""

    model: Name = about("Model in the catalogue")
    length_m: Metres | None = about("Cable length that the part number is for; empty: every length", None)
    vendor: Name = about("Maker of the part")
    part: Text = about("Part number; {code} is replaced by the length: 010 for 10 m, 01A for 1.5 m", "")
    order_number: Text = about("Number of the vendor's order system beside the part number", "")

    def value(self) -> PartNumber:
        return PartNumber(
            model=self.model,
            length_mm=None if self.length_m is None else mm_from_m(self.length_m),
            vendor=self.vendor,
            part=self.part,
            order_number=self.order_number,
            source=self.source,
            confidence=self.confidence,
        )
