"""The sound plans that faults are planted in: small ones of every family, each made once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from fabric import Plan, Project, make_plan
from fabric.project import FamilyShape
from fabric.templates import write_multirack, write_room, write_superpod
from tests.sites import read_files, write_standing_switches, write_three_tiers, write_two_networks, write_two_racks


def _crowded(files: dict[str, str]) -> dict[str, str]:
    """The files with two crews at a face of a rack: then one spine serves the two racks."""
    return files | {"crew.yaml": files["crew.yaml"] + "crews_per_rack_face: 2\n"}


@cache
def superpod() -> Project:
    """One scalable unit of the template: 32 nodes of eight ports."""
    return read_files(write_superpod(1))


def wanting(project: Project, **wishes: Any) -> Project:
    """A project with other wishes for its first network."""
    first, *others = project.request.networks
    return replace(project, request=replace(project.request, networks=(replace(first, **wishes), *others)))


def of_family(topology: str, **sizes: Any) -> Project:
    """The nodes of the scalable unit in another family of the sizes that are stated."""
    planes = sizes.pop("planes", 1)
    return wanting(superpod(), topology=topology, planes=planes, shape=FamilyShape(**sizes))


def with_racks_of(site: dict[str, str], wishes: str) -> Project:
    """The small site with further wishes for its network."""
    return read_files({**site, "request.yaml": site["request.yaml"].replace("speed_gbps: 400", wishes)})


PROJECTS: Mapping[str, Callable[[], Project]] = {
    "superpod": superpod,
    "room": lambda: read_files(write_room()),
    "multirack": lambda: read_files(write_multirack(2)),
    "two racks": lambda: read_files(_crowded(write_two_racks())),
    "trunks": lambda: read_files(_crowded(write_two_racks("{trunk_legs: [12], bundle_jumpers: 1}"))),
    "two networks": lambda: read_files(write_two_networks()),
    "three tiers": lambda: read_files(write_three_tiers()),
    "standing": lambda: read_files(write_standing_switches()),
    "pairs": lambda: wanting(superpod(), topology="leaf-spine", redundancy=2, peer_links=2),
    "planes": lambda: wanting(superpod(), planes=2),
    "rail-only": lambda: wanting(superpod(), topology="rail-only", spare_ports=12, expansion_su=1),
    "slim-fly": lambda: of_family("slim-fly", order=3),
    "slim-fly planes": lambda: of_family("slim-fly", order=3, planes=2),
    "jellyfish": lambda: of_family("jellyfish", switches=12, degree=4, hosts_per_switch=24),
    "hyperx": lambda: of_family("hyperx", dimensions=(3, 3), dimension_links=(2, 2), hosts_per_switch=30),
    "dragonfly": lambda: of_family("dragonfly", hosts_per_switch=16, switches_per_group=4, global_links=6),
}
"""Name of a plan to its project."""


@cache
def plan_of(name: str) -> Plan:
    """The sound plan of a name."""
    return make_plan(PROJECTS[name]())
