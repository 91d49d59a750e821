"""Ports by the names that people write."""

import pytest

from fabric.catalog import find_ports, near_ports, read_catalog

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
