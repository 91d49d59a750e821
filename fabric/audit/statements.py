"""What a plan states in words: its designs, the other designs considered, assumptions, unchecked rules, labels."""

import re
from collections import defaultdict
from collections.abc import Iterator

from fabric.audit.channel_view import ChannelView, list_channels
from fabric.audit.channels import loss_mdb
from fabric.audit.end_names import ENDS, EndNames
from fabric.audit.network_view import NetworkView, list_networks
from fabric.audit.rule import RuleGroup, Violation, rule
from fabric.plan import Plan, Trial
from fabric.project import Device, Panel
from layouts import Rack

NEVER_CHECKED = ("bend radius", "distance from power cables")
"""Rules of the trade that neither planner nor judge checks: every plan must say so."""


@rule("design-named")
def check_design_named(view: NetworkView) -> Iterator[Violation]:
    """The name of a design states the models of the switches that the plan adds, and their tiers and numbers."""
    plan = view.plan
    for network, name in zip(plan.project.request.networks, plan.designs, strict=False):
        if network.id == view.network.id:
            for found, allowed in (*_models(view, name), *_numbers(view, name)):
                yield Violation(
                    object=f"{view.name}: {name}", found=found, allowed=allowed, remedy="Make the plan again"
                )


def _models(network: NetworkView, name: str) -> Iterator[tuple[str, str]]:
    """Models of the network that the name of its design leaves out."""
    for model in sorted({device.model for device in network.own_switches}):
        if re.search(rf"(^|[\s,/+]){re.escape(model)}($|[\s,/+])", name) is None:
            yield "a design without it", f"{model}, which the plan uses"


