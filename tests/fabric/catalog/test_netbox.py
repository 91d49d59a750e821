"""NetBox device types: what a thing is, its ports by tier, its power; what is assumed is said, and the remedy works."""

from pathlib import Path
from typing import Any

import pytest

from fabric import read_project
from fabric.catalog import list_ports, read_catalog
from layouts import InputError
from tests.fabric.catalog.device_files import device, management, ports, read_one, sizes, supplies, write
from tests.sites import write_two_racks

TYPES = "model,role,protocol,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence\n"
PORTS = "model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence\n"
SPLITS = "model,group,mode,mpos,lanes,speed_gbps,printed,os,source,confidence\n"


def numbered(prefix: str, count: int, first: int = 1) -> list[str]:
    return [f"{prefix}{number}" for number in range(first, first + count)]


@pytest.mark.parametrize("name", ["X.yaml", "X.yml", "Vendor/other name.yml", "device-types/Vendor/X.YAML"])
def test_a_file_is_read_wherever_it_lies_and_its_model_counts(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, device("M 32", ports("400gbase-x-qsfpdd", numbered("Ethernet1/", 32))))
    assert sizes(read_catalog(tmp_path), "M 32") == {"fabric": (32, 400)}


@pytest.mark.parametrize(
    ("kinds", "groups"),
    [
        ({"400gbase-x-qsfpdd": 32, "10gbase-x-sfpp": 2}, {"fabric": (32, 400)}),
        ({"100gbase-x-qsfp28": 64, "10gbase-x-sfpp": 2}, {"fabric": (64, 100)}),
        ({"40gbase-x-qsfpp": 32, "10gbase-x-sfpp": 4}, {"fabric": (32, 40)}),
        ({"25gbase-x-sfp28": 48, "100gbase-x-qsfp28": 6}, {"access": (48, 25), "uplink": (6, 100)}),
        ({"25gbase-x-sfp28": 97, "100gbase-x-qsfp28": 4}, {"access": (97, 25), "uplink": (4, 100)}),
        ({"10gbase-x-sfpp": 24, "40gbase-x-qsfpp": 2}, {"access": (24, 10), "uplink": (2, 40)}),
        (
            {"1000base-t": 40, "10gbase-t": 8, "40gbase-x-qsfpp": 2},
            {"access": (40, 1), "uplink": (2, 40)},
        ),
        (
            {"1000base-t": 48, "10gbase-x-sfpp": 4, "40gbase-x-qsfpp": 2},
            {"access": (48, 1), "uplink": (2, 40)},
        ),
        ({"50gbase-x-sfp56": 60, "400gbase-x-qsfpdd": 4}, {"access": (60, 50), "uplink": (4, 400)}),
        ({"2.5gbase-t": 36, "10gbase-t": 12}, {"access": (36, 2), "uplink": (12, 10)}),
        ({"100gbase-x-qsfpdd": 24, "400gbase-x-qsfpdd": 8}, {"access": (24, 100), "uplink": (8, 400)}),
        ({"25gbase-x-sfp28": 16, "100gbase-x-qsfp28": 32}, {"access": (16, 25), "uplink": (32, 100)}),
    ],
)
def test_tiers_of_a_switch(tmp_path: Path, kinds: dict[str, int], groups: dict[str, tuple[int, int]]) -> None:
    """Few slow ports are for service: up to 4, or an eighth of the others. Else the most numerous kind is access. Of
    the faster ones that with most bandwidth is uplink: 2 x 40 G = 80 G as 8 x 10 G, and 40 G is faster.
    """
    listed = [ports(kind, numbered(f"Ethernet{index}/", count)) for index, (kind, count) in enumerate(kinds.items())]
    assert sizes(read_one(tmp_path, device("X", *listed)), "X") == groups


def test_ports_for_management_are_a_group(tmp_path: Path) -> None:
    """By mgmt_only, by name, copper first; the fan-out of the ASIC is told."""
    content = device(
        "X",
        ports("1000base-t", ["Management"], mgmt_only=True),
        ports("25gbase-sfp28", ["ASIC Management Port 1", "ASIC Management Port 2"]),
        ports("800gbase-osfp800", numbered("Port ", 64)),
        u_height=2,
    )
    catalog = read_one(tmp_path, content)
    assert sizes(catalog, "X") == {"fabric": (64, 800), "management": (1, 1)}
    assert any("2 ports of sfp28 at 25G (ASIC Management Port 1) are left out" in note for note in catalog.notes)


