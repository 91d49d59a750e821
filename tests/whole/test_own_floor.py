"""The project of docs/your-own-floor.md: the page quotes its files word for word, and it can be planned."""

import re
from pathlib import Path

import pytest

from fabric import audit_plan, make_plan, read_project

ROOT = Path(__file__).parent.parent.parent
COLO = ROOT / "docs" / "examples" / "colo"


def test_the_page_quotes_the_files_of_its_project() -> None:
    """Each block under a line `<!-- file -->` is a part of that file, without a changed sign."""
    page = (ROOT / "docs" / "your-own-floor.md").read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- ([\w./-]+) -->\n```\w*\n(.*?)```", page, re.DOTALL)
    assert {name for name, _ in blocks} == {
        str(path.relative_to(COLO)) for path in COLO.rglob("*") if path.suffix in (".yaml", ".csv")
    }
    for name, block in blocks:
        assert block in (COLO / name).read_text(encoding="utf-8"), name


def test_the_floor_is_as_drawn() -> None:
    """Tiles of 609.6 mm, cabinets of 24 in = 610 mm. A01 at 3 tiles = 1,829; A05 after 4 cabinets and 2 ft 6 in = 762:
    1,829 + 2,440 + 762 = 5,031. B06 after 4 cabinets and one empty place: 1,829 + 5 x 610 = 4,879.
    """
    site = read_project(COLO).site
    assert {rack.id: rack.x_mm for rack in site.racks if rack.id in ("A01", "A05", "B06")} == {
        "A01": 1_829,
        "A05": 5_031,
        "B06": 4_879,
    }
    assert "B05" not in site.rack_by_id


@pytest.mark.plan
def test_the_floor_is_planned() -> None:
    """Eight nodes with eight ports are 64 links, which one switch of 64 ports joins. The cord stays."""
    plan = make_plan(read_project(COLO))
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    assert len(plan.links) == 64
    assert [device.model for device in plan.devices if device.role == "leaf"] == ["QM9700"]
    assert [cable.id for cable in plan.project.cables] == ["OLD-1"]
