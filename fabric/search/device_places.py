"""Racks for the devices that the request leaves without one, decided for the objective of the request.

Ways to divide them over rows are compared by brief plans. The best ways are improved step by step: some devices go to
another row, or a row is filled from its other end. The best few are planned in full by `fabric.search.plan_search`.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from fabric.optimize import RouteFinders
from fabric.project import Device, Project
from fabric.rules import mount_hosts, occupy
from fabric.search.brief_plan import plan_briefly
from fabric.search.plan_order import plan_key
from fabric.search.row_shares import RowShares, list_free_rows, list_neighbours, list_shares, racks_by_shares
from fabric.search.search_run import SearchRun
from fabric.topology import RANKS
from layouts import UnmetError

BRIEF_LINKS = 15_000
"""Most links that all brief plans cable together, about ten seconds; `LEAST_BRIEF` are made at least."""
LEAST_BRIEF = 4
MOST_BRIEF = 40
FULL_LINKS = 8_000
"""Most links that all full plans cable together; at least two divisions over rows are planned in full."""
MOST_FULL = 3
"""Most divisions that are planned in full: brief plans only distinguish those that differ by a few per cent or more."""
ALL_DESIGNS = 3
"""Number of brief plans that try all designs; the others try only the designs that these chose."""


def list_own_switches(project: Project) -> frozenset[str]:
    """The switches without a rack that the links of the first network name: they stand with its design.

    Left out are those that share a splitter, and those turned the other way. Later networks find them in racks.
    """
    network = project.request.networks[0]
    ends = [(near, far) for link in network.links for near, far in ((link.a, link.b), (link.b, link.a))]
    tails = {near.device for near, far in ends if ":" in far.group}
    devices = (project.device_by_id[name] for name in {near.device for near, _ in ends} - tails)
    return frozenset(
        device.id
        for device in devices
        if device.rack is None and device.role in RANKS and device.face == network.switch_face
    )


@dataclass(frozen=True)
class _Tried:
    """One division of the devices over rows, and the brief plan for it."""

    key: tuple[float, ...]
    """The figures of its brief plan that the objective minimises."""
    shares: RowShares
    devices: tuple[Device, ...]
    """All devices, each with a rack."""
    links: int
    """Links of its brief plan."""


def list_device_places(
    asked: Project, known: Mapping[str, str], finders: RouteFinders, run: SearchRun
) -> list[tuple[Device, ...]]:
    """The ways to put devices into racks that are worth planning in full, the best first: all devices with their racks.

    There is one way where no device lacks a rack, except switches that stand with the design of their network. `known`
    are racks of an earlier plan, a way of its own: new devices stand where there is room beside the others. Raises
    UnmetError where no way is found.
    """
    free = {device.id for device in asked.devices if device.rack is None}
    if free <= list_own_switches(asked):
        return [asked.devices]
    tried = _DevicePlaces(asked, finders, run).search()
    most = max(2, min(MOST_FULL, FULL_LINKS // tried[0].links)) if tried else 0
    found = [item.devices for item in tried[:most]] or [mount_hosts(asked, occupy(asked))]
    if free & known.keys():
        with suppress(UnmetError):
            found.insert(0, mount_hosts(asked, occupy(asked), known, run.known_half_ru))
    return list(dict.fromkeys(found))


class _DevicePlaces:
    """The search for places of devices."""

    def __init__(self, asked: Project, finders: RouteFinders, run: SearchRun):
        self.asked, self.finders, self.run = asked, finders, run
        self.rows = list_free_rows(asked)
        self.count = sum(device.rack is None for device in asked.devices)
        self.tried: dict[tuple[Device, ...], _Tried | None] = {}
        self.designs: set[str] = set()
        """Designs that the first brief plans chose."""
        self.left = LEAST_BRIEF

    def search(self) -> list[_Tried]:
        """The ways that give a brief plan, the best first."""
        crews = {row.id: row.crews for row in self.rows}
        shares_of = list_shares(self.rows, self.count)
        for shares in sorted(shares_of, key=lambda found: max(share.devices / crews[share.row] for share in found)):
            self._try(shares)
        improved: set[RowShares] = set()
        while self.left > 0 and not self.run.stop():
            best = next((item for item in self._ranked() if item.shares not in improved), None)
            if best is None:
                break
            improved.add(best.shares)
            for shares in list_neighbours(best.shares, self.rows):
                self._try(shares)
        ranked = self._ranked()
        if ranked:
            where = ", ".join(f"{share.devices} in row {share.row}" for share in ranked[0].shares)
            self.run.report(f"{self.count} devices without a rack, {len(self.tried)} ways compared: best {where}")
        else:
            self.run.report(
                f"{self.count} devices without a rack stand in the first racks with room: "
                "no brief plan could compare other ways"
            )
        return ranked

    def _ranked(self) -> list[_Tried]:
        return sorted((item for item in self.tried.values() if item), key=lambda item: item.key)

    def _try(self, shares: RowShares) -> None:
        """Makes the brief plan of one way, unless it was tried already or the budget is used up."""
        if self.left <= 0 or (self.tried and self.run.stop()):
            return
        asked = self.asked
        try:
            devices = mount_hosts(asked, occupy(asked), racks_by_shares(asked, shares, self.rows))
        except UnmetError:
            return
        if devices in self.tried:
            return
        self.run.advance(f"ways to place {self.count} devices", len(self.tried), len(self.tried) + self.left)
        self.tried[devices] = None
        self.left -= 1
        names = self.designs if len(self._ranked()) >= ALL_DESIGNS else ()
        try:
            plan = plan_briefly(replace(asked, devices=devices), self.finders, names)
        except UnmetError:
            return
        if not self._ranked():
            self.left = max(LEAST_BRIEF, min(MOST_BRIEF, BRIEF_LINKS // len(plan.links)))
        if not names:
            self.designs |= set(plan.designs)
        self.tried[devices] = _Tried(plan_key(plan), shares, devices, len(plan.links))


def first_refusal(refusals: Sequence[UnmetError], ways: int) -> UnmetError:
    """The reasons of the first way, and that all ways failed."""
    if ways == 1:
        return refusals[0]
    line = f"none of the {ways} best ways found to put the devices without a rack into racks gives a plan; the first:"
    return UnmetError([line, *refusals[0].reasons])
