"""Acts to person-time: the one place where minutes come from.

Each function counts the acts of one piece of work; `LabourTable.person_ms` turns counts into person-milliseconds.
Counts are per unit, metres are counted in millimetres. The rules are those of the trade (docs/maths.md, section 2).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import lcm

from layouts import divide_up

Acts = Mapping[str, int]
"""Act to quantity; acts per metre count millimetres."""


PARKING = "park_leg"
"""The act of parking an idle leg. Tables of older plans lack it: their plans count no time for it."""


@dataclass(frozen=True, kw_only=True)
class LabourRate:
    """Person-time of one act: per unit (or per metre), with the crew that it takes and where the figure is from."""

    act: str
    """Name of the act, unique in the table."""
    unit: str
    """Unit of the quantity: `m` for acts per metre, else the thing that is counted."""
    person_ms: int
    """Expected person-time in milliseconds per unit; per metre where the unit is `m`."""
    crew: int
    """Technicians that the act takes, at least 1; no crew may be smaller."""
    low_ms: int
    """Optimistic figure in person-milliseconds per unit; `person_ms` where none is stated."""
    high_ms: int
    """Pessimistic figure in person-milliseconds per unit; `person_ms` where none is stated."""
    source: str
    """Source of the figure, for people."""
    confidence: str
    """`assumed` for a default without a source, else words such as `published range`."""
    most: int | None = field(default=None, metadata={"later": True})
    """Most technicians that work on one such act at a time, at least `crew`; None: all of a crew, as in old plans."""

    def people(self, technicians: int) -> int:
        """Those of a crew of some technicians who work on the act."""
        return technicians if self.most is None else min(technicians, self.most)

    @property
    def is_per_metre(self) -> bool:
        return self.unit == "m"


@dataclass(frozen=True)
class LabourTable:
    """All rates by act."""

    rates: Mapping[str, LabourRate]
    """Name of the act to its rate."""

    def person_ms(self, acts: Acts) -> int:
        """Person-milliseconds of some acts; fractions of a millisecond count as a whole one per act."""
        return sum(self.act_ms(act, quantity) for act, quantity in acts.items())

    def least_ms(self, acts: Acts) -> int:
        """The same with fractions of a millisecond left out, so that sums of parts are never above the whole."""
        rates = ((self.rates[act], quantity) for act, quantity in acts.items())
        return sum(rate.person_ms * quantity // (1000 if rate.is_per_metre else 1) for rate, quantity in rates)

    def act_ms(self, act: str, quantity: int) -> int:
        """Person-milliseconds of one act; raises KeyError where the table lacks it."""
        rate = self.rates[act]
        return divide_up(rate.person_ms * quantity, 1000) if rate.is_per_metre else rate.person_ms * quantity

    def has_act(self, act: str) -> bool:
        """Whether the table has an act: some are only in tables that state them."""
        return act in self.rates

    def of_plugs(self, are_inspected: bool) -> "LabourTable":
        """The table with the minutes of plugs that are inspected, or of those that have no end face: these take as long
        as the others where the table does not state them.
        """
        if are_inspected or not self.has_act(PLUG_COPPER):
            return self
        return LabourTable({**self.rates, INSPECTED: self.rates[PLUG_COPPER]})

    def of_quickest_plugs(self) -> "LabourTable":
        """The table in which each plug takes no longer than any plug does: for bounds of fabrics of unknown media."""
        if not self.has_act(PLUG_COPPER):
            return self
        plain, inspected = self.rates[PLUG_COPPER], self.rates[INSPECTED]
        most = None if None in (plain.most, inspected.most) else max(plain.most or 0, inspected.most or 0)
        quickest = replace(inspected, person_ms=min(plain.person_ms, inspected.person_ms), most=most)
        return LabourTable({**self.rates, INSPECTED: quickest})

    def stretched(self, utilisation_pct: int) -> "LabourTable":
        """The table in paid time, where its minutes are time at work; rounded up to the millisecond."""
        if utilisation_pct == 100:
            return self
        rates = {
            act: replace(
                rate,
                person_ms=divide_up(100 * rate.person_ms, utilisation_pct),
                low_ms=divide_up(100 * rate.low_ms, utilisation_pct),
                high_ms=divide_up(100 * rate.high_ms, utilisation_pct),
            )
            for act, rate in self.rates.items()
        }
        return LabourTable(rates)

    def duration_s(self, acts: Acts, technicians: int) -> int:
        """Seconds that a crew of some technicians takes for acts, rounded up to the second, at least one second.

        The person-time of each act is divided by those of the crew who can work on it. The sum is exact.
        """
        shares = [
            (rate.people(technicians), rate.person_ms * quantity * (1 if rate.is_per_metre else 1000))
            for rate, quantity in ((self.rates[act], quantity) for act, quantity in acts.items())
        ]
        whole = lcm(*(people for people, _ in shares))
        return max(1, divide_up(sum(whole // people * us for people, us in shares), 1_000_000 * whole))


INSPECTED = "inspect_clean_plug"
"""The act of plugging a connector whose end face is inspected and cleaned before."""
PLUG_COPPER = "plug_copper"
"""The act of plugging RJ45, DAC or AOC, which have no end face: of tables that state it. In others such plugs take as
long as inspected ones.
"""
STATED_ACTS = frozenset({PLUG_COPPER})
"""Acts of the default table that only those have who state them in labour.csv: others keep their tables."""


def without_inspection(acts: Acts) -> Counter[str]:
    """The same acts for a cable whose plugs have no end faces."""
    return Counter({PLUG_COPPER if act == INSPECTED else act: quantity for act, quantity in acts.items()})


def stage_and_pull_trunk(length_mm: int) -> Counter[str]:
    """Bringing out one trunk and laying it."""
    return Counter(stage_trunk=1, pull_trunk=1, pull_trunk_per_m=length_mm)


def stage_and_pull_jumper(length_mm: int, legs: int = 1) -> Counter[str]:
    """Bringing out one jumper, labelling its ends (a splitter has 1 + legs) and laying it by itself."""
    return Counter(stage_jumper=1, label=1 + legs, pull_jumper=1, pull_jumper_per_m=length_mm)


def stage_and_pull_bundle(jumpers: int, length_mm: int) -> Counter[str]:
    """Labelling both ends of each jumper, since taped ones look alike, taping them, and laying them like a trunk."""
    return Counter(label=2 * jumpers, prebundle_jumper=jumpers, stage_trunk=1, pull_trunk=1, pull_trunk_per_m=length_mm)


def patch_in_rack(jumpers: int, legs: int = 1) -> Counter[str]:
    """Jumpers inside one rack, labelled at their ends: staging and pulling are replaced."""
    return Counter(label=jumpers * (1 + legs), patch_in_rack=jumpers)


def land_trunk(legs_used: int, legs_idle: int = 0) -> Counter[str]:
    """One end of a labelled trunk: dress, fan out and plug the legs in use, park the idle ones."""
    acts = Counter(dress_trunk=1, breakout_leg=legs_used, inspect_clean_plug=legs_used)
    return acts + Counter({PARKING: legs_idle})


def land_jumpers(jumpers: int) -> Counter[str]:
    """One end of single jumpers: dress and plug each."""
    return Counter(dress=jumpers, inspect_clean_plug=jumpers)


def land_bundle(jumpers: int) -> Counter[str]:
    """One end of a taped bundle: dressed like a trunk, each jumper plugged by itself."""
    return Counter(dress_trunk=1, inspect_clean_plug=jumpers)


EARLY_ACTS = frozenset({"drop_end"})
"""Acts of the default table that only plans with work before the racks are ready have: others keep their tables."""


def drop_ends(ends: int) -> Counter[str]:
    """Lowering ends that wait, coiled, at the tray above a rack: into the rack, to where they are dressed."""
    return Counter(drop_end=ends)


PANEL_ACTS = frozenset({"mount_panel"})
"""Acts of the default table that only projects have whose inventory offers panels: others keep their tables."""


def mount_panels(panels: int) -> Counter[str]:
    """Mounting panels in their racks, where the first trunk is landed at them."""
    return Counter(mount_panel=panels)


def test_lanes(lanes: int) -> Counter[str]:
    """The loss test of each lane of a trunk between panels, before any cord is plugged in."""
    return Counter(test_olts_mpo=lanes)


def test_links(links: int) -> Counter[str]:
    """Testing links that are plugged and powered at both ends."""
    return Counter(test_link=links)


def unavoidable(links: int, connectors: int, optics: int, uninspected: int = 0) -> Counter[str]:
    """The work of every plan: plugging every connector, inserting the optics and one test per link.

    `uninspected` further connectors have no end face, in a table that states their act.
    """
    acts = Counter(inspect_clean_plug=connectors, insert_optic=optics, test_link=links)
    return acts + Counter({PLUG_COPPER: uninspected})
