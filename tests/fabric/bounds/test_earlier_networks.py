"""What the designs of earlier networks leave to the bound of the next, by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fabric import read_project
from fabric.bounds.earlier_networks import EarlierDesigns, extend, keep_least, nothing_chosen
from fabric.bounds.facts import DesignFacts, HostRack, PullSizes
from fabric.bounds.least_work import work_bound_ms
from fabric.designs.candidates import list_candidates
from fabric.templates import write_room

FACTS = DesignFacts(
    links=40,
    connectors=80,
    optics=16,
    host_racks=(HostRack(16, 8_000, False),),
    other_links=8,
    other_mm=7_000,
    racks=6,
    pulls=PullSizes((12, 24), 24),
    places={},
    able_racks=3,
)


def test_a_choice_is_kept_unless_another_beats_it_in_all() -> None:
    few_ports = EarlierDesigns(20, (0, 5), 1)
    more_racks = EarlierDesigns(21, (0, 5), 2)
    kept = keep_least(
        [
            EarlierDesigns(10, (0, 9), 1),
            few_ports,
            more_racks,
            EarlierDesigns(20, (0, 6), 1),
            EarlierDesigns(21, (0, 5), 1),
        ]
    )
    assert kept == (EarlierDesigns(10, (0, 9), 1), few_ports, more_racks)


def test_ports_for_networks_to_come_and_racks_that_may_be_the_same(
    site_folder: Callable[[dict[str, str]], Path],
) -> None:
    """The networks are compute, storage, in-band, out-of-band; only the last connects switches, by their one management
    port each. Of 6 racks of devices 3 may hold switches, 2 are open for such: those 2 are mobilised once.
    """
    room_project = read_project(site_folder(write_room()))
    network = room_project.request.networks[1]
    candidates = list_candidates(room_project, network)
    design = next(candidate.design for candidate in candidates if candidate.design)
    start = replace(nothing_chosen(room_project)[0], work_ms=1000, switch_racks=2)
    found = extend(room_project, start, design, FACTS)
    switches = len(design.fabric.switches)
    assert found.ports == (0, 0, 0, switches)
    assert found.switch_racks == 0
    work = work_bound_ms(room_project.labour, FACTS)
    assert found.work_ms == 1000 + work - 2 * room_project.labour.act_ms("mobilise", 1)


def test_only_racks_that_may_hold_switches_can_be_open_already(
    site_folder: Callable[[dict[str, str]], Path],
) -> None:
    """Five racks are open for switches, three racks of devices may hold any: two of the five are surely others.

    The design opens two racks for its own switches: four are open for the next network.
    """
    room_project = read_project(site_folder(write_room()))
    design = next(c.design for c in list_candidates(room_project, room_project.request.networks[1]) if c.design)
    start = replace(nothing_chosen(room_project)[0], switch_racks=5)
    facts = replace(FACTS, switch_racks=2)
    found = extend(room_project, start, design, facts)
    assert found.switch_racks == 5 - 3 + 2
    labour = room_project.labour
    assert found.work_ms == work_bound_ms(labour, facts) - 3 * labour.act_ms("mobilise", 1)