def test_a_few_ports_of_other_names_are_for_service(tmp_path: Path) -> None:
    """Port fnm1 of an XDR switch beside sw1p1 to sw8p2: 16 ports of 800G in 8 cages, one told."""
    names = [f"sw{cage}p{port}" for cage in range(1, 9) for port in (1, 2)]
    catalog = read_one(tmp_path, device("X", ports("infiniband-xdr", ["fnm1", *names])))
    group = catalog.device_types["X"].group("fabric")
    assert group is not None
    assert (group.cages, group.mpos, group.ports, group.speed_gbps) == (8, 2, 16, 800)
    assert any("1 port of osfp-finned-twin-800 at 800G (fnm1) is left out" in note for note in catalog.notes)


@pytest.mark.parametrize(
    ("content", "role"),
    [
        (device("X", management("iDRAC9"), ports("1000base-t", ["LOM-1", "LOM-2"])), "server"),
        (device("X", ports("10gbase-t", ["Gig-E 1", "Gig-E 2"]), module_bays=[{"name": "PCI-E 1"}]), "server"),
        (device("X", ports("10gbase-t", ["LAN1", "LAN2"])), "server"),
        (device("X", management("XCC"), device_bays=[{"name": "Node A"}], subdevice_role="parent"), "server"),
        (device("X", management("BMC"), ports("400gbase-x-qsfp112", numbered("eth", 8, 0))), "host"),
        (device("X", management("BMC"), ports("100gbase-x-qsfp28", numbered("Ethernet", 32))), "switch"),
        (device("X", ports("25gbase-x-sfp28", numbered("swp", 4))), "switch"),
        (device("X", ports("25gbase-x-sfp28", ["ethernet1/1", "ethernet1/2"])), "server"),
        (device("X", ports("25gbase-x-sfp28", ["ethernet1/1", "ethernet1/2", "ethernet1/3"])), "switch"),
        (device("X", module_bays=[{"name": "Line card 1"}, {"name": "PSU 1"}]), "switch"),
        (device("X", module_bays=[{"name": "PSU 1"}, {"name": "Fan tray 1"}], power_ports=supplies(1)), "server"),
        (device("X", power_outlets=[{"name": "1", "type": "iec-60320-c13"}], u_height=0), "pdu"),
    ],
)
def test_a_thing_is_told_by_its_parts(tmp_path: Path, content: dict[str, Any], role: str) -> None:
    assert read_one(tmp_path, content).device_types["X"].role == role


FOUR = ports("25gbase-x-sfp28", numbered("ethernet1/", 4))
FAST = ports("100gbase-x-qsfp28", numbered("e0", 4))


@pytest.mark.parametrize(
    ("content", "role", "rule"),
    [
        (device("PA-5410", FOUR) | {"manufacturer": "Palo Alto Networks"}, "server", "by the manufacturer Palo Alto"),
        (device("FortiGate 600F", FOUR) | {"manufacturer": "Fortinet"}, "server", "the manufacturer Fortinet"),
        (device("FortiSwitch 1024D", FOUR) | {"manufacturer": "Fortinet"}, "switch", "4 ports, named as"),
        (device("1024D", FOUR, part_number="FS-1024D") | {"manufacturer": "Fortinet"}, "switch", "the family FS-"),
        (device("SG6400", FOUR) | {"manufacturer": "CheckPoint"}, "server", "by the manufacturer Check Point"),
        (device("BIG-IP i5600", FOUR) | {"manufacturer": "F5"}, "server", "a load balancer by the manufacturer F5"),
        (device("SRX4600", FOUR) | {"manufacturer": "Juniper"}, "server", "a firewall by the family SRX of Juniper"),
        (device("QFX5130", FOUR) | {"manufacturer": "Juniper"}, "switch", "4 ports, named as those of switches"),
        (device("AFF", FAST, management("BMC")) | {"manufacturer": "NetApp"}, "server", "a storage box by the manuf"),
        (device("BES-53248", FOUR) | {"manufacturer": "NetApp"}, "switch", "a switch by the family BES- of NetApp"),
        (device("X", FOUR, comments="[X](https://x.example/next-gen-firewall)"), "server", "'firewall' in its com"),
        (device("X", FOUR, description="All-flash storage array"), "server", "'storage array' in its description"),
        (device("X", FOUR, comments="Switch with rules as a firewall"), "switch", "4 ports, named as"),
        (device("X", FAST, management("BMC"), comments="Reads from a storage array"), "host", "4 ports of 100G"),
        (device("X", FOUR), "switch", "4 ports, named as those of switches"),
    ],
)  # fmt: skip
def test_what_looks_like_a_switch_is_told_by_its_kind(
    tmp_path: Path, content: dict[str, Any], role: str, rule: str
) -> None:
    """Ports ethernet1/1 to ethernet1/4 make a switch where no family, manufacturer or word tells another thing."""
    catalog = read_one(tmp_path, content)
    assert catalog.device_types[content["model"]].role == role
    (note,) = (note for note in catalog.notes if "is taken for" in note)
    assert rule in note
    assert f"To state them, or another role, add a row for {content['model']} to catalog/device_types.csv" in note


