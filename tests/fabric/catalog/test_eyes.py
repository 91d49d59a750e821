"""Pulling eyes hold the staggered connectors of their end; figures by hand."""

from pathlib import Path

import pytest

from fabric.catalog import EyeLayer, least_eye_um, list_eye_layers, read_catalog


def test_layers_of_an_eye() -> None:
    """16 legs are three layers of six at most: legs 1-5, 6-10 and 11-16, each 60 mm behind the one before."""
    assert list_eye_layers(16) == [EyeLayer(1, 5, 0), EyeLayer(6, 10, 60), EyeLayer(11, 16, 120)]
    assert [layer.last - layer.first + 1 for layer in list_eye_layers(48)] == [6] * 8


def test_the_least_eye() -> None:
    """48 legs: 6 x 12.4 x 9.4 + 42 x 7.069 = 996.3 mm2; / 0.6 = 1,660.4; a disc of 45.98 mm; with sock 47.98, so
    48. 12 legs: 699.4 + 6 x 7.069 = 741.8; 1,236.3; 39.68; 42.
    """
    assert least_eye_um(48, 3_000) == 48_000
    assert least_eye_um(12, 3_000) == 42_000


def test_every_trunk_has_an_eye_that_holds_its_connectors() -> None:
    for trunk in read_catalog().trunks.values():
        assert trunk.eye_diameter_um >= least_eye_um(trunk.legs, trunk.leg_diameter_um), trunk.model


ROW = {
    "model": "T", "legs": 12, "fibers": 144, "fiber": "mm", "grade": "OM4", "connector": "MPO-12/APC",
    "gender": "female", "polarity": "B", "diameter_mm": 14.0, "weight_kg_per_m": 0.11, "leg_diameter_mm": 3.0,
    "eye_diameter_mm": 32.0, "body_step_m": 1.0, "leg_step_m": 0.5, "max_m": 50.0, "tolerance_plus_pct": 2,
    "source": "x", "confidence": "assumed",
}  # fmt: skip


@pytest.mark.parametrize(
    ("connector", "stated_mm", "counted_um", "note"),
    [
        ("MPO-12/APC", 32.0, 42_000, "catalog/trunks.csv: eye_diameter_mm is too small for staggered MPO connectors. "
         "Used instead, in mm: T 42 for 32"),
        ("MPO-12/APC", 42.0, 42_000, ""),
        ("LC", 32.0, 32_000, ""),
    ],
)  # fmt: skip
def test_an_eye_that_cannot_hold_its_connectors_is_told_and_the_least_counts(
    tmp_path: Path, connector: str, stated_mm: float, counted_um: int, note: str
) -> None:
    """12 legs take 42 mm (above): the larger figure counts, so that no sleeve is passed on the smaller one."""
    row = ROW | {"connector": connector, "eye_diameter_mm": stated_mm}
    lines = [",".join(row), ",".join(str(value) for value in row.values())]
    (tmp_path / "trunks.csv").write_text("\n".join(lines) + "\n")
    found = read_catalog(tmp_path)
    assert found.trunks["T"].eye_diameter_um == counted_um
    assert list(found.notes) == ([note] if note else [])
