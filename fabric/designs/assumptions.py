"""The assumptions that a plan rests on, and the rules that are not checked. Both are printed with every plan."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fabric.catalog import TrunkType
from fabric.designs.design import Design
from fabric.project import Project, Request
from fabric.rules import Channel, Part, list_unchecked_losses
from fabric.vocabulary import CLOS


def list_assumptions(project: Project, designs: Sequence[Design]) -> tuple[str, ...]:
    """The figures that are assumed, from memory or from a secondary source, of everything that the plan may use."""
    return (
        *_list_assumed_labour(project),
        *_list_unpublished_parts(project, designs),
        *(f"catalogue: {note}" for note in project.catalog.notes),
        *_list_idle(project),
        *_list_cords(project, designs),
        "prices: those of the catalogue are assumed unless a stock lot states a price",
        *_list_missing_dates(project.request),
        *_list_crowded(project),
        *_list_early(project),
    )


def _list_assumed_labour(project: Project) -> Iterator[str]:
    """The acts of the labour table whose minutes are defaults."""
    rates = project.labour.rates
    assumed = sorted(rate.act for rate in rates.values() if rate.confidence == "assumed")
    if assumed:
        yield f"labour: {len(assumed)} of {len(rates)} figures are assumed defaults ({', '.join(assumed)})"


def _list_unpublished_parts(project: Project, designs: Sequence[Design]) -> Iterator[str]:
    """The parts of the catalogue that may be used and whose figures are not published, each once."""
    models = {model for design in designs for model in design.models} | {device.model for device in project.devices}
    types = [project.catalog.device_types[model] for model in sorted(models)]
    rows = [(item.model, item.confidence, item.source) for item in types]
    used = {group for design in designs for stage in design.stages for group in (stage.a_group, stage.b_group)}
    rows += [
        (group.model, group.confidence, group.source) for item in types for group in item.port_groups if group in used
    ]
    rows += [
        (part.model, part.confidence, part.source)
        for design in designs
        for medium in design.media
        for part in (medium.a_optic, medium.b_optic, *medium.cables, *medium.trunks)
        if part is not None
    ]
    rows += [(trunk.model, trunk.confidence, trunk.source) for trunk in _list_panel_trunks(project)]
    for model, confidence, source in dict.fromkeys(rows):
        if confidence != "published":
            yield f"{model}: {confidence} ({source})"


def _list_panel_trunks(project: Project) -> list[TrunkType]:
    """The trunks that may lie between placed panels: all of the inventory, where there are such panels."""
    stocked = {lot.model for lot in project.inventory.lots} if project.placed_panels else set[str]()
    return [trunk for trunk in project.catalog.trunks.values() if trunk.model in stocked]


def _list_idle(project: Project) -> Iterator[str]:
    """Technicians beyond the last whole crew."""
    crew = project.crew
    if crew.idle_technicians:
        yield f"crew: {crew.idle_technicians} technicians have no crew of {crew.crew_size} and stay idle"
    if crew.utilisation_pct < 100:
        yield f"crew: at work on acts {crew.utilisation_pct} % of the paid time ('utilisation'): hours are paid time"
    short = Counter(rate.most for rate in project.labour.rates.values() if rate.people(crew.crew_size) < crew.crew_size)
    if short:
        most = short.most_common(1)[0][0]
        yield f"crew: of {crew.crew_size} technicians, {most} work on most acts ('most' of labour.csv); the others wait"


def _list_cords(project: Project, designs: Sequence[Design]) -> Iterator[str]:
    """The existing cords, as links or as takers of ports, and the panels that no plan uses yet."""
    links = {cord for design in designs for cord in design.cords.ids}
    for design in designs:
        if design.cords.ids:
            yield f"existing cables are links of network {design.network.id}: {_name_some(design.cords.ids)}"
    others = [cable.id for cable in project.cables if cable.id not in links]
    if others:
        yield f"existing cables take their ports and are links of no network here: {_name_some(others)}"
    standing = [panel.id for panel in project.panels if not panel.placed]
    if standing:
        yield f"panels take their rack units, no cable is planned over them: {_name_some(standing)}"
    if project.placed_panels:
        yield (
            "placed panels: their weight is not counted; each port has the adapter that the polarity of its trunk "
            "needs, and its loss is that of one mated pair"
        )


def _name_some(ids: Sequence[str]) -> str:
    """The number of some ids, with the first ten of them."""
    return f"{len(ids)} ({', '.join(ids[:10])}{', ...' if len(ids) > 10 else ''})"


def _list_missing_dates(request: Request) -> Iterator[str]:
    """Dates that are not stated, with the assumption made instead."""
    if request.racks_ready is None:
        yield "dates: no racks-ready date is given (racks_ready), so deliveries and lead times are not checked"
    elif request.order_date is None:
        yield "dates: assemblies to order are taken to be ordered early enough for racks_ready"


def _list_crowded(project: Project) -> Iterator[str]:
    """Where several crews may work at one face of one rack."""
    most = project.crew.crews_per_rack_face
    if most is not None and most > 1:
        yield f"racks: up to {most} crews may work at one face of one rack at once (crews_per_rack_face)"


def _list_early(project: Project) -> Iterator[str]:
    """What work before the racks are ready rests on."""
    prepare = project.crew.prepare
    if prepare is None:
        return
    if prepare.trunks is not None:
        yield (
            "before racks: pathways are up and free, the places of the racks are marked and no rack is in the way; "
            "crews walk from pull to pull at no cost; coils wait at the trays unharmed"
        )
    if prepare.bundling is not None:
        yield "before racks: cables are there and kitted at a table; kits stand at their racks when these are ready"
    if prepare.optics is not None:
        yield (
            "before racks: new switches, and devices with the status planned or staged, stand in a staging area with "
            "their transceivers by the days of their lots (those without a day are there); they go into racks fitted"
        )
    if prepare.integrated is not None:
        yield (
            "before racks: racks that arrive cabled inside come with devices, transceivers and cords in place and "
            "tested; person-hours are those of the site, those of the factory are not counted"
        )
    if prepare.panels is not None and project.placed_panels:
        yield "before racks: empty racks stand where panels are mounted early, and their pathways are up and free"
    yield "before racks: simulations take this work as done in its time"
    ways = ("trunks", prepare.trunks), ("bundling", prepare.bundling), ("panels", prepare.panels)
    for key, window in (*ways, ("optics", prepare.optics)):
        if window is not None and window.start is None:
            yield f"before racks: prepare.{key} has no start, so there is time for all that it allows"


NO_LANES: Mapping[str, int] = {}
"""No link over a trunk between panels that gives no loss."""


def list_unchecked(designs: Sequence[Design], lanes: Mapping[str, int] = NO_LANES) -> tuple[str, ...]:
    """The rules of the trade that are not checked on these links, since a figure is missing or no check exists yet.

    `lanes` are the links over trunks between panels that give no loss, by the id of the trunk.
    """
    losses: Counter[str] = Counter({f"loss: {trunk} gives no loss": links for trunk, links in lanes.items()})
    for design in designs:
        for number, stage in enumerate(design.stages):
            links = int((design.fabric.links.stage == number).sum())
            medium = stage.medium
            parts: list[Part] = [*medium.cables, *medium.trunks]
            reasons = {
                reason
                for part in parts
                for reason in list_unchecked_losses(
                    Channel(stage.a_group, stage.b_group, medium.a_optic, medium.b_optic, ((part, 0),))
                )
            }
            for reason in sorted(reasons):
                losses[reason] += links
    formulas = [
        design.network.id
        for design in designs
        if design.network.needs.bisection_pct is not None and design.network.topology not in CLOS
    ]
    return (
        *(f"bandwidth between halves of network {name}: by the formula of its family" for name in formulas),
        *(f"optical {reason}: {count:,} links" for reason, count in sorted(losses.items())),
        "bend radius at rest and while pulling: printed on the sheets, not checked",
        "distance from power cables",
        "airflow direction of devices relative to the aisle",
        "technicians' skills, other than testing",
        "side of the rack and half of the tray of each pull: printed on the sheets, not checked",
        "time for the loss test of each leg before it is first plugged in, and for the check of each piece at goods-in "
        "(the schedule allows none)",
    )
