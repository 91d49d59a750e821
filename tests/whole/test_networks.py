"""Several networks of one site against the published bill of the 4-SU SuperPOD; their members, speeds and places."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fabric import Plan, Project, audit_plan, make_plan, read_project
from fabric.audit import require_sound
from fabric.designs import Design
from fabric.designs.candidates import list_candidates
from fabric.plan import PullForm
from fabric.report.design_summary import count_facts
from fabric.sheets.documents.labels import list_labels
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.templates import write_room, write_superpod
from layouts.faults import InputError, UnmetError
from tests.sites import read_files, write_two_networks, write_two_racks

Write = Callable[[dict[str, str]], Path]


def first_designs(project: Project) -> Iterator[Design]:
    """Each network's first buildable design beside those before it."""
    earlier: list[Design] = []
    for network in project.request.networks:
        earlier.append(next(c.design for c in list_candidates(project, network, earlier) if c.design))
    yield from earlier


@pytest.fixture(scope="module")
def all_project(site_folder: Write) -> Project:
    return read_project(site_folder(write_superpod(4, True)))


@pytest.fixture(scope="module")
def bills(all_project: Project) -> dict[str, dict[str, Any]]:
    return {design.network.id: count_facts(all_project, design) for design in first_designs(all_project)}


def cables(bill: dict[str, Any], *words: str) -> int:
    """Cables whose model and ends name all of some words."""
    return sum(count for what, count in bill["cables"].items() if all(word in what for word in words))


def test_the_compute_bill(bills: dict[str, dict[str, Any]]) -> None:
    """RA-11333-001 V11, tables 7 and 8: 127 nodes, 48 switches; 2040 fibers = 1016 + 1024, 2 splitters; 1536 switch
    optics, 508 on the nodes, 4 on UFM.
    """
    bill = bills["compute"]
    assert (cables(bill, "MFP7E10", "DGX-H100"), cables(bill, "MFP7E10", "leaf-spine")) == (1016, 1024)
    assert cables(bill, "MFP7E20", "UFM-SERVER") == 2
    assert bill["transceivers"] == {"MMA4Z00-NS": 1536, "MMA4Z00-NS-FLT": 508, "MMA4Z00-NS400": 4}
    assert bill["switches"] == {"leaf": 32, "spine": 16, "core": 0}
    assert bill["links"] == 2040 + 4
    assert bill["connectors"] == 2 * 2040 + 2 * 3
    assert bill["single_cables"] == 2040 + 2


def test_the_storage_bill(bills: dict[str, dict[str, Any]]) -> None:
    """494 fibers = 254 + 240, 369 switch optics, 254 on the nodes; 48 + 4 splitters with own modules, 2 of UFM."""
    bill = bills["storage"]
    assert (cables(bill, "MFP7E10", "DGX-H100"), cables(bill, "leaf-spine")) == (254, 240)
    assert (cables(bill, "MFA7U10", "STORAGE-NODE"), cables(bill, "MFA7U10", "MGMT-SERVER")) == (48, 4)
    assert cables(bill, "MFP7E20", "UFM-SERVER") == 2
    assert bill["transceivers_on_switches"] == 369
    assert bill["single_cables"] == 494 + 48 + 4 + 2
    assert bill["transceivers"] == {"MMA1Z00-NS400": 254, "MMA4Z00-NS": 369, "MMA4Z00-NS400": 4}
    assert sum(bill["switches"].values()) == 16


def test_the_in_band_bill(bills: dict[str, dict[str, Any]]) -> None:
    """254 + 8 + 8 to devices, 24 leaf to spine, 6 between pairs, on 8 switches."""
    bill = bills["in-band"]
    assert bill["links_by_stage"] == {"node_leaf": 254 + 8 + 8, "leaf_spine": 24, "peer": 6}
    assert cables(bill, "DGX-H100") == 254
    assert bill["switches"] == {"leaf": 6, "spine": 2, "core": 0}


def test_the_out_of_band_bill(all_project: Project, bills: dict[str, dict[str, Any]]) -> None:
    """127 BMCs, 64 InfiniBand and 8 in-band switches, 8 servers, 108 PDUs; 16 uplinks, 2 back to back; 8 switches."""
    bill = bills["oob"]
    assert bill["links_by_stage"] == {"node_leaf": 127 + 64 + 8 + 8 + 108, "leaf_spine": 16, "direct": 2}
    assert bill["switches"]["leaf"] == 8
    design = list(first_designs(all_project))[-1]
    kinds: Counter[str] = Counter()
    models = {device.id: device.model for device in all_project.devices}
    for host in {design.fabric.hosts[i] for i in design.fabric.links.a_device.tolist() if i < len(design.fabric.hosts)}:
        kinds[models.get(host, "switch")] += 1
    assert (kinds["DGX-H100"], kinds["RACK-PDU"], kinds["switch"]) == (127, 108, 64 + 8)


