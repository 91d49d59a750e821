"""request.yaml to `Request`."""

from collections.abc import Collection, Iterator
from pathlib import Path

from fabric.catalog import Catalog
from fabric.inputs.clock_changes import note_clock_changes, zone_faults
from fabric.inputs.network_reader import note_choices, read_network
from fabric.inputs.network_rules import network_faults
from fabric.inputs.renamed_reader import read_with_new_names
from fabric.inputs.request_forms import RequestForm
from fabric.project import (
    END_FIELDS,
    AssemblyLimits,
    Contact,
    LabelGrammar,
    Request,
    Weights,
)
from layouts import Document, Fault, InputError, Site, cents_from_usd, exact, mend_form, sure_faults


def read_request(
    path: Path, catalog: Catalog | None, site: Site | None, notes: list[str], unsure: Collection[str] = frozenset()
) -> Request:
    """Networks, limits, dates and the objective. Names of rows are checked where the site could be read, those of
    models where the catalogue could; names of `unsure` have faults of their own.

    Old names are added to `notes`. Raises InputError with all faults.
    """
    document = read_with_new_names(path, notes)
    mended = mend_form(RequestForm, document)
    form = mended.form
    if form is None:
        raise InputError(mended.faults)
    found = list(network_faults(document, form, catalog, unsure)) if catalog else []
    found += _limit_faults(document, form, catalog, unsure)
    found += _date_faults(document, form)
    found += zone_faults(document, form)
    notes += note_clock_changes(form)
    notes += note_choices(form.networks)
    found += _first_faults(document, form)
    found += _phase_faults(document, form, site)
    weights = Weights(form.weights.install_hour, form.weights.person_hour, form.weights.usd)
    label = LabelGrammar(form.label.end, form.label.between)
    found += _label_faults(document, label)
    found += _weight_faults(document, form, weights)
    faults = [*mended.faults, *sure_faults(document, mended.places, found)]
    request = Request(
        networks=tuple(read_network(network, number) for number, network in enumerate(form.networks)),
        limits=_limits(form),
        racks_ready=form.racks_ready,
        order_date=form.order_date,
        deadline=form.deadline,
        budget_cents=None if form.budget_usd is None else cents_from_usd(form.budget_usd),
        objective=form.objective,
        tolerance_ppm=None if form.tolerance_pct is None else exact(form.tolerance_pct, 10_000, "millionth"),
        first=tuple(form.first),
        phases=_phases(form, site),
        weights=weights,
        label=label,
        seed=form.seed,
        contact=Contact(form.contact.name, form.contact.telephone) if form.contact else None,
    )
    if faults:
        raise InputError(faults, partial=request)
    return request


def _limit_faults(
    document: Document, form: RequestForm, catalog: Catalog | None, unsure: Collection[str]
) -> Iterator[Fault]:
    """Sizes of trunks that nobody makes. A model whose own row is faulty may have any size."""
    if catalog and any(catalog.kind_of(model) is None for model in unsure):
        return
    made = sorted({trunk.legs for trunk in catalog.trunks.values()} if catalog else ())
    for number, legs in enumerate(form.limits.trunk_legs):
        if made and legs not in made:
            yield document.fault(
                ("limits", "trunk_legs", number),
                f"no trunk of the catalogue has {legs} legs",
                f"Use some of {made}, or add a row to catalog/trunks.csv",
            )


def _first_faults(document: Document, form: RequestForm) -> Iterator[Fault]:
    """Networks that come first and are named twice, or do not exist."""
    known = {network.id for network in form.networks}
    for number, name in enumerate(form.first):
        if name not in known or name in form.first[:number]:
            yield document.fault(
                ("first", number),
                f"{name} is {'named twice' if name in known else 'not a network of this request'}",
                f"Name each network once. There are: {', '.join(sorted(known))}",
            )


def _weight_faults(document: Document, form: RequestForm, weights: Weights) -> Iterator[Fault]:
    """Weights that are not stated, that weigh nothing, or that another objective does not use."""
    if form.objective == "weighted" and "weights" not in form.model_fields_set:
        remedy = "State them, such as weights: {install_hour: 100, person_hour: 1, usd: 0.001}"
        yield document.fault(("objective",), "the objective weighted needs weights", remedy)
    if form.objective == "weighted" and not any((weights.install_hour, weights.person_hour, weights.usd)):
        yield document.fault(("weights",), "all weights are 0", "State the worth of an hour or a dollar")
    if form.objective != "weighted" and "weights" in form.model_fields_set:
        message = f"weights have no effect on the objective {form.objective}"
        yield document.fault(("weights",), message, "Write objective: weighted")