def test_the_remedy_for_the_kind_works(tmp_path: Path) -> None:
    """A row of the model states the role; a row of the family does for all its models. Without them it is a server."""
    content = device("PA-5410", ports("25gbase-x-sfp28", numbered("ethernet1/", 16))) | {"manufacturer": "Palo Alto"}
    assert read_one(tmp_path, content).device_types["PA-5410"].role == "server"
    (tmp_path / "device_kinds.csv").write_text("manufacturer,model,kind\nPalo Alto,PA-5,switch\n", encoding="utf-8")
    catalog = read_catalog(tmp_path)
    assert (catalog.device_types["PA-5410"].role, sizes(catalog, "PA-5410")) == ("switch", {"fabric": (16, 25)})
    (tmp_path / "device_kinds.csv").unlink()
    row = "PA-5410,switch,ethernet,2,440,500,9,450,front-to-rear,data sheet,published\n"
    (tmp_path / "device_types.csv").write_text(TYPES + row, encoding="utf-8")
    assert sizes(read_catalog(tmp_path), "PA-5410") == {"fabric": (16, 25)}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            device("X", front_ports=[{"name": "1", "type": "lc"}] * 24, rear_ports=[{"name": "1", "type": "mpo"}] * 2),
            "a panel: 24 front and 2 rear ports. List it under 'panels' of equipment.yaml with u_height: 1, ports: 24, "
            "connector: LC",
        ),
        (
            device("X", module_bays=[{"name": "A"}, {"name": "B"}]),
            "a housing without ports or power. List it under 'panels' of equipment.yaml with u_height: 1, ports: those "
            "of its cassettes (1 where it holds none), connector: LC",
        ),
        (device("X", management("IPMI"), u_height=0, subdevice_role="child"), "a child device of 0 U"),
        (device("X", ports("1000base-t", ["eth0"]), u_height=0), "a device of 0 U that is not a PDU"),
    ],
)
def test_what_cannot_be_placed_is_left_out_and_told(tmp_path: Path, content: dict[str, Any], words: str) -> None:
    catalog = read_one(tmp_path, content)
    assert "X" not in catalog.device_types
    assert any(f"X is left out: {words}" in note for note in catalog.notes)
    assert "is left out" in catalog.other_names["X"]


@pytest.mark.parametrize(
    ("power", "watts"),
    [
        (supplies(1, 600), 600),
        (supplies(2, 600), 600),
        ([*supplies(1, 600), *supplies(1, 650)], 650),
        (supplies(6, 3000), 15_000),
        (supplies(2, None, allocated_draw=375), 750),
        (supplies(2, 600, allocated_draw=375), 600),
        (supplies(2), 2500),
        ([{"name": "PS1", "maximum_draw": None}], 2500),
    ],
)
def test_power_is_that_of_the_supplies_that_may_carry_the_device(
    tmp_path: Path, power: list[dict[str, Any]], watts: int
) -> None:
    """One of two carries the device alone; of six, five do (5 x 3000 W). Without a draw 2500 W are assumed."""
    content = device("X", ports("100gbase-x-qsfp28", numbered("swp", 32)), power_ports=power)
    catalog = read_one(tmp_path, content)
    assert catalog.device_types["X"].power_w == watts
    assumed = any("power 2500 W" in note for note in catalog.notes)
    assert assumed == (watts == 2500)


def test_a_pdu_draws_what_its_own_card_does(tmp_path: Path) -> None:
    """1,125 W pass its inlet, to devices that count for themselves: 1 W for its card. A server draws what it states."""
    outlets = [{"name": "1", "type": "iec-60320-c13"}]
    catalog = read_one(tmp_path, device("X", power_ports=supplies(1, 1125), power_outlets=outlets))
    assert (catalog.device_types["X"].role, catalog.device_types["X"].power_w) == ("pdu", 1)
    assert any("power 1 W (the 1125 W of its inlets pass to the devices that it feeds)" in n for n in catalog.notes)
    catalog = read_one(tmp_path, device("X", power_ports=supplies(1, 1125)))
    assert (catalog.device_types["X"].role, catalog.device_types["X"].power_w) == ("server", 1125)


