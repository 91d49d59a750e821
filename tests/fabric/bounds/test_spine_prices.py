"""The bound of fabrics with cores knows that racks of spines fill pulls below or above."""

from pathlib import Path

import pytest

from fabric import read_project
from fabric.bounds import leaves_and_uplinks
from fabric.designs import list_candidates
from fabric.optimize import RouteFinders, no_decisions, prepare_task
from fabric.templates import write_superpod


def test_racks_of_spines_raise_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """64 units have three tiers; racks take ten switches. In their first design spines have 1 link to each leaf of
    their pod and 4 to each core of their group. No rack fills trunks of 72 legs at both ends: 3,892 h of work instead
    of 3,823 h. Links between spines and cores count once, so the rest stays: 3,072 h of plugs, tests and optics.
    """
    for name, text in write_superpod(64).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    project = read_project(str(tmp_path))
    design = next(found.design for found in list_candidates(project, project.request.networks[0], []) if found.design)

    def least_hours() -> float:
        return prepare_task(project, design, no_decisions(project), RouteFinders(project.site)).bound.work_ms / 3.6e6

    assert least_hours() == pytest.approx(3892.0, abs=0.5)
    monkeypatch.setattr(leaves_and_uplinks, "lay_spines", lambda *_: None)
    assert least_hours() == pytest.approx(3823.2, abs=0.1)
