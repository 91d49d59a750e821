"""The judge of work before the racks are ready: what it holds against a schedule, with answers by hand."""

from dataclasses import replace
from datetime import datetime

import pytest

from fabric.audit import audit_plan
from fabric.plan import Plan
from fabric.project import EarlyWindow, Preparation
from tests.fabric.audit.small_plan import SMALL_PLAN, package, with_cells
from tests.fabric.audit.trios.early_work import kit_single, lay_trunk_early
from tests.fabric.audit.trios.staging import fit_early

ANY = EarlyWindow()


def rules_of(plan: Plan) -> set[str]:
    return {finding.rule for finding in audit_plan(plan)}


def test_a_trunk_that_is_laid_before_the_racks_are_ready_is_accepted() -> None:
    assert audit_plan(lay_trunk_early(-180, ANY)) == []


def test_what_it_rests_on_is_said() -> None:
    plan = replace(lay_trunk_early(-180, ANY), assumptions=("dates: none",))
    assert rules_of(plan) == {"assumptions-said"}


def test_a_window_with_a_start_is_held() -> None:
    """From 13:00 of the day before, an hour is left: second -3,600. A second earlier is too early."""
    window = EarlyWindow(start=datetime(2027, 1, 10, 13))
    assert rules_of(lay_trunk_early(-3_600, window)) == set()
    assert rules_of(lay_trunk_early(-3_601, window)) == {"early-window"}


def test_work_does_not_run_over_the_moment_at_which_the_racks_are_ready() -> None:
    assert rules_of(lay_trunk_early(-179, ANY)) >= {"early-window", "shift-end"}


def test_a_night_ends_the_work_of_a_day() -> None:
    """A shift of 28,800 s before the racks are ready: a pull over its begin runs over a night."""
    assert rules_of(lay_trunk_early(-28_980, ANY)) == set()
    assert rules_of(lay_trunk_early(-28_900, ANY)) == {"shift-end"}


def test_the_ends_of_an_early_trunk_are_lowered() -> None:
    """Lowering takes a minute at each end. The landings of the plan have no time for it, nor its person-hours."""
    found = rules_of(lay_trunk_early(-180, ANY, drop_ms=60_000))
    assert {"duration", "labour", "acts-as-done"} <= found


def test_only_trunks_and_bundles_are_laid_early() -> None:
    """Pull 3 is a single cable of 354 s."""
    plan = lay_trunk_early(-180, ANY)
    row = package(plan, "pull", 2)
    moved = with_cells(with_cells(plan, "packages.start_s", {row: -600}), "packages.end_s", {row: -246})
    assert "early-form" in rules_of(moved)


def test_a_kit_takes_staging_and_labels_out_of_the_pull() -> None:
    """Pull 3 takes 354 s: 3 labels and staging, 240 s, at a table; pulling and 9 m are left, 114 s."""
    assert audit_plan(kit_single(-240)) == []
    assert rules_of(kit_single(-240, laid_s=354)) == {"duration"}
    assert rules_of(kit_single(-239)) == {"early-window", "shift-end", "crew-in-two-places"}


def test_a_kit_after_the_racks_are_ready_is_unknown_work() -> None:
    """Staging and labels belong to the pull then."""
    assert {"package-known", "duration"} <= rules_of(kit_single(0))


@pytest.mark.parametrize(("word", "subject"), [("open", 0), ("land_a", 0), ("test", 0)])
def test_nothing_else_is_done_early(word: str, subject: int) -> None:
    plan = lay_trunk_early(-180, ANY)
    row = package(plan, word, subject)
    took = int(plan.packages.end_s[row] - plan.packages.start_s[row])
    moved = with_cells(with_cells(plan, "packages.start_s", {row: -took - 200}), "packages.end_s", {row: -200})
    assert "starts-after-ready" in rules_of(moved)


def test_nothing_is_laid_early_where_nobody_asked() -> None:
    row = package(SMALL_PLAN, "pull", 0)
    plan = with_cells(with_cells(SMALL_PLAN, "packages.start_s", {row: -180}), "packages.end_s", {row: 0})
    assert "starts-after-ready" in rules_of(plan)


def test_two_crews_pull_through_one_span_and_no_crew_is_in_two_places() -> None:
    """Pulls 1 and 3 take the same drops; where both are early and overlap, one crew cannot do both."""
    plan = lay_trunk_early(-180, ANY)
    row, other = package(plan, "pull", 2), package(plan, "pull", 0)
    crew = int(plan.packages.crew[other])
    both = with_cells(plan, "packages.crew", {row: crew})
    both = with_cells(with_cells(both, "packages.start_s", {row: -400}), "packages.end_s", {row: -46})
    assert "crew-in-two-places" in rules_of(both)


def test_transceivers_inserted_at_the_table_are_held_to_their_window() -> None:
    """The window ends the day before at 08:00, 21,600 s of work before the racks are ready: a minute that ends with it
    is accepted, one that ends a second later is not.
    """
    window = EarlyWindow(end=datetime(2027, 1, 10, 8))
    assert audit_plan(fit_early({0: -21_660}, window)) == []
    (finding,) = audit_plan(fit_early({0: -21_659}, window))
    assert (finding.rule, finding.object) == ("early-window", "optics of node-1")
    assert finding.remedy == "Do it within prepare.optics of crew.yaml, or after the racks are ready"


def test_a_crew_fits_one_device_at_a_time_at_the_table() -> None:
    assert audit_plan(fit_early({0: -60, 1: -120})) == []
    assert rules_of(fit_early({0: -60, 1: -100})) == {"crew-in-two-places"}


def test_transceivers_do_not_go_in_before_the_racks_without_that_way() -> None:
    plan = fit_early({0: -60})
    crew = replace(plan.project.crew, prepare=Preparation(trunks=ANY))
    assert "starts-after-ready" in rules_of(replace(plan, project=replace(plan.project, crew=crew)))


def test_devices_are_not_taken_for_pulls() -> None:
    """spine-1 is device 4, and there are three pulls; its two transceivers take 120 s of crew 2."""
    assert audit_plan(fit_early({4: -120})) == []
    assert rules_of(fit_early({4: -119})) == {"early-window", "shift-end"}
