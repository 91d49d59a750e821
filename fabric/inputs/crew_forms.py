"""The forms of `crew.yaml` and `labour.csv`."""

from typing import Annotated

from fabric.project import MOST_TECHNICIANS
from fabric.vocabulary import Weekday
from layouts import Day, Flag, Form, Hours, Minutes, Moment, Name, Quantity, Text, TimeOfDay, about


class BreakForm(Form):
    """A break in a shift."""

    after_h: Hours = about("Hours after the start of the shift")
    minutes: Quantity = about("Length in minutes")


class ShiftForm(Form):
    """A shift that is worked every day, or on some days of the week."""

    id: Name = about("Name of the shift")
    start: TimeOfDay = about("Start, such as 06:00")
    hours: Hours = about("Length in hours")
    technicians: Annotated[int, about("Technicians at work", strict=True, ge=1, le=MOST_TECHNICIANS)]
    skills: dict[Name, Quantity] = about(
        "Number of technicians with a skill. Only `testing` counts: a crew that tests links needs one such technician",
        {},
    )
    breaks: list[BreakForm] = about("Breaks, during which the working clock stops", [])
    days: list[Weekday] | None = about(
        "Days of the week on which the shift begins; a shift over midnight ends on the next day. Default: every day. "
        "Days need racks_ready in request.yaml",
        None,
        min_length=1,
    )


class RisksForm(Form):
    """Delays and mistakes that simulations draw at random."""

    error_rate: Annotated[
        float,
        about("Share of links with a mistake, which its test finds and the crew then mends", strict=True, ge=0, le=1),
    ] = 0.02
    late_minutes: Annotated[
        float, about("Average delay of the start of a shift in minutes", strict=True, ge=0, le=240)
    ] = 10
    absence_rate: Annotated[float, about("Probability that a technician misses a shift", strict=True, ge=0, lt=1)] = (
        0.03
    )
    scatter: Annotated[
        float,
        about(
            "Standard deviation of the time of one package, as a share of the crew's usual time",
            strict=True,
            ge=0,
            le=1,
        ),
    ] = 0.2


class EarlyWindowForm(Form):
    """The time in which some work may be done before the racks are ready, in the shifts of these days."""

    start: Moment | None = about(
        "Moment from which it may be done, such as 2026-12-01T06:00. Default: as early as its work needs", None
    )
    end: Moment | None = about(
        "Moment by which it is done, not after racks_ready of request.yaml. Default: racks_ready", None
    )


class IntegratedForm(Form):
    """Racks that arrive cabled inside, as an integrator delivers them."""

    racks: list[Name] | None = about(
        "The racks, such as [A01, A02]. Their devices, transceivers and the cords inside each of them are in place on "
        "arrival; what leaves a rack is cabled on site. Default: all racks",
        None,
        min_length=1,
    )


class PrepareForm(Form):
    """Work that may be done before the racks are ready. What does not fit its window is done afterwards."""

    trunks: EarlyWindowForm | None = about(
        "Lay trunks and taped bundles into the pathways before the racks stand; {} sets no limit to the time. Their "
        "ends wait, coiled, at the tray. Default: they are laid after the racks are ready",
        None,
    )
    bundling: EarlyWindowForm | None = about(
        "Kit cables at a table before the racks are ready: stage them, label single cables, tape bundles; only pulls "
        "that are not laid before. Either the same window as that of trunks, or one that does not overlap it. Default: "
        "all of this is done when a cable is laid",
        None,
    )
    panels: EarlyWindowForm | None = about(
        "Mount the panels that the planner places in the empty racks, and lay, land and test the trunks between them, "
        "before the racks are ready. The window is the time in which the frames stand. Either a window of the others, "
        "or one that overlaps none. Default: all of this is done after the racks are ready",
        None,
    )
    optics: EarlyWindowForm | None = about(
        "Insert transceivers at a table, in the staging area of new switches and devices, before these go into their "
        "racks. Of `equipment.yaml` these are the devices with the status `planned` or `staged`; hosts that arrive "
        "mounted in their racks are `installed`. Either a window of the others, or one that overlaps none. Default: "
        "transceivers are inserted in the racks",
        None,
    )
    integrated: IntegratedForm | None = about(
        "Racks that arrive cabled inside: their inside takes no time and no person-hours on site, but for the tests. "
        "Default: all racks are cabled on site",
        None,
    )


class CrewForm(Form):
    """The technicians, their shifts and their breaks."""

    shifts: list[ShiftForm] = about("Shifts of a day, in order of their start", min_length=1)
    crew_size: Annotated[int, about("Technicians in a crew", strict=True, ge=1, le=8)] = 2
    utilisation: Annotated[
        float,
        about(
            "Share of the paid time in shifts that crews spend on acts. The minutes of the labour table are time at "
            "work: divided by it, they are paid time",
            strict=True,
            ge=0.3,
            le=1,
        ),
    ] = 1.0
    hand_over: Flag = about("Whether work on one package may continue after a break or in the next shift", False)
    risks: RisksForm = about("Delays and mistakes for simulations; the defaults are assumptions", RisksForm())
    holidays: list[Day] = about(
        "Days on which no shift begins, such as [2027-01-01]. They need racks_ready in request.yaml", []
    )
    prepare: PrepareForm | None = about("Work that may be done before the racks are ready. Default: none", None)
    crews_per_rack_face: Annotated[
        int | None,
        about(
            "Crews that may open, insert transceivers, land cables and test at one face of one rack at once. Laying "
            "cables in the pathways above does not count. Default: as many as the place holds",
            strict=True,
            ge=1,
            le=10,
        ),
    ] = None
    pulls_first: Flag = about(
        "Whether all pulls into a rack are laid before the first end is landed there: tray and drop are dressed once, "
        "and no cable is pulled over plugged ends. Cords inside a rack do not count, nor do trunks and bundles that "
        "are laid before the racks are ready",
        False,
    )


class LabourForm(Form):
    """The time that one act takes."""

    act: Name = about("Act")
    unit: Text = about("Unit: assembly, m, end, leg end, connector, cage, link, rack, ...", "")
    person_minutes: Minutes = about("Person-minutes per unit")
    crew: Quantity | None = about("Technicians that the act takes; no crew may be smaller", None)
    most: Quantity | None = about(
        "Technicians that can work on one such act at a time: more of a crew gain nothing. Not below `crew`", None
    )
    low: Minutes | None = about("Optimistic figure, in person-minutes per unit", None)
    high: Minutes | None = about("Pessimistic figure, in person-minutes per unit", None)
    source: Text = about("Source of the figure", "stated by the project")
    confidence: Text = about("published..., or assumed", "stated by the project")
