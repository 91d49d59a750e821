"""A plan with its reader's options, as every document uses it: rows, selection, lookups."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property

from fabric.plan import Plan, plan_id, plan_of_cords
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.link_rows import LinkRows
from fabric.sheets.rows.options import PLAIN, Options
from fabric.sheets.rows.plan_index import PlanIndex
from fabric.sheets.rows.selected import Selected
from fabric.sheets.rows.standing import StandingPlug, list_standing
from fabric.sheets.rows.step import Step
from fabric.sheets.rows.steps import list_steps


class PlanRows:
    """Rows of one plan for one set of options; everything is made once, when it is first asked for."""

    def __init__(self, plan: Plan, options: Options = PLAIN):
        self.plan, self.options, self.site = plan_of_cords(plan), options, plan.project.site
        self.whole = plan
        """The plan with its links from device to device, which may run over panels."""
        self.index = PlanIndex(self.plan, plan)
        self._rows = LinkRows(self.index)

    def renewed(self) -> "PlanRows":
        """The same links and lookups, without what documents made of them: so that this does not stay in memory."""
        other = copy(self)
        for name in ("selected", "steps", "standing"):
            vars(other).pop(name, None)
        return other

    @property
    def links(self) -> tuple[LinkRow, ...]:
        """All rows, in order of assemblies and legs."""
        return self._rows.all

    @property
    def by_pull(self) -> Mapping[int, list[LinkRow]]:
        """The rows of each pull (by index)."""
        return self._rows.by_pull

    @property
    def by_assembly(self) -> Mapping[int, list[LinkRow]]:
        """The rows of each assembly (by index), leg by leg."""
        return self._rows.by_assembly

    @cached_property
    def selected(self) -> Selected:
        """The part of the plan that the sheets are for."""
        return Selected(self.index, self.links, self.options.selection)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that the sheets are for, crew by crew in order of work."""
        return list_steps(self.index, self.by_pull, self.selected)

    @cached_property
    def standing(self) -> tuple[StandingPlug, ...]:
        """The plugs of existing cables, in the racks that the sheets are for."""
        racks = self.selected.racks
        return tuple(plug for plug in list_standing(self.plan) if not self.options.selection or plug.rack in racks)

    @cached_property
    def origin(self) -> str:
        """The foot of every page: site, networks, plan, revision, what they supersede, date, selection and version."""
        plan, options = self.plan, self.options
        networks = ", ".join(network.id for network in plan.project.request.networks)
        parts = [plan.project.site.name, networks, f"plan {plan_id(self.whole)}"]
        parts += [f"revision {options.revision}"] if options.revision else []
        parts += [f"supersedes {options.supersedes}"] if options.supersedes else []
        ready = plan.project.request.racks_ready
        parts += [f"racks ready {ready:%Y-%m-%d}"] if ready else []
        parts += [f"only {options.selection}"] if options.selection else []
        return ", ".join([*parts, f"fabric-planner {plan.version}"])
