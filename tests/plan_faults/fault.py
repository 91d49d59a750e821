"""A planted fault, and the edits of plans that several faults share. Edits work on the plain values of a plan file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fabric import Plan
from fabric.audit import audit_plan
from fabric.plan.codec import from_plain, to_plain
from tests.plan_faults.plans import plan_of
from tests.plan_faults.settle import settle

Plain = dict[str, Any]
Edit = Callable[[Plain], object]


@dataclass(frozen=True, kw_only=True)
class PlanFault:
    """One fault in one sound plan."""

    plan: str
    """Name of the sound plan."""
    name: str
    """What is wrong, in words."""
    edit: Edit
    """Plants it."""
    rule: str
    """The rule that must find it."""
    settled: bool
    """Whether schedule and sums are made to agree with it, so that nothing else is left to find."""

    @property
    def title(self) -> str:
        """Plan and name."""
        return f"{self.plan}: {self.name}"

    def plant(self) -> Plan:
        """The plan with the fault.

        Raises CodecError where the loader already refuses it, ValueError where nothing is edited.
        """
        plain = to_plain(plan_of(self.plan))
        self.edit(plain)
        if plain == to_plain(plan_of(self.plan)):
            raise ValueError(f"{self.title}: the edit changes nothing")
        plan = from_plain(Plan, plain)
        return settle(plan) if self.settled else plan

    def rules_found(self) -> set[str]:
        """The rules that find something in the damaged plan."""
        return {finding.rule for finding in audit_plan(self.plant())}


FAULTS: list[PlanFault] = []
"""All faults, in the order in which they are listed."""


def fault(plan: str, name: str, rule: str, settled: bool = True) -> Callable[[Edit], Edit]:
    """Registers the edit that it decorates."""

    def register(edit: Edit) -> Edit:
        add(plan, name, rule, edit, settled)
        return edit

    return register


def add(plan: str, name: str, rule: str, edit: Edit, settled: bool = True) -> None:
    """Registers a fault."""
    FAULTS.append(PlanFault(plan=plan, name=name, rule=rule, edit=edit, settled=settled))


def network(plain: Plain, number: int = 0) -> Plain:
    """The request of a network."""
    found: Plain = plain["project"]["request"]["networks"][number]
    return found


def devices(plain: Plain, role: str) -> list[Plain]:
    """The devices of a role."""
    return [device for device in plain["devices"] if device["role"] == role]


def added(plain: Plain, role: str) -> Plain:
    """The first device of a role that the plan adds."""
    given = {device["id"] for device in plain["project"]["devices"]}
    return next(device for device in devices(plain, role) if device["id"] not in given)


def links(plain: Plain, stage: str, network_id: str | None = None) -> list[int]:
    """The links of a stage."""
    return [
        number
        for number, index in enumerate(plain["links"]["stage"])
        if plain["stages"][index]["name"] == stage and network_id in (None, plain["stages"][index]["network"])
    ]


def stage_of(plain: Plain, link: int) -> Plain:
    """The stage of a link."""
    found: Plain = plain["stages"][plain["links"]["stage"][link]]
    return found


def exchange(plain: Plain, first: int, second: int) -> None:
    """Exchanges the B ends of two links."""
    for column in ("b_device", "b_port"):
        values = plain["links"][column]
        values[first], values[second] = values[second], values[first]


def remove_links(plain: Plain, gone: Iterable[int]) -> None:
    """Takes links out, with the cables, pulls and transceivers that served them alone."""
    out = set(gone)
    keep = [link for link in range(len(plain["links"]["stage"])) if link not in out]
    old = {link: new for new, link in enumerate(keep)}
    ends = {
        (plain["links"][f"{end}_device"][link], plain["stages"][plain["links"]["stage"][link]][f"{end}_group"])
        for link in keep
        for end in "ab"
    }
    _keep_rows(plain["links"], keep)
    _keep_rows(plain["segments"], [i for i, link in enumerate(plain["segments"]["link"]) if link in old])
    plain["segments"]["link"] = [old[link] for link in plain["segments"]["link"]]
    _renumber(plain["segments"], "assembly", plain["assemblies"])
    _renumber(plain["assemblies"], "pull", plain["pulls"])
    cages = plain["cage_groups"]
    served = {(device, group.partition(":")[0]) for device, group in ends}
    optics = plain["optics"]
    rows = [i for i, device in enumerate(optics["device"]) if (device, cages[optics["group"][i]]) in served]
    _keep_rows(optics, rows)


def remove_devices(plain: Plain, names: Iterable[str]) -> None:
    """Takes devices out, with their links."""
    out = {number for number, device in enumerate(plain["devices"]) if device["id"] in set(names)}
    columns = plain["links"]
    gone = [i for i in range(len(columns["stage"])) if {columns["a_device"][i], columns["b_device"][i]} & out]
    remove_links(plain, gone)
    keep = [number for number in range(len(plain["devices"])) if number not in out]
    new = {number: index for index, number in enumerate(keep)}
    plain["devices"] = [plain["devices"][number] for number in keep]
    for column in ("a_device", "b_device"):
        plain["links"][column] = [new[number] for number in plain["links"][column]]
    plain["optics"]["device"] = [new[number] for number in plain["optics"]["device"]]


def _keep_rows(table: Plain, rows: list[int]) -> None:
    for column in table:
        table[column] = [table[column][row] for row in rows]


def _renumber(table: Plain, column: str, target: Plain) -> None:
    """Keeps of `target` the rows that a column points to, and points it to their new numbers."""
    used = sorted(set(table[column]))
    new = {old: number for number, old in enumerate(used)}
    table[column] = [new[old] for old in table[column]]
    _keep_rows(target, used)


def merge_pulls(plain: Plain, form: int) -> None:
    """Puts all cables between two racks into one pull of a form."""
    pulls, of = plain["pulls"], plain["assemblies"]["pull"]
    merged: dict[tuple[int, int, int], list[int]] = {}
    for assembly, pull in enumerate(of):
        key = pulls["a_rack"][pull], pulls["b_rack"][pull], pulls["route"][pull]
        merged.setdefault(key, []).append(assembly)
    for number, assemblies in enumerate(merged.values()):
        for assembly in assemblies:
            of[assembly] = number
    keys = list(merged)
    plain["pulls"] = {
        "form": [form if route >= 0 else 3 for _, _, route in keys],
        "a_rack": [a for a, _, _ in keys],
        "b_rack": [b for _, b, _ in keys],
        "route": [route for _, _, route in keys],
    }
