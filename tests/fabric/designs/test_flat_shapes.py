"""Numbers of flat families: those of the request, else balanced ones, on switches of 8 and 16 ports by hand."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from fabric.catalog import Catalog
from fabric.designs.flat import build_planes
from fabric.designs.flat_shapes import FlatDevices, FlatShape, choose_shape
from fabric.designs.size import size_fabric_of
from fabric.project import FamilyShape
from fabric.topology import STAGES, SizingError
from fabric.vocabulary import Family
from tests.fabric.designs.parts import member, network, ports, switch_class
from tests.fabric.designs.test_size import ASKED


def shape_of(family: Family, devices: int, radix: int, **numbers: Any) -> FlatShape:
    """The shape for devices of one port each."""
    ids = tuple(f"h{number}" for number in range(devices))
    wanted = network(topology=family, shape=FamilyShape(**numbers))
    return choose_shape(wanted, FlatDevices(ids, [1] * devices), switch_class(ports(radix)), 5)


@pytest.mark.parametrize(
    ("family", "devices", "radix", "numbers", "name"),
    [
        ("dragonfly", 72, 7, {}, "dragonfly of 9 groups of 4, 2 ports down, 2 global links per switch"),
        ("dragonfly", 8, 7, {"groups": 3}, "dragonfly of 3 groups of 4, 2 ports down, 2 global links per switch"),
        (
            "dragonfly-plus",
            32,
            8,
            {},
            "dragonfly+ of 2 groups of 4 leaves and 4 spines, 4 global links a spine",
        ),
        ("hyperx", 8, 8, {}, "hyperx of 2 x 2 of 3 links, 2 ports down"),
        ("hyperx", 12, 8, {"dimensions": (2, 3)}, "hyperx of 2 x 3 of 2 links, 2 ports down"),
        ("slim-fly", 18, 8, {}, "slim fly of order 3, 18 switches, 1 ports down"),
        ("slim-fly", 100, 16, {}, "slim fly of order 5, 50 switches, 2 ports down"),
        ("slim-fly", 54, 16, {}, "slim fly of order 3, 18 switches, 3 ports down"),
        ("slim-fly", 55, 16, {}, "slim fly of order 5, 50 switches, 2 ports down"),
        ("jellyfish", 20, 8, {}, "jellyfish of 10 switches with 6 links, 2 ports down, seed 5"),
        ("jellyfish", 6, 8, {}, "jellyfish of 3 switches with 2 links, 2 ports down, seed 5"),
    ],
)
def test_numbers_are_balanced_where_the_request_states_none(
    family: Family, devices: int, radix: int, numbers: dict[str, Any], name: str
) -> None:
    """- Dragonfly of 7 ports: 2 devices, 4 switches a group, 3 local links, so 2 global ones; 72 devices are 9 groups.
    - Dragonfly+ of 8: 4 and 4 ports each way, 16 devices a group.
    - HyperX of 8 on 2 x 2 switches: 2 devices leave 6 ports for two peers, 3 links each. On 2 x 3: 6 ports for 3 peers.
    - Slim Fly: order 3 has 18 switches of degree 5; 1 + 5 of 8 ports. 100 devices take order 5, 50 of degree 7.
    - Jellyfish of 8: a quarter, 2, for devices and 6 links; of 3 switches only 2 peers are there.
    """
    assert shape_of(family, devices, radix, **numbers).name == name


def test_a_jellyfish_leaves_no_switch_without_a_peer() -> None:
    """Five switches of three links are 15 ends: an odd number, so two links each."""
    assert shape_of("jellyfish", 5, 4).name == "jellyfish of 5 switches with 2 links, 1 ports down, seed 5"


@pytest.mark.parametrize(
    ("family", "devices", "radix", "numbers", "message"),
    [
        ("dragonfly", 8, 1, {}, "a switch needs at least 2 ports, found 1"),
        ("dragonfly", 8, 8, {"hosts_per_switch": 6}, "6 devices, 11 local and 1 global links exceed the 8 ports"),
        ("dragonfly", 80, 7, {"groups": 9}, "80 device ports exceed the 72 that the switches carry"),
        ("dragonfly-plus", 8, 8, {"hosts_per_switch": 8}, "8 devices leave none of the 8 ports of a leaf for spines"),
        ("dragonfly-plus", 8, 8, {"global_links": 5}, "4 leaves and 5 global links exceed the 8 ports of a spine"),
        ("hyperx", 8, 4, {"dimensions": (2, 4)}, "1 devices and 4 links exceed the 4 ports of a switch"),
        ("hyperx", 1_000_000, 8, {}, "no square grid of 8-port switches carries 1000000 device ports"),
        ("slim-fly", 10_000, 8, {}, "no Slim Fly of 8-port switches carries 10000 device ports"),
        ("slim-fly", 8, 5, {"order": 3}, "1 devices and 5 links exceed the 5 ports of a switch"),
        ("jellyfish", 8, 8, {"hosts_per_switch": 4, "degree": 5}, "4 devices and 5 links exceed the 8 ports"),
        ("jellyfish", 8, 8, {"switches": 200_000}, "200,000 switches exceed the 100,000 that the planner considers"),
    ],
)
def test_numbers_that_do_not_fit_say_why(
    family: Family, devices: int, radix: int, numbers: dict[str, Any], message: str
) -> None:
    with pytest.raises(SizingError, match=message):
        shape_of(family, devices, radix, **numbers)


@pytest.mark.parametrize(
    ("family", "devices", "radix", "shape", "asked"),
    [
        ("dragonfly", 72, 7, {}, {}),
        ("dragonfly", 30, 9, {"switches_per_group": 3}, {"group_switches": 3}),
        ("dragonfly-plus", 40, 9, {}, {}),
        (
            "dragonfly-plus",
            30,
            12,
            {"switches_per_group": 3, "global_links": 2},
            {"group_switches": 3, "global_links": 2},
        ),
        ("slim-fly", 54, 16, {}, {}),
        ("slim-fly", 40, 16, {"order": 5}, {"order": 5}),
        ("jellyfish", 20, 8, {}, {}),
        ("jellyfish", 20, 8, {"degree": 3, "switches": 12}, {"degree": 3, "switches": 12}),
    ],
)
def test_the_command_size_counts_what_is_planned(
    family: Family, devices: int, radix: int, shape: dict[str, Any], asked: dict[str, Any]
) -> None:
    """Stated or chosen, the numbers of a family are the same in both. With odd ports a leaf has one more uplink."""
    planned = shape_of(family, devices, radix, **shape)
    fabric = planned.build(planned.attach())
    tiers = Counter(switch.tier for switch in fabric.switches)
    stages = Counter(STAGES[stage] for stage in fabric.links.stage.tolist())
    size = size_fabric_of(
        replace(ASKED, topology=family, nodes=devices, nics=1, radix=radix, **asked), Catalog({}, {}, {}, {})
    )
    assert (size.leaf, size.spine) == (tiers["leaf"], tiers["spine"])
    assert size.leaf_spine == stages["leaf-spine"]
    assert (size.local_links, size.global_links) == (stages["local"], stages["global"])


def test_the_groups_of_a_dragonfly_plus_keep_devices_whole() -> None:
    """Groups of 16 ports: six devices of three ports fill the first with 15, the sixth goes to the second."""
    devices = FlatDevices(tuple("abcdef"), [3] * 6)
    shape = choose_shape(network(topology="dragonfly-plus"), devices, switch_class(ports(8)), 0)
    attachment = shape.attach()
    section = {
        device: {attachment.leaf_sections[leaf] for leaf in attachment.leaf[attachment.device == device].tolist()}
        for device in range(6)
    }
    assert section == {0: {1}, 1: {1}, 2: {1}, 3: {1}, 4: {1}, 5: {2}}
    short = choose_shape(
        network(topology="dragonfly-plus", shape=FamilyShape(groups=2)),
        FlatDevices(tuple("abcdefghijk"), [3] * 10 + [2]),
        switch_class(ports(8)),
        0,
    )
    with pytest.raises(SizingError, match="32 device ports do not fit 2 groups unless a device is split"):
        short.attach()


def test_a_full_grid_has_a_formula_for_its_bisection() -> None:
    """2 x 2 switches, 3 links a pair: 4 / 4 x 2 x 3 = 6 links; with one device less there is no formula."""
    assert shape_of("hyperx", 8, 8).exact_bisection == 6
    assert shape_of("hyperx", 7, 8).exact_bisection is None


def test_planes_take_turns_with_the_ports_of_a_device() -> None:
    """Four devices of two ports in two planes: a full mesh of two switches in each; names and ports by plane."""
    members = [member(f"h{number}", 2) for number in range(4)]
    wanted = network(topology="jellyfish", planes=2, shape=FamilyShape(hosts_per_switch=2, switches=2, degree=1))
    _, fabric = build_planes(wanted, tuple(m.id for m in members), members, switch_class(ports(8)), 1)
    assert [switch.id for switch in fabric.switches] == [
        "p1-leaf-01-01",
        "p1-leaf-02-01",
        "p2-leaf-01-01",
        "p2-leaf-02-01",
    ]
    down = fabric.links.where(fabric.links.stage == 0)
    assert {(int(p), int(b)) for p, b in zip(down.a_port, down.b_device, strict=True)} == {
        (0, 4),
        (0, 5),
        (1, 6),
        (1, 7),
    }
