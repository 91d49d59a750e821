"""The worked example of docs/bounds.md: two units, three racks in a row, pulls of 20 min and 0.2 min a metre."""

from dataclasses import replace

import numpy as np
import pytest

from fabric.bounds.clos_structure import ClosStructure, RegularRack, SpineFan
from fabric.bounds.facts import PullSizes
from fabric.bounds.leaf_floor import LeafFloor, RackPosition, ServedLinks
from fabric.bounds.leaves_and_uplinks import least_leaf_laying_ms, least_ms_per_mm
from fabric.inputs.labour_reader import read_labour
from fabric.rules import ROOM, CandidateRacks

MINUTE_MS = 60_000
RATES = {
    "stage_trunk": 20.0,
    "pull_trunk_per_m": 0.2,
    "stage_jumper": 1_000.0,
    "pull_jumper_per_m": 1_000.0,
    "patch_in_rack": 1_000.0,
}
"""Minutes of the acts that take time in the example; jumpers are too dear to be used."""
TABLE = read_labour()
LABOUR = replace(
    TABLE,
    rates={act: replace(rate, person_ms=round(RATES.get(act, 0) * MINUTE_MS)) for act, rate in TABLE.rates.items()},
)
PULLS = PullSizes((8,), 1)
X, Y, Z, A, B = range(5)
AT_MM = np.array([0, 10_000, 20_000, -5_000, 25_000])


def floor() -> LeafFloor:
    racks = CandidateRacks(
        rack_ids=tuple("XYZAB"),
        candidates=np.array([X, Y, Z], np.int32),
        capacity=np.full(3, ROOM, np.int32),
        fits={"S": np.full(3, 2, np.int32)},
        most=np.full(3, 2, np.int32),
        walk_mm=np.abs(AT_MM[:3, None] - AT_MM[None]).astype(np.int32),
        least_walk_mm=np.abs(AT_MM[:3, None] - AT_MM[None]).astype(np.int32),
        over_panels=np.zeros((1, 1), bool),
        end_mm=np.zeros(5, np.int32),
        place=np.zeros(5, np.int32),
        place_crews=np.ones(1, np.int32),
    )
    return LeafFloor(racks, np.zeros(3, np.int32), {"A": RackPosition(A, 0), "B": RackPosition(B, 0)})


STRUCTURE = ClosStructure(
    leaves=(2, 2),
    served=((RegularRack("A", 4),), (RegularRack("B", 4),)),
    uplinks=4,
    tops=(2,),
    ways=(((0.0, 2.0, 4.0), (0.0, 2.0, 4.0)),),
    fans=frozenset([SpineFan(2, (0, 2, 4))]),
    uplink_rows=np.zeros(0, np.bool_),
)


def test_parts_of_unit_1_in_each_rack() -> None:
    """21, 23 and 25 min for one leaf as for two, since a pull takes eight links."""
    found = ServedLinks(LABOUR, STRUCTURE, floor(), PULLS).parts_ms(0) / MINUTE_MS
    assert found.tolist() == [[0, 0, 0], [21, 23, 25], [21, 23, 25]]


def test_a_metre_costs_a_link_an_eighth_of_a_pull() -> None:
    assert least_ms_per_mm(LABOUR, PULLS) * 1_000 / MINUTE_MS == pytest.approx(0.025)


def test_the_work_is_at_least_86_minutes() -> None:
    """Prices are lowered by a billionth. The sum is then rounded down to 0.2 min: all rates are multiples of it."""
    assert least_leaf_laying_ms(LABOUR, STRUCTURE, floor(), PULLS) / MINUTE_MS == pytest.approx(86 - 0.2)