def _limits(form: RequestForm) -> AssemblyLimits:
    limits = form.limits
    return AssemblyLimits(
        trunk_legs=tuple(sorted(limits.trunk_legs)),
        bundle_jumpers=limits.bundle_jumpers,
        custom_kinds=limits.custom_kinds,
        fibers=tuple(limits.fibers),
        spares_pct=int(limits.spares_pct),
    )


def _phase_faults(document: Document, form: RequestForm, site: Site | None) -> Iterator[Fault]:
    """Phases that name a row twice, or one that the site does not have."""
    seen: set[str] = set()
    known = {row.id for row in site.rows} if site else None
    yield from _row_phase_faults(document, form, site)
    for number, rows in enumerate(form.phases):
        for index, row in enumerate(rows):
            if row in seen or (known is not None and row not in known):
                yield document.fault(
                    ("phases", number, index),
                    f"{row} is {'named twice' if row in seen else 'not a row of site.yaml'}",
                    f"Name each row once{'. There are: ' + ', '.join(sorted(known)) if known else ''}",
                )
            seen.add(row)


def _row_phase_faults(document: Document, form: RequestForm, site: Site | None) -> Iterator[Fault]:
    """Phases that are stated both here and in site.yaml agree on every row."""
    phase_of = {row: number for number, rows in enumerate(form.phases, start=1) for row in rows}
    if not site or not form.phases or all(row.phase == 1 for row in site.rows):
        return
    for row in site.rows:
        if phase_of.get(row.id, 1) != row.phase:
            yield document.fault(
                ("phases",),
                f"row {row.id} is of phase {phase_of.get(row.id, 'none')} here and of phase {row.phase} in site.yaml",
                "State the phases in one of the two files",
            )


def _phases(form: RequestForm, site: Site | None) -> tuple[tuple[str, ...], ...]:
    """The rows of each build phase: as the request lists them, else as site.yaml numbers its rows.

    One phase for all rows is not a phase: nothing is handed over earlier than the rest.
    """
    last = max((row.phase for row in site.rows), default=1) if site else 1
    if form.phases or not site or last == 1:
        return tuple(tuple(rows) for rows in form.phases)
    return tuple(tuple(row.id for row in site.rows if row.phase == phase) for phase in range(1, last + 1))


def _label_faults(document: Document, label: LabelGrammar) -> Iterator[Fault]:
    """Label templates with unknown fields, or that give two ends the same name."""
    unknown = sorted(set(label.fields) - set(END_FIELDS))
    if unknown:
        yield document.fault(
            ("label", "end"), f"there is no field {', '.join(unknown)}", f"Use some of {', '.join(END_FIELDS)}"
        )
    place = "device" in label.fields or {"rack", "u"} <= set(label.fields)
    if not unknown and not (place and {"port", "printed"} & set(label.fields)):
        yield document.fault(
            ("label", "end"),
            f"'{label.end}' does not distinguish two ends",
            "Name {rack} and {u}, or {device}; and {port} or {printed}",
        )


def _date_faults(document: Document, form: RequestForm) -> Iterator[Fault]:
    """Times are local to the site; the deadline is after racks_ready, the order date is not."""
    ready, deadline, order = form.racks_ready, form.deadline, form.order_date
    is_undated = ready is None and "racks_ready" not in document.data
    for key, moment in (("racks_ready", ready), ("deadline", deadline)):
        if moment is not None and moment.tzinfo is not None:
            yield document.fault(
                (key,), f"{moment.isoformat()} has a time zone", "Write the local time of the site, as shifts do"
            )
            return
        if moment is not None and not 2000 < moment.year < 2200:
            yield document.fault((key,), f"the year {moment.year} is out of range", "Use a year from 2001 to 2199")
            return
    if order is not None and is_undated:
        yield document.fault(
            ("order_date",),
            "order_date needs racks_ready, the day on which the material is needed",
            "State racks_ready as well",
        )
    if order is not None and ready is not None and order > ready.date():
        yield document.fault(("order_date",), "the order is after racks_ready", "Correct one of the two")
    if deadline is not None and is_undated:
        yield document.fault(
            ("deadline",),
            "a deadline needs racks_ready, the moment at which the clock starts",
            "State racks_ready as well",
        )
    if deadline is not None and ready is not None and deadline <= ready:
        yield document.fault(("deadline",), "the deadline is not after racks_ready", "Correct one of the two")
