"""Devices fill units and leaves as listed, or rack by rack: the two racks with their hosts listed to and fro.

A01: h001 (u1), h003 (u4)        A02: h002 (u1), h004 (u4)        leaves of four ports down, two ports a host
"""

from dataclasses import replace

import pytest

from fabric import audit_plan, make_plan
from fabric.designs import Design, list_candidates
from fabric.designs.design import is_same_fabric
from fabric.inputs.host_order_rules import host_order_faults, note_scattered_order
from fabric.plan import bound_scope
from fabric.project import Project
from layouts import Document, InputError
from tests.sites import read_files, write_two_racks

PLACES = {"h001": ("A01", 1), "h002": ("A02", 1), "h003": ("A01", 4), "h004": ("A02", 4)}
LIST = "".join(f"  - {{id: {name}, model: small-host, rack: {rack}, u: {u}}}\n" for name, (rack, u) in PLACES.items())


def read_to_and_fro(order: str = "", topology: str = "leaf-spine", listed: str = LIST) -> Project:
    """The project with the hosts listed to and fro; `order` is the value of host_order, '' leaves it out."""
    files = write_two_racks()
    more = f"topology: {topology}, host_order: {order}," if order else f"topology: {topology},"
    request = files["request.yaml"].replace("topology: leaf-spine,", more)
    return read_files({**files, "request.yaml": request, "equipment.yaml": f"devices:\n{listed}"})


def designs_of(project: Project) -> list[Design]:
    found = list_candidates(project, project.request.networks[0])
    return [one.design for one in found if one.design]


def hosts_of_leaves(design: Design) -> dict[str, list[str]]:
    """The hosts of each leaf, in the order of its links."""
    fabric = design.fabric
    names = [*fabric.hosts, *(switch.id for switch in fabric.switches)]
    found: dict[str, list[str]] = {}
    links = fabric.links
    for a, b, stage in zip(links.a_device.tolist(), links.b_device.tolist(), links.stage.tolist(), strict=True):
        if design.stages[stage].stage.name == "node-leaf" and names[a] not in found.setdefault(names[b], []):
            found[names[b]].append(names[a])
    return found


@pytest.mark.parametrize("topology", ["leaf-spine", "rail-optimized"])
def test_leaves_take_hosts_in_the_order_that_is_asked_for(topology: str) -> None:
    """leaf-spine: two hosts fill a leaf. rail-optimized: four hosts fill a leaf of each rail, in either order."""
    listed, racks = (hosts_of_leaves(designs_of(read_to_and_fro(word, topology))[0]) for word in ("listed", "racks"))
    if topology == "leaf-spine":
        assert list(listed.values()) == [["h001", "h002"], ["h003", "h004"]]
        assert list(racks.values()) == [["h001", "h003"], ["h002", "h004"]]
    else:
        assert list(listed.values()) == [["h001", "h002", "h003", "h004"]] * 2
        assert list(racks.values()) == [["h001", "h003", "h002", "h004"]] * 2


def test_designs_of_other_orders_are_not_the_same() -> None:
    """Their links have equal numbers, of other hosts."""
    listed, racks = (designs_of(read_to_and_fro(word))[0] for word in ("listed", "racks"))
    assert not is_same_fabric(listed, replace(racks, network=listed.network))
    assert is_same_fabric(listed, replace(listed, network=racks.network))


def read_two_rows(order: str) -> Project:
    """The two racks in two rows, B01 in place of A02, joined by a tray round the corner; trunks of eight legs."""
    files = write_two_racks("{trunk_legs: [8], bundle_jumpers: 1}")
    old = "racks: [{type: t, count: 2}]}\n"
    site = files["site.yaml"].replace(
        old,
        "racks: [{type: t, count: 1}]}\n"
        "  - {id: B, room: hall, start_mm: [2000, 4000], front: south, racks: [{type: t, count: 1}]}\n",
    )
    site = site.replace("[4000, 2600, 2300]]", "[4000, 2600, 2300], [4000, 4600, 2300], [1500, 4600, 2300]]")
    request = files["request.yaml"].replace("topology: leaf-spine,", f"topology: leaf-spine, host_order: {order},")
    listed = f"devices:\n{LIST.replace('A02', 'B01')}"
    return read_files({**files, "site.yaml": site, "request.yaml": request, "equipment.yaml": listed})


def test_a_list_leaves_the_choice_to_the_planner() -> None:
    """Rack by rack a leaf may stand with its two hosts. As listed each leaf has a host in either row, so two links of
    hosts cross for each leaf wherever it stands, and the least work is more. The plan of both is no slower than either,
    and its bound is that of the lower one. The three switches are so few that one rack for all is as fast as any.
    """
    both, listed, racks = (make_plan(read_two_rows(word)) for word in ("[listed, racks]", "listed", "racks"))
    assert racks.summary.work_bound_ms < listed.summary.work_bound_ms
    assert both.summary.install_time_s == min(listed.summary.install_time_s, racks.summary.install_time_s)
    assert both.summary.bound_s == min(listed.summary.bound_s, racks.summary.bound_s)
    for plan in (both, listed, racks):
        assert not [finding for finding in audit_plan(plan) if finding.severity == "error"]
    assert "in the order of the input files or of their racks" in bound_scope(both.project)


def test_an_order_of_racks_needs_racks() -> None:
    """h004 without a rack is in no order of racks; with `listed` the planner places it."""
    loose = LIST.replace(", rack: A02, u: 4", "")
    with pytest.raises(InputError, match="h004 has no rack, so they are in no order of racks"):
        read_to_and_fro("[listed, racks]", listed=loose)
    assert read_to_and_fro("listed", listed=loose)


def test_a_switch_without_a_rack_is_a_host_of_its_board_alone() -> None:
    """Ports that join switches make it no host of their network; its management port makes it one of that network."""
    switch = "  - {id: spine-9, model: small-switch, role: spine}\n"
    project = read_to_and_fro("racks", listed=LIST + switch)
    found = []
    for group in ("fabric", "board"):
        network = replace(project.request.networks[0], port_group=group)
        request = replace(project.request, networks=(network,))
        document = Document("request.yaml", {}, {})
        found.append(
            [fault.message for fault in host_order_faults(document, request, project.devices, project.catalog)]
        )
    assert found == [[], ["spine-9 has no rack, so they are in no order of racks"]]


def test_a_list_that_jumps_from_rack_to_rack_is_noted() -> None:
    """Not where the request allows the order of racks, where the list goes rack by rack, or where units are stated."""
    (note,) = note_scattered_order(read_to_and_fro())
    assert note.startswith("network net: its devices fill scalable units and leaves as listed, which is not rack by ")
    in_order = "".join(
        sorted(LIST.splitlines(keepends=True), key=lambda line: line.index("A02") if "A02" in line else 0)
    )
    stated = LIST.replace("small-host,", "small-host, su: 1,")
    for quiet in (read_to_and_fro("[racks, listed]"), read_to_and_fro(listed=in_order), read_to_and_fro(listed=stated)):
        assert not list(note_scattered_order(quiet))
