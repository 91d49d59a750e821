"""Weights of pieces by hand."""

from dataclasses import replace

from fabric.catalog import read_catalog
from fabric.plan import AssemblyKind, piece_weight_g

CATALOG = read_catalog()
TRUNK = AssemblyKind(
    id="K9.0-TEST",
    model="TRUNK-OM4-48",
    form="trunk",
    custom=True,
    body_mm=9000,
    a_legs_mm=(2500,) * 40 + (3000,) * 8,
    b_legs_mm=(2500,) * 48,
    connector="MPO-12/APC",
    gender="female",
    polarity="B",
    links=48,
)


def test_each_leg_of_a_trunk_weighs_as_a_cord() -> None:
    """9 m of body at 250 g are 2,250 g. Legs: 40 x 2.5 + 8 x 3 + 48 x 2.5 = 244 m at 9 g are 2,196 g; 4,446 g."""
    assert piece_weight_g(CATALOG, TRUNK) == 2250 + 2196


def test_legs_without_a_cord_in_the_catalogue_weigh_as_their_body() -> None:
    """9 + 3 + 2.5 = 14.5 m at 250 g."""
    catalog = replace(CATALOG, cables={})
    assert piece_weight_g(catalog, TRUNK) == 3625


def test_a_cord_of_another_diameter_is_no_leg() -> None:
    """Cords of 2 mm beside legs of 3 mm: 14.5 m at 250 g again; one of 3 mm and 7 g a metre makes 2,250 + 1,708 g."""
    thin = replace(CATALOG.cables["MFP7E10"], diameter_um=2000)
    assert piece_weight_g(replace(CATALOG, cables={"thin": thin}), TRUNK) == 3625
    light = replace(CATALOG.cables["MFP7E10"], weight_g_per_m=7)
    cables = {"MFP7E10": CATALOG.cables["MFP7E10"], "light": light}
    assert piece_weight_g(replace(CATALOG, cables=cables), TRUNK) == 2250 + 1708


def test_any_other_piece_weighs_by_its_length() -> None:
    """5 m of a jumper of 9 g."""
    jumper = replace(TRUNK, model="MFP7E10", form="jumper", body_mm=5000, a_legs_mm=(), b_legs_mm=(), links=1)
    assert piece_weight_g(CATALOG, jumper) == 45
