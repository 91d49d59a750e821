"""The facts of earlier designs that the bound of the next network needs.

These are their least work, the ports of their switches that a later network connects, and the racks opened for them. A
design with fewer switches may take more work and save work in the next network.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fabric.bounds.facts import DesignFacts
from fabric.bounds.least_work import work_bound_ms
from fabric.designs import Design, count_ports
from fabric.project import Device, NetworkRequest, Project


@dataclass(frozen=True)
class EarlierDesigns:
    """One choice of designs for the networks so far."""

    work_ms: int
    """Least person-time of all of them."""
    ports: tuple[int, ...]
    """Ports of their new switches that each network of the request connects; 0 for networks so far."""
    switch_racks: int
    """Racks opened for switches, wherever these stand."""


def nothing_chosen(project: Project) -> tuple[EarlierDesigns, ...]:
    """The choice before the first network."""
    return (EarlierDesigns(0, (0,) * len(project.request.networks), 0),)


def extend(project: Project, choice: EarlierDesigns, design: Design, facts: DesignFacts) -> EarlierDesigns:
    """The choice with one more design of these facts."""
    networks = project.request.networks
    this = [network.id for network in networks].index(design.network.id)
    new = [device for device in design.switch_devices if device.id not in project.device_by_id]
    # Racks of its devices may be those that were opened for switches, where they may hold switches.
    known = min(choice.switch_racks, facts.able_racks)
    work_ms = work_bound_ms(project.labour, facts, choice.ports[this]) - project.labour.act_ms("mobilise", known)
    return EarlierDesigns(
        choice.work_ms + work_ms,
        tuple(
            ports + (_least_ports(project, network, new) if later > this and not facts.has_open_leaves else 0)
            for later, (network, ports) in enumerate(zip(networks, choice.ports, strict=True))
        ),
        choice.switch_racks - known + facts.switch_racks,
    )


def _least_ports(project: Project, network: NetworkRequest, devices: Sequence[Device]) -> int:
    """The fewest ports of some devices that the network connects, over what it leaves open: rails and planes."""
    return min(count_ports(project, choice, devices) for choice in network.choices)


def keep_least(choices: Iterable[EarlierDesigns]) -> tuple[EarlierDesigns, ...]:
    """The choices that no other beats in work, in the ports for every network and in racks that are open."""
    kept: list[EarlierDesigns] = []
    for choice in sorted(set(choices), key=lambda item: (item.work_ms, item.ports, -item.switch_racks)):
        if not any(_beats(other, choice) for other in kept):
            kept.append(choice)
    return tuple(kept)


def _beats(one: EarlierDesigns, other: EarlierDesigns) -> bool:
    return one.switch_racks >= other.switch_racks and all(a <= b for a, b in zip(one.ports, other.ports, strict=True))
