"""labour.csv to `LabourTable`."""

from pathlib import Path

from fabric.catalog import HERE
from fabric.inputs.project_forms import LabourForm
from fabric.project import LabourRate, LabourTable
from layouts import Fault, InputError, ms_from_minutes, read_list


def read_labour(overrides: Path | None = None) -> LabourTable:
    """The default labour table, with the rows of a `labour.csv` in place of the defaults.

    Raises InputError with all faults.
    """
    faults: list[Fault] = []
    rates = {form.act: _rate(form, None) for _, _, form in read_list(HERE / "labour_default.csv", LabourForm, faults)}
    stated: set[str] = set()
    for document, path, form in read_list(overrides, LabourForm, faults) if overrides else []:
        if form.act in stated:
            faults.append(document.fault((*path, "act"), f"the act '{form.act}' has two rows", "Remove one of them"))
        stated.add(form.act)
        if form.act in rates:
            rates[form.act] = _rate(form, rates[form.act])
        else:
            faults.append(
                document.fault(
                    (*path, "act"), f"there is no act '{form.act}'", f"Use one of: {', '.join(sorted(rates))}"
                )
            )
    if faults:
        raise InputError(faults)
    return LabourTable(rates)


def _rate(form: LabourForm, default: LabourRate | None) -> LabourRate:
    person_ms = ms_from_minutes(form.person_minutes)
    return LabourRate(
        act=form.act,
        unit=default.unit if default else form.unit,
        person_ms=person_ms,
        crew=form.crew or (default.crew if default else 1),
        low_ms=person_ms if form.low is None else ms_from_minutes(form.low),
        high_ms=person_ms if form.high is None else ms_from_minutes(form.high),
        source=form.source,
        confidence=form.confidence,
    )
