"""Links to switches of other networks, between two devices, and splitters that end in one rack."""

from dataclasses import replace

import numpy as np
import pytest

from fabric.designs.interconnects import SharedSwitches, Uplinks, check_splitters, join_direct, join_shared
from fabric.designs.wiring import Wiring
from fabric.topology import DIRECT, LEAF_SPINE, Fabric, Links, SizingError, Switch
from tests.fabric.designs.parts import member, ports
from tests.fabric.rules.small_floor import device, project, site
from tests.hardware import device_type

TYPE = device_type("S", "switch", (ports(8, model="S"), ports(8, "fabric:2x200", 200, lanes=2, model="S")))


def shared(*used: set[int], external: int = 0) -> SharedSwitches:
    """Switches of eight cages, numbered from 1, of which each uses some."""
    return SharedSwitches(
        tuple(f"s{number}" for number in range(len(used))), TYPE, tuple(map(frozenset, used)), external
    )


def test_free_ports_are_those_whose_cage_is_not_used() -> None:
    group, free = shared({1, 2}, {8}).free_ports(400)
    assert group.group == "fabric"
    assert free == [[2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6]]


def test_a_split_cage_gives_its_ports_together() -> None:
    """Two ports of 200G a cage: cage 1 is used, so ports 0 and 1 are gone."""
    assert shared({1}).free_ports(200)[1] == [list(range(2, 16))]


def test_links_that_leave_the_site_keep_the_last_ports() -> None:
    assert shared(set(), external=2).free_ports(400)[1] == [[0, 1, 2, 3, 4, 5]]


def test_a_speed_that_no_mode_has_is_refused() -> None:
    with pytest.raises(SizingError, match="S has no ports of 100G: add a mode"):
        shared(set()).free_ports(100)


def test_uplinks_are_dealt_in_turn() -> None:
    """Two leaves (numbers 10, 11) with three uplinks from port 4, to switches 20 and 21: 0 1 0, 1 0 1."""
    wiring = join_shared(shared(set(), set()), Uplinks(ports(8), 10, 2, 4, 3), [20, 21])
    links = wiring.links
    assert links.a_device.tolist() == [10, 10, 10, 11, 11, 11]
    assert links.a_port.tolist() == [4, 5, 6, 4, 5, 6]
    assert links.b_device.tolist() == [20, 21, 20, 21, 20, 21]
    assert links.b_port.tolist() == [0, 0, 1, 1, 2, 2]
    assert set(links.stage.tolist()) == {LEAF_SPINE}
    assert (wiring.name, wiring.speed_gbps) == ("leaf-spine", 400)


def test_uplinks_pass_over_used_cages() -> None:
    links = join_shared(shared({1, 3}), Uplinks(ports(8), 0, 1, 0, 2), [5]).links
    assert links.b_port.tolist() == [1, 3]


def test_uplinks_beyond_the_free_ports_are_refused() -> None:
    """Four uplinks to two switches fit two free ports each, five do not."""
    few = set(range(1, 7))
    assert len(join_shared(shared(few, few), Uplinks(ports(8), 0, 1, 0, 4), [1, 2]).links) == 4
    with pytest.raises(SizingError, match="5 uplinks exceed the 2 free ports on each of the 2 switches"):
        join_shared(shared(few, few), Uplinks(ports(8), 0, 1, 0, 5), [1, 2])


def test_pairs_are_joined_port_to_port() -> None:
    """a with b, c with d; c has one port, so one link. Numbers come from the fabric."""
    pairs = [member("a", 2), member("b", 2), member("c", 1), member("d", 2)]
    (wiring,) = join_direct(pairs, {"d": 0, "c": 1, "b": 2, "a": 3})
    links = wiring.links
    rows = zip(
        links.a_device.tolist(), links.a_port.tolist(), links.b_device.tolist(), links.b_port.tolist(), strict=True
    )
    assert list(rows) == [(3, 0, 2, 0), (3, 1, 2, 1), (1, 0, 0, 0)]
    assert set(links.stage.tolist()) == {DIRECT}


def test_pairs_of_other_cages_are_wirings_of_their_own() -> None:
    """The cages of b are numbered from 41: its transceiver is in cage 41, that of a in cage 1."""
    far = member("b", 1)
    far = replace(far, group=replace(far.group, first_cage=41))
    found = join_direct([member("a", 1), far, member("c", 1), member("d", 1)], {"a": 0, "b": 1, "c": 2, "d": 3})
    assert [(one.a_group.first_cage, one.b_group.first_cage, len(one.links)) for one in found] == [
        (1, 41, 1),
        (1, 1, 1),
    ]


def split_to(racks: tuple[str, str]) -> tuple[Fabric, Wiring]:
    """Two devices on the two ports of one connector."""
    links = Links.of(0, np.array([0, 1]), 0, 2, np.array([0, 1]))
    fabric = Fabric(("a", "b"), (Switch("leaf", "leaf", 1),), links)
    return fabric, Wiring("node-leaf", 200, ports(1, "compute"), ports(8, "fabric:2x200", 200, lanes=2), links)


@pytest.mark.parametrize(("racks", "fits"), [(("R1", "R1"), True), (("R1", "R2"), False)])
def test_the_legs_of_a_splitter_end_in_one_rack(racks: tuple[str, str], fits: bool) -> None:
    node = device_type("node", "host")
    asked = project(site(), {"node": node}, [device(n, "node", r, 1) for n, r in zip("ab", racks, strict=True)])
    fabric, wiring = split_to(racks)
    if fits:
        check_splitters(asked, fabric, [wiring])
    else:
        with pytest.raises(SizingError, match="a splitter would end in racks R1 and R2"):
            check_splitters(asked, fabric, [wiring])


def test_devices_on_different_connectors_may_stand_apart() -> None:
    node = device_type("node", "host")
    asked = project(site(), {"node": node}, [device("a", "node", "R1", 1), device("b", "node", "R2", 1)])
    fabric, wiring = split_to(("R1", "R2"))
    apart = replace(wiring, links=replace(wiring.links, b_port=np.array([0, 2], np.int32)))
    check_splitters(asked, fabric, [apart])


def test_a_split_that_disables_its_neighbour_needs_both_cages_free() -> None:
    """Two ports in every second cage: cage 2 is used, so the pair of cages 1 and 2 gives none; cages 3, 5 and 7 do."""
    skipping = device_type("S", "switch", (ports(8, "fabric:2x100", 100, lanes=2, skip=1, model="S"),))
    switches = SharedSwitches(("s",), skipping, (frozenset({2}),), 0)
    assert switches.free_ports(100)[1] == [[2, 3, 4, 5, 6, 7]]
