"""The links of the switches of a new fabric of leaves and spines, by leaf, by spine and by place."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.facts import HostRack, LeastShares, PullSizes, SwitchLinks
from fabric.bounds.host_racks import least_between_mm
from fabric.bounds.least_work import least_shares_ms
from fabric.designs import Design
from fabric.project import Project
from fabric.rules import CandidateRacks
from layouts import IntColumn, LongColumn


def find_switch_links(
    project: Project,
    design: Design,
    floor: CandidateRacks,
    inside_mm: IntColumn,
    racks: Mapping[str, HostRack],
    pulls: PullSizes,
) -> SwitchLinks | None:
    """The links of all switches; None unless each link joins a device to a leaf, or a leaf to a spine.

    All devices have racks, and no switch has one yet. `inside_mm` is the shortest way inside each candidate rack,
    `racks` are the racks of the devices. None also where switches show ports at both faces.
    """
    fabric, links, cages = design.fabric, design.fabric.links, design.cages
    hosts, count = len(fabric.hosts), len(fabric.switches)
    leaf, spine = (np.array([switch.tier == tier for switch in fabric.switches], bool) for tier in ("leaf", "spine"))
    a, b = links.a_device.astype(np.int64), links.b_device.astype(np.int64)
    down, up = (a < hosts) & (b >= hosts), (a >= hosts) & (b >= hosts)
    known = leaf.sum() + spine.sum() == count and (down | up).all() and leaf[b[down] - hosts].all()
    if not (known and spine.any() and leaf[a[up] - hosts].all() and spine[b[up] - hosts].all()):
        return None
    if not _show_one_face(project, design):
        return None
    places = _host_places(project, design, down)
    optics = np.bincount(cages.device[cages.optic >= 0], minlength=hosts + count)[hosts:]
    pairs = np.unique((a[up] - hosts) * count + b[up] - hosts, return_counts=True)[1]
    room: Counter[int] = Counter()
    for rack, most in zip(floor.candidates.tolist(), floor.most.tolist(), strict=True):
        room[int(floor.place[rack])] += most
    at = b[down] - hosts
    return SwitchLinks(
        leaf_down=_counts(at, leaf),
        leaf_down_at={place: _counts(at[places == place], leaf) for place in np.unique(places).tolist()},
        leaf_up=_counts(a[up] - hosts, leaf),
        leaf_optics=tuple(optics[leaf].tolist()),
        spine_down=_counts(b[up] - hosts, spine),
        spine_optics=tuple(optics[spine].tolist()),
        most_between=int(pairs.max(initial=0)),
        down=_share_of_devices(project, design, racks, pulls),
        up=least_shares_ms(project.labour, pulls, least_between_mm(floor, inside_mm), pulls.largest, may_patch=False),
        room=room,
    )


def _show_one_face(project: Project, design: Design) -> bool:
    """Whether all ports of the switches that have links show at the face that the request names."""
    face, hosts, links = design.network.switch_face, len(design.fabric.hosts), design.fabric.links
    types = [project.catalog.device_types[model] for model in sorted(set(design.models))]
    groups = {stage.b_group.group for stage in design.stages}
    groups |= {
        stage.a_group.group
        for number, stage in enumerate(design.stages)
        if bool((links.a_device[links.stage == number] >= hosts).any())
    }
    return all(item.face_of(group, face) == face for item in types for group in groups if item.group(group))


def _host_places(project: Project, design: Design, down: NDArray[np.bool_]) -> LongColumn:
    """For each link of a device, the place where the device shows the port."""
    links = design.fabric.links
    known: dict[tuple[int, int], int] = {}
    for host, stage in zip(links.a_device[down].tolist(), links.stage[down].tolist(), strict=True):
        if (host, stage) not in known:
            device = project.device_by_id[design.fabric.hosts[host]]
            face = project.face_of(device, design.stages[stage].a_group.group)
            known[host, stage] = project.site.place_number(device.rack or "", face)
    keys = zip(links.a_device[down].tolist(), links.stage[down].tolist(), strict=True)
    return np.array([known[key] for key in keys], np.int64)


def _share_of_devices(project: Project, design: Design, racks: Mapping[str, HostRack], pulls: PullSizes) -> LeastShares:
    """The least work of a link between a device and a leaf. A pull has no more links than the fullest rack."""
    face = design.network.switch_face
    # Devices may show another face than the switches of their rack.
    turned = {
        device.rack or ""
        for device in map(project.device_by_id.__getitem__, design.fabric.hosts)
        if any(shown != face for shown in project.faces_of(device))
    }
    may_patch = any(rack.may_patch for name, rack in racks.items() if name in turned)
    nearest_mm = 0 if may_patch else min((rack.nearest_mm for rack in racks.values()), default=0)
    fullest = max((rack.links for rack in racks.values()), default=0)
    return least_shares_ms(project.labour, pulls, nearest_mm, fullest, may_patch)


def _counts(switches: LongColumn, chosen: NDArray[np.bool_]) -> tuple[int, ...]:
    """How often each of some switches occurs."""
    return tuple(np.bincount(switches, minlength=len(chosen))[chosen].tolist())