def _numbers(network: NetworkView, name: str) -> Iterator[tuple[str, str]]:
    """Numbers of tiers, spines and cores in the name of a design that are not those of the network."""
    planes = network.network.planes
    rails = len({port // planes for ports in network.leaf_ports.values() for port in ports})
    parts = planes * (max(1, rails) if network.network.topology == "rail-only" else 1)
    roles = {role: {d.id for d in network.plan.devices if d.role == role} & network.near.keys() for role in ROLES}
    tiers = 3 if network.pairs["spine-core"] else 2 if network.has_spines else 1
    if network.network.spines_of is not None:
        return
    stated = re.search(r"(\d+) tiers?", name)
    if stated and int(stated[1]) != tiers:
        yield stated[0], str(tiers)
    spines = re.search(r"2 tiers, (\d+) spines", name)
    if spines and int(spines[1]) * parts != len(roles["spine"]):
        yield spines[0], f"{len(roles['spine'])} spines in all"
    cores = re.search(r"(\d+) cores", name)
    if cores and int(cores[1]) * planes != len(roles["core"]):
        yield cores[0], f"{len(roles['core'])} cores in all"


ROLES = ("spine", "core")
"""Tiers whose numbers of switches the name of a design states."""


@rule("trials-told")
def check_trials_told(view: EndNames) -> Iterator[Violation]:
    """The list of designs names the chosen one of each network; the last of them has the figures of the plan."""
    plan, summary = view.plan, view.plan.summary
    chosen = [trial for trial in plan.trials if trial.reason == "chosen"]
    for name in plan.designs:
        if not any(trial.design.endswith(name) for trial in chosen):
            yield Violation(object=name, found="not among the trials", allowed="chosen", remedy="Make the plan again")
    figures = summary.install_time_s, summary.work_ms, summary.cost_cents
    if chosen and _figures(chosen[-1]) != figures:
        yield Violation(
            object=chosen[-1].design,
            found="{} s, {} ms, {} cents".format(*_figures(chosen[-1])),
            allowed="{} s, {} ms, {} cents".format(*figures),
            remedy="Make the plan again",
        )


def _figures(trial: Trial) -> tuple[int | None, int | None, int | None]:
    return trial.install_time_s, trial.work_ms, trial.cost_cents


@rule("assumptions-said")
def check_assumptions_said(view: EndNames) -> Iterator[Violation]:
    """The plan names among its assumptions each act whose minutes are assumed, each model that it uses whose figures
    are not published, each remark on the catalogue, and the dates that are missing.
    """
    said = view.plan.assumptions
    for begin, word in _assumed(view.plan):
        if not any(line.startswith(begin) and word in line for line in said):
            yield Violation(
                object=word or begin,
                found="not among the assumptions",
                allowed=f"a line that begins with '{begin}'",
                remedy="Make the plan again",
            )


def _assumed(plan: Plan) -> Iterator[tuple[str, str]]:
    """The beginning of each line that must be said, and a word that must be in it."""
    project = plan.project
    for act, rate in sorted(project.labour.rates.items()):
        if rate.confidence == "assumed":
            yield "labour: ", act
    catalog = project.catalog
    types = {device.model for device in plan.devices}
    rows = [(model, catalog.device_types[model].confidence) for model in sorted(types)]
    rows += [(model, catalog.optics[model].confidence) for model in plan.optic_models]
    rows += [(kind.model, catalog.part(kind.model).confidence) for kind in plan.kinds]
    for model, confidence in dict.fromkeys(rows):
        if confidence != "published":
            yield f"{model}: {confidence}", ""
    for note in catalog.notes:
        yield f"catalogue: {note}", ""
    if project.request.racks_ready is None or project.request.order_date is None:
        yield "dates: ", ""
    if project.crew.prepare is not None:
        yield "before racks: ", ""


@rule("unchecked-said")
def check_unchecked_said(view: ChannelView) -> Iterator[Violation]:
    """The plan lists among its unchecked rules all that nothing checks, and optical loss where a figure is missing."""
    wanted = list(NEVER_CHECKED)
    if any(len(channel.optics) == 2 and loss_mdb(channel) is None for channel in view.channels):
        wanted.append("optical")
    for words in wanted:
        if not any(words in line for line in view.plan.unchecked):
            yield Violation(
                object=words, found="not among the unchecked rules", allowed="named", remedy="Make the plan again"
            )


@rule("ends-told-apart", stated=True)
def check_ends_told_apart(view: EndNames) -> Iterator[Violation]:
    """Labels give each end of a cable, at a device or a panel, a name of its own, unless the ends share a connector."""
    racks = {rack.id: rack for rack in view.plan.project.site.racks}
    texts = [_end_text(view.plan, device, racks.get(device.rack or "")) for device in view.plan.devices]
    ends: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for link in range(len(view.plan.links)):
        for end in ENDS:
            device, port = view.device(link, end), view.port(link, end)
            if port is not None:
                text = texts[view.device_number(link, end)].replace("{port}", port.printed)
                ends[text].add((device.id, port.printed))
    panels = view.plan.project.panels
    panel_texts = [_end_text(view.plan, panel, racks.get(panel.rack)) for panel in panels]
    for joint in view.plan.joints:
        text = panel_texts[joint.panel].replace("{port}", str(joint.port))
        ends[text].add((panels[joint.panel].id, str(joint.port)))
    for text, found in sorted(ends.items()):
        if len(found) > 1:
            first, second, *_ = sorted(found)
            yield Violation(
                object=text,
                found=f"{' '.join(first)} and {' '.join(second)}",
                allowed="a name for each end",
                remedy="Name {rack} and {u}, or {device}; and {port} or {printed} in label.end",
            )
            return


def _end_text(plan: Plan, device: Device | Panel, rack: Rack | None) -> str:
    """The name of an end at a device or panel, with `{port}` where its port stands."""
    side = device.side[:1].upper() if isinstance(device, Device) else ""
    unit = "" if device.position_half_ru is None else f"{device.position_half_ru / 2:g}{side}"
    fields = {
        "site": plan.project.site.name,
        "room": rack.room if rack else "",
        "row": rack.row if rack else "",
        "rack": device.rack or "",
        "u": unit,
        "device": device.id,
    }
    text = plan.project.request.label.end.replace("{printed}", "{port}")
    for key, value in fields.items():
        text = text.replace(f"{{{key}}}", value)
    return text


DESIGN_STATEMENTS = RuleGroup(views=list_networks, rules=(check_design_named,))
"""The rule on what a plan says of a network."""

STATEMENT_RULES = RuleGroup(
    views=lambda plan: [EndNames(plan)], rules=(check_trials_told, check_assumptions_said, check_ends_told_apart)
)
"""The rules on what a plan says of itself and of the ends of its links."""

CHANNEL_STATEMENTS = RuleGroup(views=list_channels, rules=(check_unchecked_said,))
"""The rule on what a plan says of its channels."""