@pytest.mark.parametrize(
    ("names", "draws", "watts", "joined"),
    [
        (["PS1A", "PS1B", "PS2A", "PS2B"], [3000] * 4, 3000, True),
        (["PSU1-A", "PSU1-B", "PSU2-A", "PSU2-B", "PSU3-A", "PSU3-B"], [3000] * 6, 6000, True),
        (["PSU 1 inlet 1", "PSU 1 inlet 2", "PSU 2 inlet 1", "PSU 2 inlet 2"], [1600] * 4, 1600, True),
        (["PS1A", "PS1B"], [750] * 2, 750, True),
        (["PS1A", "PS1B", "PS2A", "PS2B"], [3000, 1000, 3000, 1000], 7000, False),
        (["PS1A", "PS2A", "PS3A"], [3000] * 3, 6000, False),
        (["A1", "A2", "B1", "B2"], [2000] * 4, 6000, False),
        (["PSU A", "PSU B", "PSU C"], [800] * 3, 1600, False),
        (["PS1", "PS2", "PS3", "PS4"], [2000] * 4, 6000, False),
    ],
)
def test_the_inlets_of_one_supply_count_once(
    tmp_path: Path, names: list[str], draws: list[int], watts: int, joined: bool
) -> None:
    """Four inlets of 3000 W are two supplies, of which one carries the device; six are three: 2 x 3000 W. Where the
    inlets of a number differ in power, where one has no twin, and where the letter has no number, each is a supply.
    """
    power = [{"name": name, "maximum_draw": draw} for name, draw in zip(names, draws, strict=True)]
    catalog = read_one(tmp_path, device("X", ports("100gbase-x-qsfp28", numbered("swp", 32)), power_ports=power))
    assert catalog.device_types["X"].power_w == watts
    words = f"{names[0]} and {names[1]} are taken for inlets of one supply"
    assert any(words in note for note in catalog.notes) == joined


def test_the_inlets_of_one_supply_count_once_in_an_allocation(tmp_path: Path) -> None:
    """Two supplies of 375 W with two inlets each: 750 W, not 1,500 W."""
    power = [{"name": name, "allocated_draw": 375} for name in ("PS1A", "PS1B", "PS2A", "PS2B")]
    catalog = read_one(tmp_path, device("X", ports("100gbase-x-qsfp28", numbered("swp", 32)), power_ports=power))
    assert catalog.device_types["X"].power_w == 750


@pytest.mark.parametrize(
    ("kind", "names", "keys", "protocol"),
    [
        ("infiniband-ndr-4x", ["sw1p1", "sw1p2", "sw2p1"], {}, "infiniband"),
        ("100gbase-x-qsfp28", numbered("IB1/", 36), {}, "infiniband"),
        ("200gbase-x-qsfp56", numbered("swp", 40), {"comments": "HDR InfiniBand switch"}, "infiniband"),
        ("200gbase-x-qsfp56", numbered("swp", 40), {"model": "QM8790"}, "infiniband"),
        ("200gbase-x-qsfp56", numbered("swp", 32), {"model": "SN3700"}, "ethernet"),
        ("100gbase-x-qsfp28", numbered("Ethernet1/", 36), {}, "ethernet"),
        ("100gbase-x-qsfp28", [f"{n}/1" for n in range(1, 33)], {"manufacturer": "Celestica"}, "ethernet"),
        ("200gbase-x-qsfp56", numbered("port", 40), {}, "unstated by X"),
        ("25gbase-x-sfp28", numbered("port", 40), {}, "ethernet"),
        ("1000base-t", numbered("port", 24), {}, "ethernet"),
    ],
)
def test_the_protocol_is_told_by_types_names_or_family(
    tmp_path: Path, kind: str, names: list[str], keys: dict[str, Any], protocol: str
) -> None:
    """A type of Ethernet alone tells nothing: the library gives it to InfiniBand switches too. These have no SFP."""
    content = device("X", ports(kind, names)) | keys
    catalog = read_one(tmp_path, content)
    assert catalog.device_types[content["model"]].protocol == protocol
    assert any("State the protocol" in note for note in catalog.notes) == protocol.startswith("unstated")


