"""Fixtures of sheets: the plan that is written by hand, and its rows."""

import pytest

from fabric import Plan
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from tests.fabric.four_links import make_small_plan


@pytest.fixture(scope="session")
def small_plan() -> Plan:
    """Two racks, four links."""
    return make_small_plan()


@pytest.fixture(scope="session")
def small_rows(small_plan: Plan) -> PlanRows:
    """The rows of the small plan."""
    return PlanRows(small_plan)


@pytest.fixture(scope="session")
def patch_row(small_rows: PlanRows) -> LinkRow:
    """The patch inside R01."""
    return small_rows.links[0]


@pytest.fixture(scope="session")
def pulled_row(small_rows: PlanRows) -> LinkRow:
    """The first cable of the bundle from R01 to R02."""
    return small_rows.links[1]
