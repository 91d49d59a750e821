"""The task of installing one design, given the decisions so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from fabric.bounds import Bound, bound_design, list_standing_walks
from fabric.catalog import DeviceType
from fabric.designs import Design
from fabric.optimize.decisions import Decisions, RouteFinders
from fabric.project import Project
from fabric.rules import CandidateRacks, list_candidate_racks, occupy
from layouts import divide_up


@dataclass(frozen=True, kw_only=True)
class DesignTask:
    """One design of one network, and all that its placement, cables and schedule depend on."""

    project: Project
    """The project as asked for, with a rack for each device of the files."""
    project_so_far: Project
    """The same project with the switches of the earlier networks in their racks."""
    design: Design
    """Fabric with models and media, without racks."""
    decisions: Decisions
    """The networks before this one."""
    finders: RouteFinders
    """Route finders of the site, by medium and width."""
    racked_switches: Mapping[str, str]
    """Switches of the design that have a rack already, with it."""
    racks: CandidateRacks
    """The racks that may take the other switches, beside all devices so far."""
    bound: Bound
    """The bound of all plans for this design and the earlier networks."""

    @property
    def new_switches(self) -> int:
        """Number of switches that need a rack."""
        return len(self.design.fabric.switches) - len(self.racked_switches)


def prepare_task(
    project: Project, design: Design, decisions: Decisions, finders: RouteFinders, is_bounded: bool = True
) -> DesignTask:
    """The task of a design: its candidate racks and its bound; unless `is_bounded`, that of the networks before it."""
    project_so_far = replace(project, devices=decisions.devices)
    placed = project_so_far.device_by_id
    stand = {name: device.rack for name, device in placed.items() if device.rack}
    racked = {switch.id: stand[switch.id] for switch in design.fabric.switches if switch.id in stand}
    new_types = _list_new_types(project, design, racked)
    face = design.network.switch_face
    widest_um = max((trunk.eye_diameter_um for medium in design.media for trunk in medium.trunks), default=0)
    finder = finders(medium_of(design), divide_up(widest_um, 1000))
    racks = list_candidate_racks(project, finder, new_types, face, set(racked.values()), occupy(project_so_far))
    return DesignTask(
        project=project,
        project_so_far=project_so_far,
        design=design,
        decisions=decisions,
        finders=finders,
        racked_switches=racked,
        racks=racks,
        bound=_bound(project, design, decisions, finders, racked) if is_bounded else decisions.bound,
    )


def medium_of(design: Design) -> Literal["fiber", "copper"]:
    """The kind of pathway that the cables of a design need; fiber where it has both."""
    return "copper" if all(medium.fiber == "copper" for medium in design.media) else "fiber"


def _bound(
    project: Project, design: Design, decisions: Decisions, finders: RouteFinders, racked: Mapping[str, str]
) -> Bound:
    """The bound of all plans for a design and the earlier networks; `racked` are its switches that have a rack.

    Its routes pass every opening: without trunks, narrower openings may be passed. It leaves the devices that the
    request leaves to the planner without a rack.
    """
    asked = decisions.asked
    free = {device.id for device in asked.devices if device.rack is None}
    standing = {name: rack for name, rack in racked.items() if name not in free}
    given = {rack for name, rack in standing.items() if name in asked.device_by_id}
    types = _list_new_types(project, design, standing)
    floor = list_candidate_racks(asked, finders("", 0), types, design.network.switch_face, given, occupy(asked))
    walks = list_standing_walks(asked, design, finders("", 0))
    return bound_design(asked, design, floor, standing, decisions.bound, decisions.counted_racks, walks)


def _list_new_types(project: Project, design: Design, racked_switches: Mapping[str, str]) -> list[DeviceType]:
    """The types of the switches that need a rack."""
    models = {
        model
        for switch, model in zip(design.fabric.switches, design.models, strict=True)
        if switch.id not in racked_switches
    }
    return [project.catalog.device_types[model] for model in sorted(models)]


def list_trunk_siblings(task: DesignTask, is_bounded: bool = True) -> Iterator[DesignTask]:
    """The same task with trunks of one size only (largest first), without trunks, where single cables may run out
    with trunks alone, and without taped bundles.

    Each has its bound where it `is_bounded`. A limit on kinds of assemblies, a narrow opening or a short stock may ask
    for these. A pull of many links is also a chain of long packages, which placement does not see.
    """
    project, whole = task.project, task.design
    for design in (*_vary_trunks(whole), *_keep_trunks(project, whole), *_untape(project, whole)):
        yield prepare_task(task.project, design, task.decisions, task.finders, is_bounded)


def shorten_pulls(task: DesignTask, most_links: int) -> DesignTask:
    """The same task where no trunk and no bundle carries more than `most_links` links: shorter chains of work."""
    stages = tuple(replace(stage, most_links=most_links) for stage in task.design.stages)
    name = f"{task.design.name}, pulls of up to {most_links} links"
    return replace(task, design=replace(task.design, name=name, stages=stages))


def list_kept_media(task: DesignTask) -> Iterator[DesignTask]:
    """The same task with one medium for all links of a stage between racks, where these have a choice.

    Media are chosen by person-time. Where one place or one chain of work binds, one medium may be done earlier.
    """
    stages = task.design.stages
    if any(stage.mixes and any(other.is_copper_like for other in stage.others) for stage in stages):
        kept = tuple(replace(stage, mixes=False) for stage in stages)
        name = f"{task.design.name}, one medium between racks"
        yield replace(task, design=replace(task.design, name=name, stages=kept))


def _untape(project: Project, design: Design) -> Iterator[Design]:
    """The design with single jumpers instead of taped bundles, where it has any."""
    if project.request.limits.bundle_jumpers > 1 and any(medium.cables for medium in design.media):
        stages = tuple(replace(stage, is_taped=False) for stage in design.stages)
        yield replace(design, name=f"{design.name}, no bundles", stages=stages)


def _keep_trunks(project: Project, design: Design) -> Iterator[Design]:
    """The design with trunks alone where it has them and a lot of single cables is limited.

    The cheapest cover fills trunks and leaves the rest to single cables. Where these run out, a trunk with idle legs
    still serves.
    """
    limited = {lot.model for lot in project.inventory.lots if lot.quantity is not None}
    media = [stage.medium for stage in design.stages]
    if any(medium.trunks and limited & {cable.model for cable in medium.cables} for medium in media):
        bare = (replace(medium, cables=()) if medium.trunks else medium for medium in media)
        stages = tuple(replace(stage, medium=medium) for stage, medium in zip(design.stages, bare, strict=True))
        yield replace(design, name=f"{design.name}, trunks alone", stages=stages)


def _vary_trunks(design: Design) -> Iterator[Design]:
    """The design with trunks of one size only, and without trunks, where its links can be laid with them."""
    sizes = sorted({trunk.legs for medium in design.media for trunk in medium.trunks}, reverse=True)
    for allowed in [*(((size,) for size in sizes) if len(sizes) > 1 else ()), *([()] if sizes else [])]:
        media = tuple(
            replace(medium, trunks=tuple(trunk for trunk in medium.trunks if trunk.legs in allowed))
            for medium in design.media
        )
        if all(medium.cables or medium.trunks for medium in media):
            name = f"trunks of {allowed[0]} legs only" if allowed else "no trunks"
            stages = tuple(replace(stage, medium=m) for stage, m in zip(design.stages, media, strict=True))
            yield replace(design, name=f"{design.name}, {name}", stages=stages)
