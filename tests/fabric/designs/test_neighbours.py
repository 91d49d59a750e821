"""Out-of-band cords of a rack on one switch, on a worked site of three units."""

from collections import defaultdict

from fabric.designs import Design, list_candidates
from fabric.templates import write_room
from tests.sites import read_files


def test_each_rack_of_nodes_has_one_out_of_band_switch() -> None:
    """A unit has 8 racks of 4 nodes and 3 power strips, 56 ports; with 84 ports of other devices, 252 ports are on six
    switches of 48. So no rack need be parted, though equipment.yaml lists all nodes before all strips. The seven racks
    of the network row with strips or servers have one switch each too, and so do the leaves of a unit and all spines.
    """
    project = read_files(write_room())
    earlier: list[Design] = []
    for network in project.request.networks:
        earlier.append(next(one.design for one in list_candidates(project, network, earlier) if one.design))
    design = earlier[-1]
    links, hosts = design.fabric.links, design.fabric.hosts
    leaves: dict[str, set[int]] = defaultdict(set)
    of_section: dict[str, set[int]] = defaultdict(set)
    for host, leaf in zip(links.a_device.tolist(), links.b_device.tolist(), strict=True):
        if host >= len(hosts):
            continue
        if hosts[host] in project.device_by_id:
            leaves[project.device_by_id[hosts[host]].rack or ""].add(leaf)
        else:
            of_section[hosts[host].rpartition("-")[0]].add(leaf)
    assert len(leaves) == 3 * 8 + 7
    assert {len(found) for found in leaves.values()} == {1}
    assert [len(of_section[name]) for name in ("leaf-01", "leaf-02", "leaf-03", "spine")] == [1, 1, 1, 1]
