"""The catalogue as facts and lines."""

from fabric.catalog import read_catalog
from fabric.report import (
    catalog_facts,
    catalog_lines,
    device_facts,
    device_lines,
    joint_facts,
    joint_lines,
    part_facts,
    part_lines,
)


def test_every_model_has_a_line() -> None:
    """A line for each model, one for each of the four kinds, and the next step."""
    catalog = read_catalog()
    facts = catalog_facts(catalog)
    models = len(catalog.device_types) + len(catalog.optics) + len(catalog.cables) + len(catalog.trunks)
    lines = list(catalog_lines(facts))
    assert len(lines) == models + 4 + 1
    (qm9700,) = (line for line in lines if line.startswith("  QM9700 "))
    assert "64 ports of 400G in osfp-finned-twin" in qm9700


def test_what_fits_a_model() -> None:
    """The finned twin of 2 x 400G goes into a cage of QM9700; the flat one and the one for a single port do not."""
    catalog = read_catalog()
    facts = device_facts(catalog, catalog.device_types["QM9700"])
    fabric = facts["groups"][0]
    assert fabric["group"] == "fabric"
    assert "MMA4Z00-NS" in fabric["optics"]
    assert "MMA4Z00-NS-FLT" not in fabric["optics"]
    assert any("MMA4Z00-NS" in line for line in device_lines(facts))


def test_the_box_of_a_device() -> None:
    """The row of XE9680 in device_types.csv: 6 U, 107.75 kg, no price. Racks are chosen by these figures."""
    catalog = read_catalog()
    device = catalog.device_types["XE9680"]
    first = next(device_lines(device_facts(catalog, device)))
    assert first.startswith("XE9680: host, 6 U, depth ")
    assert f", 107.75 kg, at most {device.power_w:,} W, airflow {device.airflow}, " in first
    assert first.endswith(f"confidence: {device.confidence}")


def test_what_a_part_is_and_what_takes_it() -> None:
    """The finned twin goes into a QM9700 and not into the flat cages of a DGX; a jumper has no module and one link."""
    catalog = read_catalog()
    optic, jumper, trunk = (part_facts(catalog, model) for model in ("MMA4Z00-NS", "MFP7E10", "TRUNK-OM4-8"))
    assert optic and jumper and trunk
    assert "QM9700" in optic["fits"] and "DGX-H100" not in optic["fits"]
    assert list(part_lines(jumper)) == [
        "cable MFP7E10: jumper, mm, MPO-12/APC, 1 link, longest 50 m",
        "  fits  optics with these connectors",
    ]
    assert next(part_lines(trunk)) == "trunk TRUNK-OM4-8: 8 legs, mm, MPO-12/APC"
    assert part_facts(catalog, "QM9700") is None


def test_what_joins_two_models() -> None:
    """A DGX B200 has flat cages, a QM9700 finned ones: one module for each, multimode jumpers up to 50 m."""
    catalog = read_catalog()
    facts = joint_facts(catalog, catalog.device_types["DGX-B200"], catalog.device_types["QM9700"])
    (found,) = (row for row in facts if (row["a_optic"], row["b_optic"]) == ("MMA4Z00-NS-FLT", "MMA4Z00-NS"))
    assert "MFP7E10" in found["cables"]
    assert found["reach_m"] == 50
    assert any("MMA4Z00-NS-FLT and MMA4Z00-NS" in line for line in joint_lines(facts))
    assert "nothing in the catalogue" in next(joint_lines([]))
