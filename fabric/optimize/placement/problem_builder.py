"""Builds the placement problem of a design: counts of links, fixed loads and cost tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fabric.designs import Design
from fabric.optimize.cabling.cover_table import list_stage_cables
from fabric.optimize.cabling.shortage import Surcharge
from fabric.optimize.placement.apart import list_apart_pairs, list_shared
from fabric.optimize.placement.blocks import Block
from fabric.optimize.placement.offered_time import tabulate_offered
from fabric.optimize.placement.problem import BlockPair, HostEnd, PlacementProblem
from fabric.project import Device, Project
from fabric.rules import ROOM, CandidateRacks
from layouts import Face, IntColumn, LongColumn

LARGEST_CODE = 1 << 62
"""Largest number that a column of a table may stand for: it must fit 64 bits with its sign."""


class EarlierWork(NamedTuple):
    """The work of the networks before this one."""

    loads_ms: Mapping[int, int]
    """Person-time that ties up each place, by number."""
    work_ms: int
    """Person-time in all."""
    opened: frozenset[int]
    """Racks that are opened for it, by number."""


class _HostColumns(NamedTuple):
    """The devices of a fabric, as columns."""

    rack: LongColumn
    place: LongColumn
    """Number of the place where each device shows the ports of each stage: (devices, both ends of each stage)."""
    optics: LongColumn
    """Transceivers of each device."""
    optics_place: LongColumn
    """Number of the place where each device shows its first transceiver."""


def build_problem(
    project: Project,
    design: Design,
    racks: CandidateRacks,
    blocks: tuple[Block, ...],
    earlier: EarlierWork,
    surcharges: Sequence[Surcharge] = (),
) -> PlacementProblem:
    """The problem of a rack for each of these blocks. The devices of the fabric must have racks in `project`."""
    hosts = _locate_hosts(project, design)
    loads_ms, work_ms = _fix_loads(project, hosts, earlier, len(racks.place_crews))
    to_hosts, between = _count_links(design, blocks, hosts)
    if design.network.apart:
        between = {**between, **dict.fromkeys(list_apart_pairs(design, blocks), 0)}
    objective = project.request.objective
    return PlacementProblem(
        blocks=blocks,
        racks=racks,
        shares=_list_shares(design, racks, blocks),
        to_hosts=to_hosts,
        between=between,
        cables=list_stage_cables(project, design.stages),
        shared=list_shared(project, racks, design.network.apart) if design.network.apart else None,
        allowed_racks=tuple(list_allowed_racks(project, design, block) for block in blocks),
        opened=earlier.opened | frozenset(hosts.rack.tolist()),
        labour=project.labour,
        fixed_loads_ms=loads_ms,
        fixed_work_ms=work_ms,
        optics_ms=_list_optics_ms(project, design, blocks),
        technicians=project.crew.technicians,
        offered=tabulate_offered(project.crew, project.request.racks_ready),
        crew_size=project.crew.crew_size,
        # Placement does not know which rack is ready first, so it makes the time of the whole least.
        objective="install-time" if objective == "first-su" else objective,
        surcharges=tuple(surcharges),
    )


def _locate_hosts(project: Project, design: Design) -> _HostColumns:
    """Rack, place and transceivers of each device of the fabric."""
    site = project.site
    hosts = [project.device_by_id[host] for host in design.fabric.hosts]
    groups = [group.group for stage in design.stages for group in (stage.a_group, stage.b_group)]
    cages = design.cages
    fitted = cages.optic >= 0
    first_group = {
        device: cages.groups[group]
        for device, group in zip(cages.device[fitted][::-1].tolist(), cages.group[fitted][::-1].tolist(), strict=True)
    }

    known: dict[tuple[str, str, Face, str | None], int] = {}

    def place_of(host: Device, group: str | None) -> int:
        key = host.rack or "", host.model, host.face, group
        if key not in known:
            face = project.face_of(host, group) if group else host.face
            known[key] = site.place_number(host.rack or "", face)
        return known[key]

    return _HostColumns(
        np.array([site.rack_number[host.rack or ""] for host in hosts], np.int64),
        np.array([[place_of(host, group) for group in groups] for host in hosts], np.int64).reshape(-1, len(groups)),
        _count_optics(design)[: len(hosts)],
        np.array([place_of(host, first_group.get(index)) for index, host in enumerate(hosts)], np.int64),
    )


def _count_optics(design: Design) -> LongColumn:
    """Transceivers of each device and switch of a fabric."""
    cages = design.cages
    devices = len(design.fabric.hosts) + len(design.fabric.switches)
    return np.bincount(cages.device[cages.optic >= 0], minlength=devices).astype(np.int64)


def _list_optics_ms(project: Project, design: Design, blocks: Sequence[Block]) -> tuple[int, ...]:
    """Person-time of the transceivers of each block."""
    optics, hosts = _count_optics(design), len(design.fabric.hosts)
    return tuple(
        project.labour.act_ms("insert_optic", sum(int(optics[hosts + switch]) for switch in block.switches))
        for block in blocks
    )


def _fix_loads(project: Project, hosts: _HostColumns, earlier: EarlierWork, places: int) -> tuple[tuple[int, ...], int]:
    """Load of each place and work in all, wherever the blocks stand, in person-milliseconds.

    They are the work of earlier networks, the transceivers of the devices, and the opening of their racks.
    """
    optic_ms, open_ms = project.labour.act_ms("insert_optic", 1), project.labour.act_ms("mobilise", 1)
    loads_ms = np.array([earlier.loads_ms.get(place, 0) for place in range(places)], np.int64)
    np.add.at(loads_ms, hosts.optics_place, hosts.optics * optic_ms)
    # A rack is opened at the place of its first device.
    first_place = dict(zip(hosts.rack[::-1].tolist(), hosts.place[::-1, 0].tolist(), strict=True))
    new_racks = set(first_place) - earlier.opened
    for rack in new_racks:
        loads_ms[first_place[rack]] += open_ms
    work_ms = earlier.work_ms + int(hosts.optics.sum()) * optic_ms + len(new_racks) * open_ms
    return tuple(loads_ms.tolist()), work_ms


def _count_links(
    design: Design, blocks: Sequence[Block], hosts: _HostColumns
) -> tuple[tuple[dict[HostEnd, int], ...], dict[BlockPair, int]]:
    """Links of each block to devices, and links between blocks."""
    links, host_count = design.fabric.links, len(design.fabric.hosts)
    block_of = np.full(host_count + len(design.fabric.switches), -1, np.int64)
    for number, block in enumerate(blocks):
        block_of[[host_count + switch for switch in block.switches]] = number
    a_block, b_block = block_of[links.a_device], block_of[links.b_device]
    to_hosts: tuple[dict[HostEnd, int], ...] = tuple({} for _ in blocks)
    for is_a in (True, False):
        rows = (a_block < 0) & (b_block >= 0) if is_a else (a_block >= 0) & (b_block < 0)
        host = links.a_device[rows] if is_a else links.b_device[rows]
        block_column = b_block[rows] if is_a else a_block[rows]
        places = hosts.place[host, 2 * links.stage[rows] + (0 if is_a else 1)]
        table = np.stack([block_column, links.stage[rows], hosts.rack[host], places])
        for (number, stage, rack, place), count in _count_columns(table):
            to_hosts[number][HostEnd(stage, rack, place, is_a)] = count
    rows = (a_block >= 0) & (b_block >= 0)
    pairs = np.stack([links.stage[rows], a_block[rows], b_block[rows]])
    return to_hosts, {BlockPair(*pair): count for pair, count in _count_columns(pairs)}


def _count_columns(table: NDArray[np.int64]) -> list[tuple[tuple[int, ...], int]]:
    """The distinct columns of a table in order, each with its number.

    Columns are sorted as one number each, of which their entries are the digits: numpy takes
    thirteen times as long to sort whole columns.
    """
    if not table.shape[1]:
        return []
    low = table.min(axis=1)
    sizes = (table.max(axis=1) - low + 1).tolist()
    if prod(sizes) > LARGEST_CODE:
        found, counts = np.unique(table, axis=1, return_counts=True)
    else:
        codes, counts = np.unique(np.ravel_multi_index(tuple(table - low[:, None]), sizes), return_counts=True)
        found = np.stack(np.unravel_index(codes, sizes)) + low[:, None]
    return list(zip(map(tuple, found.T.tolist()), counts.tolist(), strict=True))


def _list_shares(design: Design, racks: CandidateRacks, blocks: Sequence[Block]) -> IntColumn:
    """The share of each candidate rack that each block takes; 0 for a block that has a rack already."""
    shares = np.zeros((len(blocks), len(racks.candidates)), np.int64)
    for row, block in zip(shares, blocks, strict=True):
        if block.fixed_rack is None:
            for model, count in Counter(design.models[switch] for switch in block.switches).items():
                fits = racks.fits[model]
                row += count * np.where(fits > 0, ROOM // np.maximum(fits, 1), 2 * ROOM)
    return shares.clip(max=2 * ROOM).astype(np.int32)


def list_allowed_racks(project: Project, design: Design, block: Block) -> frozenset[int] | None:
    """The racks, by number, that `leaf_position` leaves to a block of leaves; None for all."""
    leaf_position = design.network.leaf_position
    if block.tier != "leaf" or leaf_position == "any":
        return None
    racks = project.site.racks
    if leaf_position == "central":
        taken = _rows_of(project, {project.device_by_id[host].rack or "" for host in design.fabric.hosts})
        return frozenset(number for number, rack in enumerate(racks) if rack.row not in taken)
    allowed = frozenset(range(len(racks)))
    for switch in block.switches:
        served = _served_racks(project, design, switch)
        rows = _rows_of(project, served)
        allowed &= frozenset(
            number
            for number, rack in enumerate(racks)
            if (rack.id in served if leaf_position == "top-of-rack" else rack.row in rows)
        )
    return allowed


def _served_racks(project: Project, design: Design, switch: int) -> set[str]:
    """The racks of the devices that a leaf serves."""
    links, hosts = design.fabric.links, design.fabric.hosts
    down = (links.b_device == len(hosts) + switch) & (links.a_device < len(hosts))
    return {project.device_by_id[hosts[host]].rack or "" for host in np.unique(links.a_device[down]).tolist()}


def _rows_of(project: Project, racks: set[str]) -> set[str]:
    """The rows of some racks."""
    return {project.site.rack_by_id[rack].row for rack in racks if rack}