def test_cages_of_800g_have_their_splits(tmp_path: Path) -> None:
    """64 cages of eight lanes: 64 x 800, 128 x 400, 256 x 200, 512 x 100; EOS counts lanes 1 and 5, 1, 3, 5, 7."""
    content = device("X", ports("800gbase-x-osfp", [f"Ethernet{n}/1" for n in range(1, 65)]), u_height=2)
    switch = read_one(tmp_path, content).device_types["X"]
    listed = [group for group in switch.port_groups if not group.is_whole]
    counts = {group.group: (group.ports, group.speed_gbps, group.mpos, group.lanes) for group in listed}
    assert counts == {
        "fabric": (64, 800, 1, 1),
        "fabric:2x400": (128, 400, 2, 1),
        "fabric:4x200": (256, 200, 2, 2),
        "fabric:8x100": (512, 100, 2, 4),
    }
    names = [port.printed for port in list_ports(switch, "fabric:2x400")[:4]]
    assert names == ["Ethernet1/1", "Ethernet1/5", "Ethernet2/1", "Ethernet2/5"]
    assert [port.printed for port in list_ports(switch, "fabric:4x200")[:4]] == [
        "Ethernet1/1", "Ethernet1/3", "Ethernet1/5", "Ethernet1/7",
    ]  # fmt: skip


def test_splits_keep_the_holes(tmp_path: Path) -> None:
    """Cages 1, 2 and 4 of 800G: three cages, six ports of 400G; port 5 is the first of cage 4."""
    switch = read_one(tmp_path, device("X", ports("800gbase-x-osfp", ["swp1", "swp2", "swp4"]))).device_types["X"]
    found = list_ports(switch, "fabric:2x400")
    assert [(port.printed, port.cage) for port in found[3:]] == [("swp2s1", 2), ("swp4s0", 4), ("swp4s1", 4)]


@pytest.mark.parametrize("lane_type", ["100gbase-x-qsfp28", "25gbase-x-sfp28"])
def test_cages_that_the_file_lists_split_are_counted_whole(tmp_path: Path, lane_type: str) -> None:
    """Four cages as swp1s0 to swp4s3 beside swp5 to swp32: 32 cages of 100G; the lanes keep their names."""
    lanes = [f"swp{cage}s{lane}" for cage in range(1, 5) for lane in range(4)]
    content = device("X", ports(lane_type, lanes), ports("100gbase-x-qsfp28", numbered("swp", 28, 5)))
    catalog = read_one(tmp_path, content)
    assert sizes(catalog, "X") == {"fabric": (32, 100)}
    switch = catalog.device_types["X"]
    assert [port.printed for port in list_ports(switch, "fabric")[:2]] == ["swp1", "swp2"]
    assert list_ports(switch, "fabric:4x25")[3].printed == "swp1s3"
    assert any("counted whole" in note for note in catalog.notes)


def test_lanes_of_all_cages_are_no_ports_of_full_speed(tmp_path: Path) -> None:
    """Ethernet1/1 to 32/4 at 100G: a QSFP28 cage carries 100G, so 32 ports; split in four 128 of 25G."""
    names = [f"Ethernet{cage}/{lane}" for cage in range(1, 33) for lane in range(1, 5)]
    catalog = read_one(tmp_path, device("X", ports("100gbase-x-qsfp28", names)))
    switch = catalog.device_types["X"]
    assert sizes(catalog, "X") == {"fabric": (32, 100)}
    assert [port.printed for port in list_ports(switch, "fabric:4x25")] == names


def test_ports_of_slots_are_no_lanes(tmp_path: Path) -> None:
    """Two slots of eight ports of 400G: a QSFP-DD cage carries 400G, and a switch of two cages is none: 16 ports."""
    names = [f"et-0/{slot}/{port}" for slot in (0, 1) for port in range(8)]
    assert sizes(read_one(tmp_path, device("X", ports("400gbase-x-qsfpdd", names))), "X") == {"fabric": (16, 400)}


def test_ports_of_cards_in_a_host_are_no_lanes(tmp_path: Path) -> None:
    """Five cards of two ports: ten cages, in the order of the names."""
    names = [f"Slot {slot} Port {port}" for slot in range(1, 6) for port in (1, 2)]
    catalog = read_one(tmp_path, device("X", management("iDRAC"), ports("400gbase-x-qsfp112", names)))
    assert sizes(catalog, "X") == {"compute": (10, 400), "management": (1, 1)}
    assert [port.printed for port in list_ports(catalog.device_types["X"], "compute")] == names


