"""One design of a network with the results of its placements, and in words why it was kept or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fabric.optimize import DesignTask
from fabric.plan import Plan, Trial
from fabric.search.plan_order import compare_trial


@dataclass
class Contender:
    """One design of a network, and the results of its placements."""

    task: DesignTask
    """The design, and all that its placement, cables and schedule depend on."""
    plan: Plan | None = None
    """Its best plan; None where none was completed."""
    estimate_s: int | None = None
    """Install time of its best placement in seconds, estimated from places and work; None where it has none."""
    refusal: str = ""
    """The reason why a placement could not be made or completed; '' where all could."""

    is_proven: bool = False
    """Whether the refusal holds wherever switches stand."""

    @property
    def name(self) -> str:
        """The name of the design."""
        return self.task.design.name

    @property
    def has_failed(self) -> bool:
        """Whether it was tried and gave no plan."""
        return bool(self.refusal) and self.plan is None


def explain_refusals(label: str, contenders: Sequence[Contender]) -> list[str]:
    """The reasons why no design of a network has a plan: a proof only where counts alone refuse each design."""
    reasons = [f"{contender.name}: {contender.refusal}" for contender in contenders]
    if all(contender.is_proven for contender in contenders):
        return [f"{label}no design can be installed on this floor; counts prove it for each", *reasons]
    tried = f"{len(contenders)} {'design' if len(contenders) == 1 else 'designs'} tried in several places each"
    return [f"{label}no plan found, {tried}; this does not prove that there is none", *reasons]


def list_trials(contenders: Sequence[Contender], best: Plan, chosen: int, unfinished: str) -> list[Trial]:
    """The fate of each contender; `best` is the plan that the contender of number `chosen` gave."""
    return [
        _chosen_trial(contender, best) if number == chosen else _lost_trial(contender, best, unfinished)
        for number, contender in enumerate(contenders)
    ]


def _chosen_trial(contender: Contender, best: Plan) -> Trial:
    """The fate of the design of the best plan."""
    summary = best.summary
    figures = summary.install_time_s, summary.work_ms, summary.cost_cents
    return Trial(best.designs[-1], "chosen", *figures, estimate_s=contender.estimate_s)


def _lost_trial(contender: Contender, best: Plan, unfinished: str) -> Trial:
    """The fate of any other design."""
    if contender.plan is not None:
        summary = contender.plan.summary
        figures = summary.install_time_s, summary.work_ms, summary.cost_cents
        trial = Trial(contender.plan.designs[-1], "", *figures, estimate_s=contender.estimate_s)
        return replace(trial, reason=compare_trial(trial, best))
    if contender.refusal:
        return Trial(contender.name, contender.refusal)
    if unfinished:
        return Trial(contender.name, f"not completed: {unfinished}")
    bound, estimate_s = contender.task.bound, contender.estimate_s
    least = f"{bound.time_s / 3600:.2f} h and {bound.work_ms / 3_600_000:.1f} person-hours"
    about = "" if estimate_s is None else f", the best at {estimate_s / 3600:.2f} h"
    reason = f"its placements are estimated to be no better than the best plan{about} (its bound: {least})"
    return Trial(contender.name, reason, estimate_s=estimate_s, bound_s=bound.time_s)


def renew_trials(trials: Sequence[Trial], plan: Plan) -> tuple[Trial, ...]:
    """The trials of a plan after its switches moved or its cables changed: the names of its designs, and its figures.

    Designs of the last network that were completed are compared with it anew.
    """
    networks = [network.id for network in plan.project.request.networks]
    labels = [f"{network}: " for network in networks] if len(networks) > 1 else [""]
    names = {label: label + design for label, design in zip(labels, plan.designs, strict=True)}
    summary, last = plan.summary, labels[-1]
    figures = summary.install_time_s, summary.work_ms, summary.cost_cents
    found = []
    for trial in trials:
        label = trial.design[: trial.design.index(": ") + 2] if len(networks) > 1 else ""
        if trial.reason == "chosen":
            chosen = replace(trial, design=names[label])
            if label == last:
                chosen = replace(chosen, install_time_s=figures[0], work_ms=figures[1], cost_cents=figures[2])
            found.append(chosen)
        elif label == last and trial.install_time_s is not None:
            found.append(replace(trial, reason=compare_trial(trial, plan)))
        else:
            found.append(trial)
    return tuple(found)