@pytest.mark.parametrize(("su", "nodes"), [(1, 31), (2, 63), (3, 95), (4, 127)])
def test_table_4_from_the_template(site_folder: Write, su: int, nodes: int) -> None:
    """Leaves, spines, node and UFM links, uplinks of NVIDIA RA-11333-001 V11, table 4, from devices."""
    project = read_project(site_folder(write_superpod(su, True)))
    design = next(first_designs(project))
    published = {1: (8, 4, 252, 256), 2: (16, 8, 508, 512), 3: (24, 16, 764, 768), 4: (32, 16, 1020, 1024)}[su]
    stages = count_facts(project, design)["links_by_stage"]
    assert (design.count("leaf"), design.count("spine"), stages["node_leaf"], stages["leaf_spine"]) == published
    assert sum(device.model == "DGX-H100" for device in project.devices) == nodes


@pytest.mark.plan
def test_a_room_of_all_networks_is_planned_and_sound(room_plan: Plan) -> None:
    assert [f for f in audit_plan(room_plan) if f.severity == "error"] == []
    networks = [stage.network for stage in room_plan.stages]
    assert set(networks) == {"compute", "storage", "in-band", "oob"}
    assert room_plan.summary.bound_s <= room_plan.summary.install_time_s
    assert len(room_plan.designs) == 4
    switches = [device for device in room_plan.devices if device.role in ("leaf", "spine")]
    assert len({device.id for device in switches}) == len(switches)
    feed = sum(room_plan.project.catalog.device_types[d.model].power_w for d in room_plan.devices if d.role != "host")
    assert feed <= 150_000


@pytest.mark.plan
def test_the_whole_is_bounded_by_the_sum_of_its_networks(room_plan: Plan, site_folder: Write) -> None:
    """One network alone takes no more work than all of them, and its bound is no higher."""
    project = read_project(site_folder(write_room()))
    request = replace(project.request, networks=project.request.networks[:1])
    alone = make_plan(replace(project, request=request))
    assert alone.summary.work_bound_ms < room_plan.summary.work_bound_ms
    assert alone.summary.work_ms < room_plan.summary.work_ms
    assert room_plan.summary.work_bound_ms <= room_plan.summary.work_ms