def test_less_than_full_depth_is_told(tmp_path: Path) -> None:
    """NetBox knows half depths only: half of a common rack is assumed. The default of NetBox is full depth."""
    many = ports("25gbase-x-sfp28", numbered("swp", 24))
    shallow = read_one(tmp_path, device("X", many, is_full_depth=False))
    assert any("depth 500 mm (the file says less than full depth)" in note for note in shallow.notes)
    assert shallow.device_types["X"].full_depth is False
    assert read_one(tmp_path, device("X", many)).device_types["X"].full_depth is True


def test_more_cages_than_the_front_holds_are_doubted(tmp_path: Path) -> None:
    """29 QSFP28 and 48 SFP28 in 1 U: 29/36 + 48/56 = 1.66 of a front, above 1.35; 8 and 48 are 1.08."""
    words = "are more cages than fit in 1 U"
    for count, doubted in ((29, True), (8, False)):
        content = device(
            "X",
            ports("25gbase-x-sfp28", numbered("Ethernet", 48, 0)),
            ports("100gbase-x-qsfp28", numbered("Ethernet", count, 48)),
        )
        assert any(words in note for note in read_one(tmp_path, content).notes) == doubted


def test_the_networks_of_a_host_follow_bandwidth(tmp_path: Path) -> None:
    """Eight ports eth, two eno of 400G, two of 10G: compute, storage, in-band; the BMC is for management."""
    content = device(
        "X",
        management("BMC"),
        ports("virtual", ["vpc0"]),
        ports("400gbase-x-qsfp112", ["eno0", "eno1"]),
        ports("10gbase-t", ["enp81s0f1np0", "enp81s0f1np1"]),
        ports("400gbase-x-qsfp112", numbered("eth", 8, 0)),
        u_height=8,
    )
    catalog = read_one(tmp_path, content)
    assert sizes(catalog, "X") == {
        "compute": (8, 400), "storage": (2, 400), "in-band": (2, 10), "management": (1, 1),
    }  # fmt: skip
    assert any("compute is 8 ports of qsfp112 at 400G (eth0)" in note for note in catalog.notes)
    rows = PORTS + "X,ocean,0,2,1,qsfp112,front,400,eno{cage},eno{cage},by hand,published\n"
    (tmp_path / "ports.csv").write_text(rows, encoding="utf-8")
    assert sizes(read_catalog(tmp_path), "X") == {"management": (1, 1), "ocean": (2, 400)}


def test_a_host_has_the_flat_cage(tmp_path: Path) -> None:
    content = device("X", management("BMC"), ports("400gbase-x-osfp", numbered("OSFP", 8)))
    group = read_one(tmp_path, content).device_types["X"].group("compute")
    assert group is not None
    assert group.cage_kind == "osfp-flat"


def test_the_remedy_for_the_box_works(tmp_path: Path) -> None:
    """A row states role, power and protocol; the ports stay those of the file."""
    content = device("X", ports("100gbase-x-qsfp28", numbered("port", 32)), power_ports=supplies(2, 600))
    catalog = read_one(tmp_path, content)
    assert sum("add a row for X to catalog/device_types.csv" in note for note in catalog.notes) == 2
    row = "X,switch,ethernet,2,440,500,9,450,front-to-rear,data sheet,published\n"
    (tmp_path / "device_types.csv").write_text(TYPES + row, encoding="utf-8")
    found = read_catalog(tmp_path)
    switch = found.device_types["X"]
    assert (switch.power_w, switch.half_ru, switch.protocol, switch.port_count("fabric")) == (450, 4, "ethernet", 32)
    assert found.notes == (
        "catalog/X.yaml: cages of fabric may also be used as 2x50, 4x25, 40G: modes and port names are assumed for "
        "every cage of qsfp28. Compare with the data sheet; rows for X and fabric in catalog/breakouts.csv replace all "
        "of them",
        "catalog/X.yaml: X has 1 U, the row 2 U; up to 600 W, the row 450 W. The row is used; to change it, add a row "
        "to catalog/device_types.csv",
    )


def test_the_remedy_for_splits_works(tmp_path: Path) -> None:
    write(tmp_path, "X.yaml", device("X", ports("100gbase-x-qsfp28", numbered("Ethernet", 32))))
    row = "X,fabric,4x25,1,4,25,{cage}:{lane},{cage}:{lane},data sheet,published\n"
    (tmp_path / "breakouts.csv").write_text(SPLITS + row, encoding="utf-8")
    groups = read_catalog(tmp_path).device_types["X"].port_groups
    assert [(group.group, group.ports) for group in groups] == [("fabric", 32), ("fabric:4x25", 128)]


