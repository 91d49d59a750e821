"""The work that is sure to be done at each place with devices, wherever the switches stand."""

from collections import Counter
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from fabric.bounds.counted_links import CountedLinks
from fabric.bounds.facts import HostPlace, HostRack
from fabric.project import Project
from layouts import Face


def find_host_places(
    project: Project,
    counted: CountedLinks,
    racks: Mapping[str, HostRack],
    joined: Collection[str],
    fitted: NDArray[np.bool_],
) -> dict[int, HostPlace]:
    """Per place: transceivers of its devices, and the links of each of its racks whose devices show one face.

    `racks` are those of the devices with laid links, by name. `joined` are those of them that devices without a rack
    may join. Transceivers of devices that are `fitted` may arrive in their racks.
    """
    site = project.site
    faces: dict[str, set[Face]] = {}
    optics: Counter[int] = Counter()
    for host, stage in sorted(counted.of_device):
        device = counted.hosts[host]
        if device is not None and device.rack is not None:
            face = project.face_of(device, counted.design.stages[stage].a_group.group)
            faces.setdefault(device.rack, set()).add(face)
            optics[site.place_number(device.rack, face)] += 0
    optics.update(_optics_by_place(project, counted, fitted))
    names: dict[int, list[str]] = {place: [] for place in optics}
    free = {face for device in project.devices if device.rack is None for face in project.faces_of(device)}
    for name in joined:
        faces[name] |= free
    for name, found in sorted(faces.items()):
        if len(found) == 1:
            names[site.place_number(name, min(found))].append(name)
    return {
        place: HostPlace(optics[place], tuple(racks[name] for name in found), tuple(found))
        for place, found in names.items()
    }


def _optics_by_place(project: Project, counted: CountedLinks, fitted: NDArray[np.bool_]) -> Counter[int]:
    """Per place, the transceivers of the devices with laid links; none where switches are shared."""
    found: Counter[int] = Counter()
    if counted.is_shared:
        return found
    cages = counted.design.least_cages
    laid = {host for host, _ in counted.of_device}
    rows = (cages.optic >= 0) & ~fitted[cages.device]
    pairs = Counter(zip(cages.device[rows].tolist(), cages.group[rows].tolist(), strict=True))
    for (number, group), count in pairs.items():
        device = counted.hosts[number] if number in laid else None
        if device is not None and device.rack is not None:
            found[project.site.place_number(device.rack, project.face_of(device, cages.groups[group]))] += count
    return found
