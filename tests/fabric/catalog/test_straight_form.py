"""far_plugs of cables.csv: 1 for a straight cable of several links, empty for a splitter."""

from pathlib import Path

import pytest

from fabric.catalog import read_catalog
from layouts import InputError

HEADER = "model,form,fiber,grade,cage_kind,legs,far_plugs,diameter_mm,weight_kg_per_m,max_m,source,confidence\n"


def test_a_straight_cable_is_no_splitter(tmp_path: Path) -> None:
    (tmp_path / "cables.csv").write_text(HEADER + "TWIN,dac,copper,100G,osfp,2,1,9,0.1,2,test,assumed\n", "utf-8")
    cable = read_catalog(tmp_path).cables["TWIN"]
    assert cable.is_straight
    assert not cable.is_splitter
    assert cable.legs == 2
    assert read_catalog().cables["MCP7Y00"].is_splitter


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("TWIN,dac,copper,100G,osfp,4,2,9,0.1,2,test,assumed\n", "'far_plugs' 2 of a cable of 4 legs"),
        ("TWIN,jumper,mm,OM4,,2,1,3,0.1,2,test,assumed\n", "a jumper has a plug for each link"),
    ],
)
def test_other_numbers_of_plugs_are_faults(row: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "cables.csv").write_text(HEADER + row, "utf-8")
    with pytest.raises(InputError, match=reason):
        read_catalog(tmp_path)
