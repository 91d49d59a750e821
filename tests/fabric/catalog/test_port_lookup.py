"""Ports by the names that people write."""

from pathlib import Path

import pytest

from fabric.catalog import find_ports, native_name, near_ports, read_catalog

TYPES = read_catalog().device_types


@pytest.mark.parametrize(
    ("name", "kind", "printed"),
    [
        ("OSFP4P2", "printed name", "OSFP4P2"),
        ("ibp24s0", "name in the operating system", "OSFP4P2"),
        ("mlx5_0", "name of the driver", "OSFP4P2"),
        ("04.2", "name on labels", "OSFP4P2"),
        ("OSFP4 MPO2", "another spelling", "OSFP4P2"),
        ("SLOT1 P1", "another spelling", "Slot1 P1"),
    ],
)
def test_names_of_a_dgx_port(name: str, kind: str, printed: str) -> None:
    """DGX H100: OSFP4P2 is ibp24s0 and mlx5_0, the second port of cage 4. Catalogues before wrote OSFP4 MPO2."""
    lookup = find_ports(TYPES["DGX-H100"], name)
    assert (lookup.kind, [found.port.printed for found in lookup.found]) == (kind, [printed])


def test_no_such_port() -> None:
    assert find_ports(TYPES["DGX-H100"], "OSFP9P1").found == ()
    assert near_ports(TYPES["DGX-H100"], "OSFP4P3", 1) == ["OSFP4P2"]


def test_a_name_of_a_netbox_file_is_that_of_the_row_for_the_same_port(tmp_path: Path) -> None:
    """The row has 64 cages of 2 x 400G; a file lists 800G, and the project names its split Ethernet33/1 and /2.

    Both are the two connectors of cage 33, which the row prints as 33/1 and 33/2. A cable there was no link of the
    fabric, and took a port that the fabric needs.
    """
    split = "model,group,mode,mpos,lanes,speed_gbps,skip,printed,os,source,confidence\n"
    split += "DCS-7060X6-64PE-F,fabric,2x400,2,1,400,0,Ethernet{cage}/{mpo},Ethernet{cage}/{mpo},test,assumed\n"
    (tmp_path / "breakouts.csv").write_text(split, encoding="utf-8")
    cages = "".join(f"  - {{name: Ethernet{cage}/1, type: 800gbase-x-osfp}}\n" for cage in range(1, 65))
    text = f"manufacturer: Arista\nmodel: DCS-7060X6-64PE-F\nslug: x\nu_height: 2\ninterfaces:\n{cages}"
    (tmp_path / "switch.yaml").write_text(text, encoding="utf-8")
    found = read_catalog(tmp_path).device_types["DCS-7060X6-64PE-F"]
    names = ("33/2", "Ethernet33/1", "Ethernet33/2")
    assert [native_name(found, find_ports(found, name)) for name in names] == ["33/2", "33/1", "33/2"]
