"""Device types as the public library describes them, by their facts: manufacturer, model, ports, supplies, bays.

Each is written here from the facts that matter to a plan; comments, consoles and images are left out.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from tests.fabric.catalog.device_files import device, management, ports, supplies

QDD, QSFP28, SFP_PLUS = "400gbase-x-qsfpdd", "100gbase-x-qsfp28", "10gbase-x-sfpp"


class Known(NamedTuple):
    """A device type of the library, and what must come of it."""

    file: str
    """Name of the file."""
    content: dict[str, Any]
    """Its values."""
    groups: dict[str, tuple[int, int]]
    """Number and speed of the ports by native group, management left out."""
    watts: int
    """Power."""
    leaf_speed: int
    """Speed at which hosts are linked to it."""
    first_ports: tuple[str, str]
    """Printed names of the first two ports for hosts."""


def counted(pattern: str, numbers: Iterable[int]) -> list[str]:
    """Names from a pattern with one number."""
    return [pattern.format(number) for number in numbers]


def made(manufacturer: str, model: str, *interfaces: list[dict[str, Any]], **keys: Any) -> dict[str, Any]:
    return device(model, *interfaces, **keys) | {"manufacturer": manufacturer}


BAYS = [{"name": "PSU 1", "position": "1"}, {"name": "PSU 2", "position": "2"}]
LIBRARY = [
    Known(
        "Arista/DCS-7060X6-64PE-F.yaml",
        made(
            "Arista", "DCS-7060X6-64PE-F",
            ports("1000base-t", ["Management1"]), ports("25gbase-x-sfp28", ["SFP1", "SFP2"]),
            ports("800gbase-x-osfp", counted("Ethernet{}/1", range(1, 65))),
            u_height=2, weight=21, weight_unit="kg", power_ports=supplies(2, 2400),
        ),
        {"fabric": (128, 400)}, 2400, 400, ("1/1", "1/2"),
    ),
    Known(
        "Arista/DCS-7050DX4-32S-F.yaml",
        made(
            "Arista", "DCS-7050DX4-32S-F",
            ports(QDD, counted("Ethernet{}/1", range(1, 33))), ports(SFP_PLUS, ["Ethernet33", "Ethernet34"]),
            management("Management1"), weight=24.4, weight_unit="lb", module_bays=BAYS,
        ),
        {"fabric": (32, 400)}, 2500, 400, ("Ethernet1/1", "Ethernet2/1"),
    ),
    Known(
        "Arista/DCS-7050SDX4-48D8-F.yaml",
        made(
            "Arista", "DCS-7050SDX4-48D8-F",
            ports("100gbase-x-sfpdd", counted("Ethernet{}", range(1, 49))),
            ports(QDD, counted("Ethernet{}/1", range(49, 57))), management("Management1"), module_bays=BAYS,
        ),
        {"access": (48, 100), "uplink": (8, 400)}, 2500, 100, ("Ethernet1", "Ethernet2"),
    ),
    Known(
        "Cisco/N9K-C9364D-GX2A.yaml",
        made(
            "Cisco", "Nexus 9364D-GX2A",
            ports(QDD, counted("Ethernet1/{}", range(1, 65))), ports(SFP_PLUS, ["Ethernet1/65", "Ethernet1/66"]),
            management(), u_height=2, part_number="N9K-C9364D-GX2A", module_bays=BAYS,
        ),
        {"fabric": (64, 400)}, 2500, 400, ("Ethernet1/1", "Ethernet1/2"),
    ),
    Known(
        "Cisco/N9K-C93180YC-FX3.yaml",
        made(
            "Cisco", "Nexus 93180YC-FX3",
            ports("25gbase-x-sfp28", counted("Ethernet1/{}", range(1, 49))),
            ports(QSFP28, counted("Ethernet1/{}", range(49, 55))), management(),
            power_ports=supplies(2, 600, allocated_draw=375),
        ),
        {"access": (48, 25), "uplink": (6, 100)}, 600, 25, ("Ethernet1/1", "Ethernet1/2"),
    ),
    Known(
        "Juniper/QFX5130-32CD.yaml",
        made(
            "Juniper", "QFX5130-32CD", management("fxp0"), ports(QDD, counted("et-0/0/{}", range(32))),
            power_ports=supplies(2, 650),
        ),
        {"fabric": (32, 400)}, 650, 400, ("et-0/0/0", "et-0/0/1"),
    ),
    Known(
        "Juniper/EX4400-48MP.yaml",
        made(
            "Juniper", "EX4400-48MP", management("me0"), ports("10gbase-t", counted("mge-0/0/{}", range(48))),
            ports(QSFP28, ["et-0/1/0", "et-0/1/1"]),
            module_bays=[{"name": "Extension module", "position": "2"}, {"name": "PSU0", "position": "0"}],
        ),
        {"access": (48, 10), "uplink": (2, 100)}, 2500, 1, ("mge-0/0/0", "mge-0/0/1"),
    ),
    Known(
        "Dell/Networking_z9332f-on-os10.yaml",
        made(
            "Dell", "Z9332-ON",
            ports(QDD, counted("Ethernet 1/1/{}", range(1, 33)), mgmt_only=False),
            ports(SFP_PLUS, ["Ethernet 1/1/33", "Ethernet 1/1/34"]), management("mgmt 1/1/1"),
            power_ports=supplies(2, 635, allocated_draw=360),
        ),
        {"fabric": (32, 400)}, 635, 400, ("Ethernet 1/1/1", "Ethernet 1/1/2"),
    ),
    Known(
        "Dell/Networking_s5248f-on-os10.yaml",
        made(
            "Dell", "S5248F-ON", ports("25gbase-x-sfp28", counted("Ethernet 1/1/{}", range(1, 49))),
            ports(QSFP28, counted("Ethernet 1/1/{}", [49, 51, 53, 54, 55, 56])), management("mgmt 1/1/1"),
            power_ports=supplies(2, 635),
        ),
        {"access": (48, 25), "uplink": (6, 100)}, 635, 25, ("Ethernet 1/1/1", "Ethernet 1/1/2"),
    ),
    Known(
        "Edgecore/AS9817-64O-O-AC-F.yaml",
        made(
            "Edgecore", "AS9817-64O-O-AC-F", management("Management"),
            ports("25gbase-sfp28", ["ASIC Management Port 1", "ASIC Management Port 2"]),
            ports("800gbase-osfp800", counted("Port {}", range(1, 65))), u_height=2.0,
            power_ports=supplies(2, 1500),
        ),
        {"fabric": (64, 800)}, 1500, 400, ("Port 1/1", "Port 1/2"),
    ),
    Known(
        "Edgecore/7726-32X-O.yaml",
        made(
            "Edgecore", "7726-32X-O", management("eth0"), ports(SFP_PLUS, ["eth1", "eth2"], mgmt_only=True),
            ports(QSFP28, counted("Ethernet{}", range(0, 128, 4)), label=""), airflow="", subdevice_role="",
            u_height=1.0, module_bays=BAYS,
        ),
        {"fabric": (32, 100)}, 2500, 100, ("Ethernet0", "Ethernet4"),
    ),
    Known(
        "Celestica/DX010.yaml",
        made(
            "Celestica", "DX010", management("Management"), ports(QSFP28, counted("{}/1", range(1, 33))),
            ports(SFP_PLUS, ["33/1"]), module_bays=BAYS,
        ),
        {"fabric": (32, 100)}, 2500, 100, ("1/1", "2/1"),
    ),
    Known(
        "Mellanox/SN2700.yml",
        made(
            "Mellanox", "SN2700", management("eth0"), management("eth1"),
            ports(QSFP28, counted("swp{}", range(1, 33)), mgmt_only=False), part_number="",
            power_ports=[{"name": "psu0", "maximum_draw": None, "allocated_draw": None}],
        ),
        {"fabric": (32, 100)}, 2500, 100, ("swp1", "swp2"),
    ),
    Known(
        "Mellanox/qm8700.yml",
        made(
            "Mellanox", "QM8700", management(), ports("200gbase-x-qsfp56", counted("IB1/{}", range(1, 41))),
            power_ports=supplies(2, 1100),
        ),
        {"fabric": (40, 200)}, 1100, 200, ("IB1/1", "IB1/2"),
    ),
    Known(
        "UfiSpace/S9321-64E.yaml",
        made(
            "UfiSpace", "S9321-64E", management("eth0"),
            ports("800gbase-x-qsfpdd", counted("ethernet{}", range(64))), u_height=2, module_bays=BAYS,
        ),
        {"fabric": (64, 800)}, 2500, 400, ("ethernet0/1", "ethernet0/2"),
    ),
    Known(
        "HPE/5900AF-48G-4XG-2QSFP.yaml",
        made(
            "HPE", "FF 5900AF-48G-4XG-2QSFP+",
            ports("1000base-t", counted("GigabitEthernet1/0/{}", range(1, 49))),
            ports(SFP_PLUS, counted("Ten-GigabitEthernet1/0/{}", range(49, 53))),
            ports("40gbase-x-qsfpp", ["FortyGigE1/0/53", "FortyGigE1/0/54"]), power_ports=supplies(2, 300),
        ),
        {"access": (48, 1), "uplink": (2, 40)}, 300, 1, ("GigabitEthernet1/0/1", "GigabitEthernet1/0/2"),
    ),
]  # fmt: skip
"""Sixteen switches of nine manufacturers."""

GPU_SERVER = made(
    "Supermicro", "AS-8125GS-TNMR2", management("BMC"), ports("virtual", ["vpc0"]),
    ports("400gbase-x-qsfp112", ["eno0", "eno1"]), ports("10gbase-t", ["enp81s0f1np0", "enp81s0f1np1"]),
    ports("400gbase-x-qsfp112", counted("eth{}", range(8))), u_height=8, weight=75.3, weight_unit="kg",
    power_ports=supplies(6, 3000), module_bays=[{"name": "GPU 01", "position": "GPU Slot 1"}],
)  # fmt: skip
"""A server of eight accelerators with ten ports of 400G."""
