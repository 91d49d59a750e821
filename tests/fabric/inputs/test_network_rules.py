"""What networks may say together: each rule accepts, rejects, and accepts next door."""

from pathlib import Path

import pytest

from tests.fabric.inputs.folders import NAMED, faults_of

ONE = "{id: one, topology: leaf-spine, port_group: compute}"


def networks(*lines: str) -> dict[str, str]:
    return {"request.yaml": "networks:\n" + "".join(f"  - {line}\n" for line in lines)}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ((ONE,), ""),
        ((ONE, "{id: two, topology: leaf-spine, port_group: storage}"), ""),
        ((ONE, "{id: one, topology: leaf-spine, port_group: storage}"), "two networks are called 'one'"),
        ((ONE, "{id: two, topology: leaf-spine, port_group: compute}"), "both connect the ports of group 'compute'"),
        (
            ("{id: one, topology: leaf-spine, port_group: mangement}",),
            "no device of the catalogue has ports of group 'mangement'. Write 'management' instead",
        ),
        (("{id: one, topology: leaf-spine, port_group: 'fabric:4x200'}",), "names a way to split cages"),
        (("{id: one, topology: leaf-spine, switch_models: [QM9700]}",), ""),
        (
            ("{id: one, topology: leaf-spine, spine_models: [QM97]}",),
            "at networks[0].spine_models[0]: there is no switch 'QM97'",
        ),
        (("{id: one, topology: leaf-spine, leaf_models: [MCC4Q26]}",), "there is no switch 'MCC4Q26'"),
        ((ONE, "{id: two, topology: leaf-spine, port_group: storage, prefix: ''}"), "the text is empty"),
        (
            (
                ONE,
                "{id: two, topology: leaf-spine, port_group: storage, prefix: x-}",
                "{id: x, topology: leaf-spine, port_group: in-band}",
            ),
            "would have the same names: both begin with 'x-'",
        ),
        ((ONE, "{id: two, topology: leaf-spine, port_group: storage, spines_of: one}"), ""),
        (
            ("{id: two, topology: leaf-spine, port_group: storage, spines_of: one}", ONE),
            "there is no earlier network 'one'",
        ),
        (
            (ONE, "{id: two, topology: leaf-spine, port_group: storage, spines_of: one, planes: 2}"),
            "planes share nothing",
        ),
        (
            (ONE, "{id: two, topology: leaf-spine, port_group: storage, spines_of: one, spines: 2}"),
            "so there are no spines of its own",
        ),
        (
            (ONE, "{id: two, topology: leaf-spine, port_group: storage, spines_of: one, tiers: 2}"),
            "so there are no spines of its own",
        ),
        (("{id: one, topology: leaf-spine, tiers: 2, spines: 4}",), ""),
        (
            ("{id: one, topology: leaf-spine, tiers: 3, spines: 4}",),
            "'spines' states the spines of two tiers, 'tiers' asks for 3",
        ),
        (
            ("{id: one, topology: leaf-spine, tiers: 1, spines: 4}",),
            "'spines' states the spines of two tiers, 'tiers' asks for 1",
        ),
        (("{id: one, topology: leaf-spine, nodes_per_su: 4}",), "a leaf-spine network has no 'nodes_per_su'"),
        (("{id: one, topology: rail-optimized, nodes_per_su: 4}",), ""),
        (("{id: one, topology: rail-only, tiers: 2}",), "a rail-only network has no 'tiers'"),
        (("{id: one, topology: hyperx, shape: {dimensions: [2, 2]}}",), ""),
        (("{id: one, topology: hyperx, shape: {order: 3}}",), "the shape of a hyperx has no 'order'"),
        (("{id: one, topology: rail-only, shape: {order: 3}}",), "It has: none"),
        (
            ("{id: one, topology: hyperx, shape: {dimensions: [2, 2], dimension_links: [1]}}",),
            "State one number of links for each dimension",
        ),
        (("{id: one, topology: leaf-spine, peer_links: 2}",), "State 'redundancy: 2' as well"),
        (("{id: one, topology: leaf-spine, peer_links: 2, redundancy: 2}",), ""),
        (("{id: one, topology: leaf-spine, direct: [{port_group: peer, devices: [a]}]}",), "Name an even number"),
        (("{id: one, topology: leaf-spine, planes: true}",), "a whole number is expected, found true"),
        (("{id: one, topology: leaf-spine, planes: 9}",), "9 is too large: at most 8 is expected"),
        (("{id: one, topology: leaf-spine, peer_links: '0'}",), "a whole number is expected, found '0'"),
        (("{id: one, topology: rail-optimised}",), "Write 'rail-optimized' instead"),
        (("{id: one, topology: [rail-optimised, leaf-spine]}",), "Write 'rail-optimized' instead"),
        (("{id: one, topology: []}",), "at least 1 items are expected, found 0"),
        (("{id: one, topology: [leaf-spine, fat-tree], redundancy: 2}",), ""),
        (
            ("{id: one, topology: [leaf-spine, dragonfly], redundancy: 2}",),
            "a dragonfly network has no 'redundancy', which is stated. Remove dragonfly from the list",
        ),
        (
            ("{id: one, topology: [hyperx, dragonfly], redundancy: 2}",),
            "none of hyperx, dragonfly has 'redundancy'",
        ),
        (("{id: one, topology: any, redundancy: 2}",), ""),
        (
            ("{id: one, topology: any, nodes_per_su: 4, redundancy: 2, apart: rack, shape: {order: 5}}",),
            "no shape of leaf-spine, fat-tree has 'order'",
        ),
        (("{id: one, topology: [leaf-spine, given]}",), "a list of families cannot hold 'given'"),
        (("{id: one, topology: [leaf-spine, fat-tree], nodes_per_su: 4}",), "none of leaf-spine, fat-tree has 'nodes"),
        (("{id: one, topology: [leaf-spine, hyperx], shape: {dimensions: [2, 2]}}",), ""),
        (("{id: one, topology: leaf-spine, tiers: [1, 3], spines: 4}",), "'tiers' asks for 1 or 3"),
        (("{id: one, topology: leaf-spine, tiers: [2, 3], spines: 4}",), ""),
        (("{id: one, topology: leaf-spine, tiers: [2, 4]}",), "4 is too large: at most 3 is expected"),
        (("{id: one, topology: leaf-spine, needs: {hops: 0}}",), "0 is too small: at least 1 is expected"),
        (("{id: one, topology: leaf-spine, needs: {bisection_pct: 101}}",), "at most 100 is expected"),
        (("one",), "'key: value' pairs are expected, found 'one'. Write {id: ..., topology: ...}"),
    ],
)
def test_networks_at_their_edge(tmp_path: Path, lines: tuple[str, ...], fault: str) -> None:
    found = faults_of(tmp_path, networks(*lines))
    assert any(fault in line for line in found) if fault else not found, found


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("[a, b]", "[c, d]", ""),
        ("[a, b]", "[b, c]", "another list connects ports of group 'peer' of the same devices"),
        ("[a, a]", "[c, d]", "the list names a device twice"),
        ("[a, b]", "[]", "another list connects ports of group 'peer' of the same devices"),
    ],
)
def test_lists_share_no_port(tmp_path: Path, first: str, second: str, fault: str) -> None:
    """A list without devices takes all that have such ports."""
    lists = f"direct: [{{port_group: peer, devices: {first}}}, {{port_group: peer, devices: {second}}}]"
    files = {**networks(f"{{id: one, topology: leaf-spine, {lists}}}"), "equipment.yaml": NAMED}
    found = faults_of(tmp_path, files)
    assert any(fault in line for line in found) if fault else not found, found


@pytest.mark.parametrize("group", ["peer", "compute"])
def test_a_ring_is_told_to_list_its_links(tmp_path: Path, group: str) -> None:
    """Pairs cannot say which port of b goes to a and which to c: a list of links can."""
    pairs = "direct: [{port_group: peer, devices: [a, b]}, {port_group: peer, devices: [b, c]}]"
    files = {**networks(f"{{id: one, topology: leaf-spine, port_group: {group}, {pairs}}}"), "equipment.yaml": NAMED}
    found = [line for line in faults_of(tmp_path, files) if "direct[1]" in line]
    assert found and all("list its links port by port in a CSV file (links)" in line for line in found), found


def test_extra_ports_are_none_of_a_main_group(tmp_path: Path) -> None:
    (found,) = faults_of(
        tmp_path,
        networks("{id: one, topology: leaf-spine, port_group: compute, extra: [{port_group: compute}]}"),
    )
    assert "at networks[0].extra[0]: network 'one' connects the ports of group 'compute' already" in found
