"""What a plan rests on that nobody measured, and the rules that nobody checked: both are printed with every plan."""

from collections import Counter
from collections.abc import Sequence

from fabric.designs.design import Design
from fabric.project import Project
from fabric.rules import Channel, Part, list_unchecked_losses


def list_assumptions(project: Project, designs: Sequence[Design]) -> tuple[str, ...]:
    """Figures that are assumed, from memory or secondary, of everything the plan may use."""
    lines = []
    assumed = sorted(rate.act for rate in project.labour.rates.values() if rate.confidence == "assumed")
    if assumed:
        lines.append(
            f"labour: {len(assumed)} of {len(project.labour.rates)} figures are assumed defaults ({', '.join(assumed)})"
        )
    models = {model for design in designs for model in design.models} | {device.model for device in project.devices}
    parts = [project.catalog.device_types[model] for model in sorted(models)]
    rows = [(part.model, part.confidence, part.source) for part in parts]
    used = {group for design in designs for stage in design.stages for group in (stage.a_group, stage.b_group)}
    rows += [(g.model, g.confidence, g.source) for part in parts for g in part.port_groups if g in used]
    for medium in (medium for design in designs for medium in design.media):
        for item in (medium.a_optic, medium.b_optic, *medium.cables, *medium.trunks):
            if item is not None:
                rows.append((item.model, item.confidence, item.source))
    for model, confidence, source in dict.fromkeys(rows):
        if confidence != "published":
            lines.append(f"{model}: {confidence} ({source})")
    lines += [f"catalogue: {note}" for note in project.catalog.notes]
    if project.crew.idle_technicians:
        lines.append(
            f"crew: {project.crew.idle_technicians} technicians have no crew of {project.crew.crew_size} and stay idle"
        )
    lines.append("prices: those of the catalogue are assumed unless a lot states one")
    if project.request.racks_ready is None:
        lines.append("dates: racks_ready is not stated, so arrivals and lead times are not held against it")
    elif project.request.order_date is None:
        lines.append("dates: assemblies to order are taken to be ordered early enough for racks_ready")
    return tuple(lines)


def list_unchecked(designs: Sequence[Design]) -> tuple[str, ...]:
    """Rules of the trade that are not checked on these links: for want of a figure, or in this version."""
    losses: Counter[str] = Counter()
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
    return (
        *(f"optical {reason}: {count:,} links" for reason, count in sorted(losses.items())),
        "bend radius at rest and while pulling",
        "distance from power cables",
        "airflow direction of devices against the aisle",
        "skills of technicians other than testing",
        "side of the rack on which cables rise (bundles are not split left and right)",
    )