def test_the_remedy_for_types_works(tmp_path: Path) -> None:
    """A row of the project's netbox_interfaces.csv makes a type known; one more connector kind is a row too."""
    content = device("X", ports("400gbase-dr4", numbered("Ethernet", 16)), ports("telepathy", numbered("T", 8)))
    notes = read_one(tmp_path, content).notes
    assert any("16 interfaces of type 400gbase-dr4 are left out: names an optic" in note for note in notes)
    assert any("8 interfaces of type telepathy are left out: the type is unknown" in note for note in notes)
    rows = "type,cage_kind,speed_gbps\n400gbase-dr4,qsfp-dd,400\ntelepathy,mind,1600\n"
    (tmp_path / "netbox_interfaces.csv").write_text(rows, encoding="utf-8")
    assert sizes(read_catalog(tmp_path), "X") == {"access": (16, 400), "uplink": (8, 1600)}


def test_the_remedy_for_service_ports_works(tmp_path: Path) -> None:
    """A group of their own is added; the 32 ports stay."""
    listed = ports("100gbase-x-qsfp28", numbered("Ethernet", 32)), ports("10gbase-x-sfpp", numbered("Ethernet", 2, 33))
    write(tmp_path, "X.yaml", device("X", *listed))
    row = "X,service,33,2,1,sfp+,rear,10,Ethernet{cage},Ethernet{cage},file,secondary\n"
    (tmp_path / "ports.csv").write_text(PORTS + row, encoding="utf-8")
    assert sizes(read_catalog(tmp_path), "X") == {"fabric": (32, 100), "service": (2, 10)}


def test_the_remedies_for_what_is_left_out_work(tmp_path: Path) -> None:
    """The panel stands by the keys that the note names. The chassis has the ports of its children by a row. The thing
    of 0 U has a height by a row.
    """
    files = write_two_racks()
    files["equipment.yaml"] += (
        "panels:\n  - {id: p, rack: A01, u: 30, u_height: 1, ports: 24, connector: LC}\n"
        "devices:\n  - {id: c, model: CHASSIS, rack: A01, u: 20}\n  - {id: z, model: ZERO, rack: A01, u: 24}\n"
    )
    files["catalog/device_types.csv"] += "ZERO,server,1,440,300,4,100,front-to-rear,0,test,assumed\n"
    files["catalog/ports.csv"] += "CHASSIS,compute,1,4,1,qsfp112,rear,200,Node {cage},eth{cage},,test,assumed\n"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    catalog = tmp_path / "catalog"
    write(catalog, "P.yaml", device("P", front_ports=[{"name": "1", "type": "lc"}] * 24))
    write(catalog, "N.yaml", device("NODE", management("IPMI"), u_height=0, subdevice_role="child"))
    write(catalog, "C.yaml", device("CHASSIS", device_bays=[{"name": "A"}], u_height=2))
    write(catalog, "Z.yaml", device("ZERO", ports("1000base-t", ["LAN 1"]), u_height=0))
    project = read_project(tmp_path)
    assert [panel.ports for panel in project.panels] == [24]
    types = project.catalog.device_types
    assert (types["CHASSIS"].role, types["CHASSIS"].port_count("compute")) == ("server", 4)
    assert (types["ZERO"].half_ru, types["ZERO"].port_count("in-band")) == (2, 1)


def test_an_own_row_of_all_ports_replaces_two_tiers(tmp_path: Path) -> None:
    """And two tiers of own rows replace all ports."""
    write(
        tmp_path,
        "X.yaml",
        device("X", ports("25gbase-x-sfp28", numbered("e", 48)), ports("100gbase-x-qsfp28", numbered("f", 8))),
    )
    row = "X,fabric,1,8,1,qsfp28,rear,100,{cage},{cage},by hand,published\n"
    (tmp_path / "ports.csv").write_text(PORTS + row, encoding="utf-8")
    assert sizes(read_catalog(tmp_path), "X") == {"fabric": (8, 100)}


def test_module_types_are_no_devices(tmp_path: Path) -> None:
    """Their folder is told where nothing says which bays they fill. One beside the device types has no height: told."""
    write(tmp_path, "module-types/V/M.yaml", {"model": "M", "interfaces": ports("1000base-t", ["a"])})
    write(tmp_path, "N.yaml", {"model": "N", "interfaces": ports("1000base-t", ["a"])})
    catalog = read_catalog(tmp_path)
    assert "M" not in catalog.device_types
    assert (
        "catalog/module-types is not read: no row of catalog/modules.csv says which bays its modules fill"
        in catalog.notes
    )
    assert any("N.yaml: no u_height, so 1 U is assumed" in note for note in catalog.notes)