def edited(files: dict[str, str], name: str, *changes: tuple[str, str]) -> dict[str, str]:
    text = files[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {**files, name: text}


def test_networks_must_not_share_ports_nor_lean_forward(site_folder: Write) -> None:
    files = write_superpod(1, True)
    with pytest.raises(InputError) as error:
        read_project(site_folder(edited(files, "request.yaml", ("port_group: storage", "port_group: compute"))))
    assert "networks 'compute' and 'storage' both connect" in str(error.value.faults[0])
    with pytest.raises(InputError) as error:
        read_project(site_folder(edited(files, "request.yaml", ("spines_of: in-band", "spines_of: oob"))))
    assert "there is no earlier network 'oob'" in str(error.value.faults[0])


def test_no_free_port_for_the_managers_is_said(site_folder: Write) -> None:
    """32 nodes in the first unit leave no port to UFM."""
    files = write_superpod(1, True)
    full = edited(files, "equipment.yaml", ("u: [2, 12, 22], racks: [A10]", "u: [2, 12, 22, 32], racks: [A10]"))
    project = read_project(site_folder(full))
    with pytest.raises(UnmetError, match="no free ports for the extra devices"):
        list_candidates(project, project.request.networks[0])


def test_unknown_extra_devices_are_named(site_folder: Write) -> None:
    """Four names are equally near, so none is proposed."""
    files = edited(
        write_superpod(1, True), "request.yaml", ("devices: [ufm-01, ufm-02]}   #", "devices: [ufm-09]}   #")
    )
    with pytest.raises(InputError, match=r"there is no device 'ufm-09'\. Use the id of a device"):
        read_project(site_folder(files))


@pytest.mark.plan
def test_labels_tell_every_plug_of_the_room_apart(room_plan: Plan) -> None:
    """No two labels of the site are alike, though a node has cage 1 of compute, storage, in-band and management; the
    head of a splitter has one label that names all its tails.
    """
    rows = PlanRows(room_plan)
    labels = list_labels(rows)
    texts = [label.text for label in labels]
    assert len(set(texts)) == len(texts)
    split = [row for row in rows.links if row.kind.startswith("MFA7U10")]
    assert split
    heads = {label.text for label in labels if label.side == "B" and "+" in label.text}
    assert {row.label_b.text for row in split} <= heads
    plugs = sum(2 if row.leg < 2 else 1 for row in rows.links if row.form != PullForm.TRUNK)
    assert sum(label.apply for label in labels) == plugs


@pytest.mark.plan
def test_sheets_of_the_room_hold_every_link_once(room_plan: Plan) -> None:
    rows = PlanRows(room_plan)
    ids = [row.cable_id for row in rows.links]
    assert len(set(ids)) == len(ids) == len(room_plan.links)
    ports = {(end.device, end.cages, end.port) for row in rows.links for end in (row.a, row.b)}
    assert len(ports) == 2 * len(ids)
    for row in rows.links:
        assert row.cable_id.startswith(f"C-{row.network}-")


def test_every_end_of_a_label_is_one_connector(room_plan: Plan) -> None:
    """What stands before the slash names one connector of the site, and each connector has one such text."""
    near: dict[str, set[tuple[str, str, int, int]]] = {}
    for row in PlanRows(room_plan).links:
        for end, label in ((row.a, row.label_a), (row.b, row.label_b)):
            near.setdefault(label.own, set()).add((end.device, end.cages, end.cage, end.mpo))
    assert all(len(ends) == 1 for ends in near.values())
    assert len({next(iter(ends)) for ends in near.values()}) == len(near)


def test_what_earlier_networks_took_is_said_and_left_out_of_bounds(all_project: Project) -> None:
    """48 switches of 64 ports: the compute fabric takes them all; the bound of storage looks at all stock."""
    lots = tuple(replace(lot, quantity=48) if lot.model == "QM9700" else lot for lot in all_project.inventory.lots)
    project = replace(all_project, inventory=replace(all_project.inventory, lots=lots))
    compute, storage = project.request.networks[:2]
    chosen = next(c.design for c in list_candidates(project, compute) if c.design)
    with pytest.raises(
        UnmetError, match=r"needs 16 leaves and spines .* stock has 0, 48 more are taken by the networks"
    ):
        list_candidates(project, storage, [chosen])
    assert any(c.design for c in list_candidates(project, storage, [chosen], all_stock=True))


@pytest.mark.plan
def test_a_cage_in_two_modes_is_found(site_folder: Write) -> None:
    """The splitters of UFM read as modules that take whole cages: those would be cages of uplinks."""
    plan = make_plan(read_project(site_folder(write_superpod(1, True))))
    warned = {f.rule for f in audit_plan(plan)}
    assert "twin-same-split" in warned
    stages = tuple(replace(s, b_group="fabric:2x200") if s.b_group == "fabric:4x200" else s for s in plan.stages)
    assert "cage-one-mode" in {f.rule for f in audit_plan(replace(plan, stages=stages)) if f.severity == "error"}


@pytest.mark.plan
def test_switches_of_an_earlier_network_show_other_ports_at_the_other_face() -> None:
    """The board ports of small-switch show opposite its fabric ports, so both places of row A take crews.

    Each takes as many crews as the row says; the part of the bound is the least work over all of their technicians.
    It counted one place and lay above plans before.
    """
    files = write_two_networks()
    board = "small-switch,board,1,1,1,rj45,"
    ports = files["catalog/ports.csv"].replace(f"{board}front", f"{board}rear")
    plan = make_plan(read_files({**files, "catalog/ports.csv": ports}))
    require_sound(plan)
    crews = sum(place.max_crews for place in plan.project.site.places)
    technicians = crews * plan.project.crew.crew_size
    least_s = -(-plan.summary.work_bound_ms // (1000 * technicians))
    assert plan.summary.bound_parts_s["work over crew slots"] == least_s


def test_a_flat_network_refuses_ports_that_are_slower_than_it() -> None:
    """The hosts have ports of 400G, the network states 800: the reason names a host, and no design is tried."""
    files = write_two_racks()
    request = files["request.yaml"].replace("topology: leaf-spine", "topology: hyperx").replace(", tiers: 2", "")
    switch = files["catalog/ports.csv"].replace("osfp-finned-twin,front,400", "osfp-finned-twin,front,800")
    with pytest.raises(UnmetError, match="h001 has ports of 400G, the network has speed_gbps: 800"):
        make_plan(read_files({**files, "request.yaml": request.replace("400", "800"), "catalog/ports.csv": switch}))
