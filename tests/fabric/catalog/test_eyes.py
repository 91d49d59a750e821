"""Pulling eyes hold the staggered connectors of their end; figures by hand."""

import pytest
from pydantic import ValidationError

from fabric.catalog import EyeLayer, least_eye_um, list_eye_layers, read_catalog
from fabric.catalog.part_forms import TrunkForm


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


def test_an_eye_that_cannot_hold_its_connectors_is_a_fault() -> None:
    row = {
        "model": "T", "legs": 12, "fibers": 144, "fiber": "mm", "grade": "OM4", "connector": "MPO-12/APC",
        "gender": "female", "polarity": "B", "diameter_mm": 14.0, "weight_kg_per_m": 0.11, "leg_diameter_mm": 3.0,
        "eye_diameter_mm": 32.0, "body_step_m": 1.0, "leg_step_m": 0.5, "max_m": 50.0, "tolerance_plus_pct": 2,
        "source": "x", "confidence": "assumed",
    }  # fmt: skip
    with pytest.raises(ValidationError, match=r"'eye_diameter_mm' 32 of a trunk of 12 legs: .* has 42 mm at least"):
        TrunkForm.model_validate(row)
    assert TrunkForm.model_validate(row | {"eye_diameter_mm": 42.0}).value().eye_diameter_um == 42_000