def test_two_manufacturers_share_a_model(tmp_path: Path) -> None:
    write(tmp_path, "A/S1.yaml", device("S1", ports("25gbase-x-sfp28", numbered("swp", 24))) | {"manufacturer": "Ay"})
    write(tmp_path, "B/S1.yaml", device("S1", ports("25gbase-x-sfp28", numbered("swp", 48))) | {"manufacturer": "Be"})
    catalog = read_catalog(tmp_path)
    counts = {model: sizes(catalog, model)["fabric"][0] for model in ("S1", "Ay S1", "Be S1")}
    assert counts == {"S1": 24, "Ay S1": 24, "Be S1": 48}
    assert any("S1 alone is that of catalog/A/S1.yaml. Write Ay S1 or Be S1" in note for note in catalog.notes)


def test_names_of_the_file_are_told_where_the_model_is_another(tmp_path: Path) -> None:
    content = device("Nexus 9", ports("100gbase-x-qsfp28", numbered("Ethernet1/", 36))) | {"part_number": "N9K-C9"}
    write(tmp_path, "N9K.yaml", content)
    names = read_catalog(tmp_path).other_names
    assert names["N9K-C9"] == names["N9K"] == "catalog/N9K.yaml calls it 'Nexus 9'"


def test_faults_say_what_a_file_calls_a_model(tmp_path: Path) -> None:
    """A lot by the part number, a device of a model that is left out."""
    files = write_two_racks()
    files["inventory.yaml"] += "  - {model: N9K-C9}\n"
    files["equipment.yaml"] += "devices:\n  - {id: p, model: P, rack: A01, u: 20}\n"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    content = device("Nexus 9", ports("100gbase-x-qsfp28", numbered("Ethernet1/", 36))) | {"part_number": "N9K-C9"}
    write(tmp_path / "catalog", "N9K.yaml", content)
    write(tmp_path / "catalog", "P.yaml", device("P", front_ports=[{"name": "1", "type": "lc"}]))
    with pytest.raises(InputError) as caught:
        read_project(tmp_path)
    words = [fault.message for fault in caught.value.faults]
    assert words == [
        "there is no device type 'P' in the catalogue (catalog/P.yaml is left out: a panel: 1 front and 0 rear ports. "
        "List it under 'panels' of equipment.yaml with u_height: 1, ports: 1, connector: LC)",
        "there is no model 'N9K-C9' in the catalogue (catalog/N9K.yaml calls it 'Nexus 9')",
    ]


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    content = device("X", ports("1000base-t", ["a"]), weight="heavy", power_ports=[{"maximum_draw": "much"}])
    content |= {"u_height": 1.3, "interfaces": [{"type": "1000base-t"}, {"name": 1.1, "type": "1000base-t"}]}
    with pytest.raises(InputError) as caught:
        read_one(tmp_path, content)
    assert {fault.message for fault in caught.value.faults} == {
        "1.3 is not a height in rack units",
        "'heavy' kg is not a weight",
        "'much' is not a power in W",
        "an interface needs a name",
        "the name 1.1 was read as a number",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("u_height: 1\n", "this is not a NetBox device type: it has no model"),
        ("- 1\n", "this is not a NetBox device type: it has no model"),
        ("model: X\ninterfaces: {a: 1}\n", "a list of up to 4096 is expected"),
        ("model: X\ninterfaces: [{type: 1}]\n", "an interface needs a name"),
        ("model: X\nu_height: -1\n", "-1 is not a height in rack units"),
        ("model: X\nweight: 3\nweight_unit: stone\n", "3 stone is not a weight"),
    ],
)
def test_what_is_no_device_type_is_said(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "X.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_catalog(tmp_path)


@pytest.mark.parametrize(
    ("weight", "unit", "grams"), [(10, "kg", 10_000), (1, "lb", 454), (16, "oz", 454), (5, "g", 5)]
)
def test_weights_are_grams(tmp_path: Path, weight: int, unit: str, grams: int) -> None:
    """A pound is 453.59 g, 16 ounces are a pound."""
    content = device("X", ports("25gbase-x-sfp28", numbered("swp", 24)), weight=weight, weight_unit=unit)
    assert read_one(tmp_path, content).device_types["X"].weight_g == grams
