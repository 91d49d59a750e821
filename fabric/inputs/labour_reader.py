"""labour.csv to `LabourTable`."""

from collections.abc import Iterator
from pathlib import Path

from fabric.catalog import HERE
from fabric.inputs.crew_forms import LabourForm
from fabric.project import EARLY_ACTS, PANEL_ACTS, STATED_ACTS, LabourRate, LabourTable
from layouts import Document, Fault, InputError, KeyPath, ms_from_minutes, read_list


def read_labour(overrides: Path | None = None, has_early: bool = False) -> LabourTable:
    """The default labour table, with the rows of a `labour.csv` in place of the defaults.

    It has the acts of work before the racks are ready and of panels only where that is asked for (`has_early`), and
    those of `STATED_ACTS` only where the file has a row for them. Raises InputError with all faults.
    """
    faults: list[Fault] = []
    rates = {form.act: _rate(form, None) for _, _, form in read_list(HERE / "labour_default.csv", LabourForm, faults)}
    stated: set[str] = set()
    for document, path, form in read_list(overrides, LabourForm, faults) if overrides else []:
        if form.act in stated:
            faults.append(document.fault((*path, "act"), f"the act '{form.act}' has two rows", "Remove one of them"))
        stated.add(form.act)
        faults += _range_faults(document, path, form)
        faults += _crew_faults(document, path, form, rates.get(form.act))
        if form.act in rates:
            rates[form.act] = _rate(form, rates[form.act])
        else:
            faults.append(
                document.fault(
                    (*path, "act"), f"there is no act '{form.act}'", f"Use one of: {', '.join(sorted(rates))}"
                )
            )
    unused = (STATED_ACTS - stated) | (frozenset() if has_early else EARLY_ACTS | PANEL_ACTS)
    table = LabourTable({act: rate for act, rate in rates.items() if act not in unused})
    if faults:
        raise InputError(faults, partial=table)
    return table


def _range_faults(document: Document, path: KeyPath, form: LabourForm) -> Iterator[Fault]:
    """Simulations draw between low and high, so the figure lies between them."""
    low, high, figure = form.low, form.high, form.person_minutes
    if low is not None and high is not None and low > high:
        yield document.fault((*path, "low"), f"low {low:g} is above high {high:g}", "Exchange the two, or correct one")
        return
    if low is not None and low > figure:
        yield document.fault(
            (*path, "low"), f"low {low:g} is above person_minutes {figure:g}", "Correct one of the two"
        )
    if high is not None and high < figure:
        yield document.fault(
            (*path, "high"), f"high {high:g} is below person_minutes {figure:g}", "Correct one of the two"
        )


def _crew_faults(document: Document, path: KeyPath, form: LabourForm, default: LabourRate | None) -> Iterator[Fault]:
    """As many technicians can work on an act as it takes at least."""
    crew = form.crew or (default.crew if default else 1)
    if form.most is not None and form.most < crew:
        yield document.fault(
            (*path, "most"), f"most {form.most} is below crew {crew}", "Raise most, or lower crew of the act"
        )


def _rate(form: LabourForm, default: LabourRate | None) -> LabourRate:
    person_ms = ms_from_minutes(form.person_minutes)
    crew = form.crew or (default.crew if default else 1)
    most = form.most or (default.most if default else None)
    return LabourRate(
        act=form.act,
        unit=default.unit if default else form.unit,
        person_ms=person_ms,
        crew=crew,
        low_ms=person_ms if form.low is None else ms_from_minutes(form.low),
        high_ms=person_ms if form.high is None else ms_from_minutes(form.high),
        source=form.source,
        confidence=form.confidence,
        most=None if most is None else max(most, crew),
    )
