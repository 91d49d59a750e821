"""Names: ports in every tongue, and the label grammar of the issue's example."""

from fabric.catalog import read_catalog
from fabric.catalog.port_names import PortName, connector_text, list_ports, port_text
from fabric.plan.identifiers import assembly_serial, cable_id
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
    ports = list_ports(CATALOG.device_types["DGX-H100"], "compute")
    assert [(port.cage, port.mpo) for port in ports] == [(cage, mpo) for cage in (1, 2, 3, 4) for mpo in (1, 2)]
    assert ports[7].driver == "mlx5_11"
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


def test_ids() -> None:
    assert cable_id("compute", 24) == "C-compute-00025"
    assert [assembly_serial(form, 0) for form in ("trunk", "jumper", "dac", "aoc")] == [
        "T00001",
        "J00001",
        "D00001",
        "D00001",
    ]
