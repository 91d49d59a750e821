"""crew.yaml to `CrewPlan`."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

from fabric.inputs.crew_forms import CrewForm, ShiftForm
from fabric.inputs.preparation_reader import read_preparation
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.project import SLOT_PEOPLE, TESTING, WEEKDAYS, CrewPlan, Risks, Shift
from layouts import Document, Fault, InputError, KeyPath, mend_form, s_from_hours, sure_faults


def read_crew(path: Path, notes: list[str]) -> CrewPlan:
    """Shifts, crews and risks. Old names are added to `notes`. Raises InputError with all faults."""
    document = read_with_new_names(path, notes)
    mended = mend_form(CrewForm, document)
    form = mended.form
    if form is None:
        raise InputError(mended.faults)
    found = _shift_faults(document, form, notes)
    faults = [*mended.faults, *sure_faults(document, _resting(mended.places, len(form.shifts)), found)]
    shifts = tuple(
        Shift(
            id=shift.id,
            start_minute=int(shift.start[:2]) * 60 + int(shift.start[3:]),
            length_s=s_from_hours(shift.hours),
            technicians=shift.technicians,
            breaks_s=tuple((s_from_hours(item.after_h), item.minutes * 60) for item in shift.breaks),
            skills=tuple(sorted(shift.skills.items())),
            days=tuple(shift.days or ()),
        )
        for shift in form.shifts
    )
    risks = Risks(
        form.risks.error_rate, round(60 * form.risks.late_minutes), form.risks.absence_rate, form.risks.scatter
    )
    crew = CrewPlan(
        shifts=shifts,
        crew_size=form.crew_size,
        hand_over=form.hand_over,
        risks=risks,
        holidays=tuple(form.holidays),
        prepare=read_preparation(form.prepare),
        crews_per_rack_face=form.crews_per_rack_face,
        pulls_first=form.pulls_first,
        slot_people=SLOT_PEOPLE,
        utilisation_pct=round(100 * form.utilisation),
    )
    if faults:
        raise InputError(faults, partial=crew)
    return crew


def _shift_faults(document: Document, form: CrewForm, notes: list[str]) -> list[Fault]:
    """Shifts without a crew, breaks that do not fit, shifts that overlap, skills that limit nothing."""
    faults: list[Fault] = []
    for index, shift in enumerate(form.shifts):
        faults += _skill_faults(document, index, shift, notes)
        if shift.technicians < form.crew_size:
            technicians = f"{shift.technicians} technician{'' if shift.technicians == 1 else 's'}"
            faults.append(
                document.fault(
                    ("shifts", index, "technicians"),
                    f"{technicians} cannot form a crew of {form.crew_size}",
                    "Add technicians or lower crew_size",
                )
            )
        for number, item in enumerate(shift.breaks):
            if item.after_h * 60 + item.minutes > shift.hours * 60:
                faults.append(
                    document.fault(
                        ("shifts", index, "breaks", number),
                        f"the break begins after {item.after_h:g} h and takes {item.minutes} min, the shift has "
                        f"{shift.hours:g} h",
                        "Move the break into the shift",
                    )
                )
        pauses = sorted((item.after_h * 60, item.minutes) for item in shift.breaks)
        if any(start + minutes > after for (start, minutes), (after, _) in pairwise(pauses)):
            faults.append(document.fault(("shifts", index, "breaks"), "two breaks overlap", "Move one of them"))
        if sum(item.minutes for item in shift.breaks) >= shift.hours * 60:
            faults.append(
                document.fault(("shifts", index, "breaks"), "the breaks take the whole shift", "Shorten them")
            )
    faults += (
        document.fault(
            ("shifts", index),
            f"shift {form.shifts[index].id} has not ended when the next one begins",
            "List the shifts in the order of the day, and shorten one of the two",
        )
        for index in _overlapping(form.shifts)
    )
    return faults


def _overlapping(shifts: Sequence[ShiftForm]) -> list[int]:
    """Numbers of the shifts that have not ended when the next one of the week begins, in the order of the list.

    Shifts that are worked on other days may share hours.
    """
    week = [
        (24 * 60 * day + 60 * int(shift.start[:2]) + int(shift.start[3:]), 60 * shift.hours, number)
        for day, name in enumerate(WEEKDAYS)
        for number, shift in enumerate(shifts)
        if not shift.days or name in shift.days
    ]
    if not week:
        return []
    again = (week[0][0] + 7 * 24 * 60, *week[0][1:])
    return sorted(
        {number for (start, minutes, number), (then, _, _) in pairwise([*week, again]) if start + minutes > then}
    )


def _resting(places: tuple[KeyPath, ...], shifts: int) -> list[KeyPath]:
    """The places of wrong values, and those that are checked against them."""
    found = [*places]
    if ("crew_size",) in places:
        found += [("shifts", index, "technicians") for index in range(shifts)]
    if any(place[-1] in ("start", "hours") for place in places):
        found += [("shifts", index) for index in range(shifts)]
    return found


def _skill_faults(document: Document, index: int, shift: ShiftForm, notes: list[str]) -> Iterator[Fault]:
    """A skill that is nearly called testing is a fault; another one gets a note, since it limits nothing."""
    for skill in shift.skills:
        path = ("shifts", index, "skills", skill)
        if skill == TESTING:
            continue
        if get_close_matches(skill.lower(), [TESTING, "test", "tester", "testers"], 1, 0.75):
            yield document.fault(
                path, f"there is no skill '{skill}': only '{TESTING}' counts", f"Write '{TESTING}' instead"
            )
        else:
            place = f"{document.name}:{document.line_of(path)}"
            notes.append(f"{place}: the skill '{skill}' limits nothing: only '{TESTING}' counts")
