"""Project folder to Project: reads every file, checks that they agree, collects all faults with their places."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from fabric.catalog import Catalog, read_catalog
from fabric.catalog.reader import HERE
from fabric.crew import CrewPlan, Risks, Shift
from fabric.equipment_reader import read_equipment
from fabric.inventory_reader import read_inventory
from fabric.labour import LabourRate, LabourTable
from fabric.naming import END_FIELDS, LabelGrammar
from fabric.network_form import NetworkForm
from fabric.network_rules import network_faults
from fabric.project import Project
from fabric.project_form import CrewForm, LabourForm, RequestForm
from fabric.request import ExtraMembers, FamilyShape, Limits, NetworkRequest, Request, Weights
from layouts.document import Document, read_yaml
from layouts.faults import Fault, InputError
from layouts.forms import fill_form
from layouts.read import read_list, read_site
from layouts.site import Site
from layouts.units import cents_from_usd, ms_from_minutes, s_from_hours

Value = TypeVar("Value")


def read_project(folder: Path | str) -> Project:
    """Reads a project folder. Raises InputError with every fault that its files have.

    All files that can be read are read before anything is raised, so that one run tells all.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(
            [Fault(str(folder), 0, "", "there is no such project folder", "Make one with 'fabric-planner init'")]
        )
    faults: list[Fault] = []

    def attempt(read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except InputError as error:
            faults.extend(error.faults)
            return None

    own_rows = folder / "catalog"
    site = attempt(lambda: read_site(folder))
    catalog = attempt(lambda: read_catalog(own_rows if own_rows.is_dir() else None))
    labour = attempt(lambda: read_labour(folder / "labour.csv"))
    crew = attempt(lambda: read_crew(folder / "crew.yaml"))
    request = attempt(lambda: read_request(folder / "request.yaml", catalog, site)) if catalog else None
    inventory = attempt(lambda: read_inventory(folder, catalog)) if catalog else None
    equipment = attempt(lambda: read_equipment(folder, site, catalog)) if site and catalog else None
    if site and catalog and labour and crew and request and inventory and equipment and not faults:
        faults += _crew_faults(crew, labour, request)
        if faults:
            raise InputError(faults)
        devices, panels, cables = equipment
        inventory = inventory.ordered_on(request.order_date)
        return Project(site, catalog, devices, panels, cables, inventory, request, crew, labour)
    raise InputError(faults)


def _crew_faults(crew: CrewPlan, labour: LabourTable, request: Request) -> Iterator[Fault]:
    """Acts that take more technicians than a crew has, among those that the request allows."""
    acts = ["stage_jumper", "pull_jumper", "patch_in_rack", "dress", "inspect_clean_plug", "insert_optic", "test_link"]
    if request.limits.trunk_legs or request.limits.bundle_jumpers > 1:
        acts += ["stage_trunk", "pull_trunk", "pull_trunk_per_m", "dress_trunk"]
    large = [act for act in acts if labour.rates[act].crew > crew.crew_size]
    if large:
        most = max(labour.rates[act].crew for act in large)
        yield Fault(
            "crew.yaml",
            0,
            "crew_size",
            f"a crew has {crew.crew_size} technicians, {', '.join(large)} take up to {most}",
            "Raise crew_size, lower 'crew' of the act in labour.csv, or set trunk_legs: [] and bundle_jumpers: 1",
        )


def read_labour(overrides: Path | None = None) -> LabourTable:
    """The default labour table with the rows of a `labour.csv` in place of its own."""
    faults: list[Fault] = []
    rates = {form.act: _rate(form, None) for _, _, form in read_list(HERE / "labour_default.csv", LabourForm, faults)}
    stated: set[str] = set()
    for document, path, form in read_list(overrides, LabourForm, faults) if overrides else []:
        if form.act in stated:
            faults.append(
                document.fault((*path, "act"), f"the act '{form.act}' stands twice", "Remove one of the rows")
            )
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


def read_crew(path: Path) -> CrewPlan:
    """Shifts and crews."""
    document = read_yaml(path)
    form = fill_form(CrewForm, document)
    faults = []
    for index, shift in enumerate(form.shifts):
        if shift.technicians < form.crew_size:
            faults.append(
                document.fault(
                    ("shifts", index, "technicians"),
                    f"{shift.technicians} technicians cannot form a crew of {form.crew_size}",
                    "Add technicians or lower crew_size",
                )
            )
        for number, item in enumerate(shift.breaks):
            if item.after_h * 60 + item.minutes > shift.hours * 60:
                faults.append(
                    document.fault(
                        ("shifts", index, "breaks", number),
                        f"the break ends {item.after_h:g} h and {item.minutes} min into a shift of {shift.hours:g} h",
                        "Move the break into the shift",
                    )
                )
        pauses = sorted((item.after_h * 60, item.minutes) for item in shift.breaks)
        if any(start + minutes > after for (start, minutes), (after, _) in pairwise(pauses)):
            faults.append(document.fault(("shifts", index, "breaks"), "two breaks overlap", "Move them apart"))
        if sum(item.minutes for item in shift.breaks) >= shift.hours * 60:
            faults.append(
                document.fault(("shifts", index, "breaks"), "the breaks take the whole shift", "Shorten them")
            )
    starts = [int(shift.start[:2]) + int(shift.start[3:]) / 60 for shift in form.shifts]
    for index, (shift, start) in enumerate(zip(form.shifts, starts, strict=True)):
        following = starts[index + 1] if index + 1 < len(starts) else starts[0] + 24
        if start + shift.hours > following:
            faults.append(
                document.fault(
                    ("shifts", index),
                    f"shift {shift.id} runs into the one after it",
                    "List shifts in order of the day, apart from each other",
                )
            )
    if faults:
        raise InputError(faults)
    shifts = tuple(
        Shift(
            shift.id,
            int(shift.start[:2]) * 60 + int(shift.start[3:]),
            s_from_hours(shift.hours),
            shift.technicians,
            tuple((s_from_hours(item.after_h), item.minutes * 60) for item in shift.breaks),
            tuple(sorted(shift.skills.items())),
        )
        for shift in form.shifts
    )
    risks = Risks(
        form.risks.error_rate, round(60 * form.risks.late_minutes), form.risks.absence_rate, form.risks.scatter
    )
    return CrewPlan(shifts, form.crew_size, form.hand_over, risks)


def read_request(path: Path, catalog: Catalog, site: Site | None) -> Request:
    """Networks, limits, dates and the objective; rows are checked where the site could be read."""
    document = read_yaml(path)
    form = fill_form(RequestForm, document)
    faults = list(network_faults(document, form, catalog))
    made = {trunk.legs for trunk in catalog.trunks.values()}
    for number, legs in enumerate(form.limits.trunk_legs):
        if legs not in made:
            faults.append(
                document.fault(
                    ("limits", "trunk_legs", number),
                    f"no trunk of the catalogue has {legs} legs",
                    f"Use some of {sorted(made)}, or add a row to catalog/trunks.csv",
                )
            )
    faults += _date_faults(document, form)
    weights = Weights(form.weights.install_hour, form.weights.person_hour, form.weights.usd)
    known = {network.id for network in form.networks}
    for number, name in enumerate(form.first):
        if name not in known or name in form.first[:number]:
            faults.append(
                document.fault(
                    ("first", number),
                    f"{name} is {'named twice' if name in known else 'no network of this request'}",
                    f"Name each once, of {', '.join(sorted(known))}",
                )
            )
    faults += _phase_faults(document, form, site)
    label = LabelGrammar(form.label.end, form.label.between)
    faults += _label_faults(document, label)
    if form.objective == "weighted" and not any((weights.install_hour, weights.person_hour, weights.usd)):
        faults.append(document.fault(("weights",), "all weights are 0", "Say what an hour or a dollar counts"))
    if form.objective != "weighted" and "weights" in form.model_fields_set:
        faults.append(
            document.fault(
                ("weights",), f"weights do nothing with objective {form.objective}", "Write objective: weighted"
            )
        )
    if faults:
        raise InputError(faults)
    limits = form.limits
    return Request(
        networks=tuple(_network(network, number) for number, network in enumerate(form.networks)),
        limits=Limits(
            tuple(sorted(limits.trunk_legs)), limits.bundle_jumpers, limits.custom_kinds, tuple(limits.fibers)
        ),
        racks_ready=form.racks_ready,
        order_date=form.order_date,
        deadline=form.deadline,
        budget_cents=None if form.budget_usd is None else cents_from_usd(form.budget_usd),
        objective=form.objective,
        first=tuple(form.first),
        phases=tuple(tuple(rows) for rows in form.phases),
        weights=weights,
        label=label,
        seed=form.seed,
    )


def _phase_faults(document: Document, form: RequestForm, site: Site | None) -> Iterator[Fault]:
    """Phases that name a row twice, or one that the site does not have."""
    seen: set[str] = set()
    known = {row.id for row in site.rows} if site else None
    for number, rows in enumerate(form.phases):
        for index, row in enumerate(rows):
            if row in seen or (known is not None and row not in known):
                yield document.fault(
                    ("phases", number, index),
                    f"{row} is {'named twice' if row in seen else 'no row of site.yaml'}",
                    f"Name each row once{', of ' + ', '.join(sorted(known)) if known else ''}",
                )
            seen.add(row)


def _label_faults(document: Document, label: LabelGrammar) -> Iterator[Fault]:
    """Templates with fields that there are not, or that give two ends the same name."""
    unknown = sorted(set(label.fields) - set(END_FIELDS))
    if unknown:
        yield document.fault(
            ("label", "end"), f"there is no field {', '.join(unknown)}", f"Use some of {', '.join(END_FIELDS)}"
        )
    place = "device" in label.fields or {"rack", "u"} <= set(label.fields)
    if not unknown and not (place and {"port", "printed"} & set(label.fields)):
        yield document.fault(
            ("label", "end"),
            f"'{label.end}' does not tell two ends apart",
            "Name {rack} and {u}, or {device}; and {port} or {printed}",
        )


def _network(form: NetworkForm, number: int) -> NetworkRequest:
    down, up = form.oversubscription
    shape = form.shape
    return NetworkRequest(
        id=form.id,
        topology=form.topology,
        port_group=form.port_group,
        extras=tuple(ExtraMembers(item.port_group, tuple(item.devices)) for item in form.extra),
        speed_gbps=form.speed_gbps,
        uplink_speed_gbps=form.uplink_speed_gbps,
        nodes_per_su=form.nodes_per_su,
        rails=form.rails,
        planes=form.planes,
        oversubscription=(down, up),
        tiers=form.tiers,
        leaves=form.leaves,
        spines=form.spines,
        uplinks_per_leaf=form.uplinks_per_leaf,
        uneven=form.uplink_spread == "within-one",
        leaf_per=form.leaf_per,
        redundancy=form.redundancy,
        peer_links=form.peer_links,
        external_links=form.external_links,
        spines_of=form.spines_of,
        direct=tuple(ExtraMembers(item.port_group, tuple(item.devices)) for item in form.direct),
        spare_ports=form.spare_ports,
        expansion_su=form.expansion_su,
        leaf_position=form.leaf_position,
        shape=FamilyShape(
            shape.hosts_per_switch,
            shape.switches_per_group,
            shape.global_links,
            shape.groups,
            tuple(shape.dimensions),
            tuple(shape.dimension_links),
            shape.order,
            shape.switches,
            shape.degree,
            shape.units_per_pod,
            shape.core_grouping,
        ),
        switch_models=tuple(form.switch_models),
        leaf_models=tuple(form.leaf_models),
        spine_models=tuple(form.spine_models),
        core_models=tuple(form.core_models),
        switch_face=form.switch_face,
        prefix=form.prefix if form.prefix is not None else ("" if number == 0 else f"{form.id}-"),
    )


def _date_faults(document: Document, form: RequestForm) -> Iterator[Fault]:
    """Dates are local to the site, the deadline comes after the racks and the order before them."""
    ready, deadline, order = form.racks_ready, form.deadline, form.order_date
    for key, moment in (("racks_ready", ready), ("deadline", deadline)):
        if moment is not None and moment.tzinfo is not None:
            yield document.fault(
                (key,), f"{moment.isoformat()} has a time zone", "Write the local time of the site, as shifts do"
            )
            return
        if moment is not None and not 2000 < moment.year < 2200:
            yield document.fault(
                (key,), f"the year {moment.year} is not of this century or the next", "Correct the date"
            )
            return
    if order is not None and ready is None:
        yield document.fault(
            ("order_date",), "lead times without racks_ready cannot be held", "State racks_ready as well"
        )
    if order is not None and ready is not None and order > ready.date():
        yield document.fault(("order_date",), "the order is after racks_ready", "Correct one of the two")
    if deadline is not None and ready is None:
        yield document.fault(
            ("deadline",), "a deadline without racks_ready cannot be held", "State racks_ready as well"
        )
    if deadline is not None and ready is not None and deadline <= ready:
        yield document.fault(("deadline",), "the deadline is not after racks_ready", "Correct one of the two")
