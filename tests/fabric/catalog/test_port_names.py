"""Names: ports in every tongue, and the label grammar of the issue's example."""

from fabric.catalog import read_catalog
from fabric.catalog.port_names import PortName, connector_text, list_ports, port_text
from fabric.project.label_grammar import LabelGrammar

CATALOG = read_catalog()


def test_the_label_grammar() -> None:
    """A01-35:05.2/B07-12:17.1, near end first, reversed at the far end; another grammar as the request states it."""
    grammar = LabelGrammar()
    near = grammar.name_end(
        {
            "rack": "A01",
            "u": "35",
            "port": port_text(PortName(group="fabric", cage=5, mpo=2, printed="", os="", driver="", cage_kind="")),
        }
    )
    far = grammar.name_end(
        {
            "rack": "B07",
            "u": "12",
            "port": port_text(PortName(group="fabric", cage=17, mpo=1, printed="", os="", driver="", cage_kind="")),
        }
    )
    assert grammar.join(near, far) == "A01-35:05.2/B07-12:17.1"
    assert grammar.join(far, near) == "B07-12:17.1/A01-35:05.2"
    other = LabelGrammar("{room}.{device} {printed}", " -> ")
    assert other.fields == ("room", "device", "printed")
    assert other.join(other.name_end({"room": "1", "device": "{u}", "printed": "3/1"}), "x") == "1.{u} 3/1 -> x"


def test_a_single_connector_has_no_mpo() -> None:
    assert port_text(PortName(group="fabric", cage=3, mpo=0, printed="", os="", driver="", cage_kind="")) == "03"


def test_a_switch_has_its_64_ports_in_32_cages() -> None:
    ports = list_ports(CATALOG.device_types["QM9700"], "fabric")
    assert len(ports) == 64
    assert (ports[0].printed, ports[0].os, ports[63].printed, ports[63].cage, ports[63].mpo) == (
        "1/1",
        "sw1p1",
        "32/2",
        32,
        2,
    )


def test_a_dgx_shows_two_rails_a_cage() -> None:
    """DGX H100 user guide, table 6, row by row."""
    ports = list_ports(CATALOG.device_types["DGX-H100"], "compute")
    assert [(port.cage, port.mpo) for port in ports] == [(cage, mpo) for cage in (1, 2, 3, 4) for mpo in (1, 2)]
    assert [(port.printed, port.os, port.driver) for port in ports] == [
        ("OSFP1P1", "ibp220s0", "mlx5_11"),
        ("OSFP1P2", "ibp154s0", "mlx5_6"),
        ("OSFP2P1", "ibp206s0", "mlx5_10"),
        ("OSFP2P2", "ibp192s0", "mlx5_9"),
        ("OSFP3P1", "ibp79s0", "mlx5_4"),
        ("OSFP3P2", "ibp64s0", "mlx5_3"),
        ("OSFP4P1", "ibp94s0", "mlx5_5"),
        ("OSFP4P2", "ibp24s0", "mlx5_0"),
    ]
    assert list_ports(CATALOG.device_types["DGX-H100"], "fabric") == ()


def test_a_split_cage_names_its_lanes() -> None:
    """Twin module with two splitters: 32 cages x 2 x 2; port 5 is cage 2, first connector, second lane."""
    ports = list_ports(CATALOG.device_types["QM9700"], "fabric:4x200")
    assert len(ports) == 128
    assert (ports[5].printed, ports[5].cage, ports[5].mpo, ports[5].lane) == ("2/1/2", 2, 1, 2)
    assert (port_text(ports[5]), connector_text(ports[5])) == ("02.1b", "02.1")


def test_a_split_that_disables_its_neighbour_uses_every_other_cage() -> None:
    """8 x 100G of an SN5600: 64 cages, of which 32 can be split, 256 ports; the second split cage is cage 3."""
    ports = list_ports(CATALOG.device_types["SN5600"], "fabric:8x100")
    assert len(ports) == 256
    assert [port.cage for port in ports[:16]] == [1] * 8 + [3] * 8


def test_split_ports_count_within_their_cage() -> None:
    """Cage 39 of an SN5600 in four is swp39s0 to swp39s3; EOS counts eight lanes a cage, so 2 x 400G are /1 and /5."""
    split = list_ports(CATALOG.device_types["SN5600"], "fabric:4x200")
    assert [port.os for port in split if port.cage == 39] == ["swp39s0", "swp39s1", "swp39s2", "swp39s3"]
    eighths = list_ports(CATALOG.device_types["SN5600"], "fabric:8x100")
    assert [port.os for port in eighths if port.cage == 3] == [f"swp3s{way}" for way in range(8)]
    arista = list_ports(CATALOG.device_types["DCS-7060X6-64PE-F"], "fabric")
    assert [port.os for port in arista[:4]] == ["Ethernet1/1", "Ethernet1/5", "Ethernet2/1", "Ethernet2/5"]


def test_ports_without_a_source_for_their_name_have_none() -> None:
    """No document read says what the ports of a DGX B200 are called in its operating system: no name is made up."""
    ports = list_ports(CATALOG.device_types["DGX-B200"], "compute")
    assert [(port.printed, port.os, port.driver) for port in ports[:2]] == [("OSFP1P1", "", ""), ("OSFP1P2", "", "")]


def test_infiniband_numbers_run_over_the_whole_switch() -> None:
    """Cage 17, connector 1 of a QM9700 is port 33 of the 64 that ibnetdiscover lists."""
    ports = list_ports(CATALOG.device_types["QM9700"], "fabric")
    assert [port.number for port in ports if port.cage == 17] == ["33", "34"]


def test_trays_and_a_b300_show_their_ports_at_the_front() -> None:
    """The rear of a GB200 tray is its NVLink cartridge; the guide of the DGX B300 draws its ports at the front."""
    for model in ("GB200-TRAY", "DGX-B300"):
        assert {group.face for group in CATALOG.device_types[model].port_groups} == {"front"}
    tray = CATALOG.device_types["GB200-TRAY"]
    drivers = [port.driver for group in ("compute", "storage", "in-band") for port in list_ports(tray, group)]
    assert drivers == ["mlx5_0", "mlx5_1", "mlx5_4", "mlx5_5", "mlx5_2", "mlx5_6", "mlx5_3", "mlx5_7"]
