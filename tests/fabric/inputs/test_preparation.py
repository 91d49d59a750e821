"""The key `prepare` of crew.yaml: what it gives, and what is refused with place and remedy."""

from datetime import datetime

import pytest

from fabric.project import EarlyWindow, IntegratedRacks, Preparation
from layouts import InputError
from tests.sites import read_files, write_standing_switches, write_two_racks

SHIFT = "shifts: [{id: day, start: '08:00', hours: 8, technicians: 4}]\n"


def files_with(prepare: str, ready: str = "racks_ready: 2027-01-11T08:00\n") -> dict[str, str]:
    files = write_two_racks()
    return {**files, "request.yaml": files["request.yaml"] + ready, "crew.yaml": f"{SHIFT}prepare: {prepare}\n"}


def test_a_window_may_have_a_start_an_end_or_neither() -> None:
    found = read_files(files_with("{trunks: {start: 2027-01-04T06:00, end: 2027-01-08}}")).crew.prepare
    assert found == Preparation(trunks=EarlyWindow(datetime(2027, 1, 4, 6), datetime(2027, 1, 8)))
    assert read_files(files_with("{trunks: {}}", ready="")).crew.prepare == Preparation(trunks=EarlyWindow())


def test_transceivers_have_a_window_of_their_own_or_share_one() -> None:
    """Windows that follow each other are two, equal ones are one."""
    found = read_files(files_with("{trunks: {end: 2027-01-08}, optics: {start: 2027-01-08}}")).crew.prepare
    assert found is not None
    assert len(found.windows) == 2
    shared = read_files(files_with("{trunks: {}, bundling: {}, optics: {}}")).crew.prepare
    assert shared is not None
    assert shared.windows == (EarlyWindow(),)


def test_no_way_of_preparing_is_none_at_all() -> None:
    """The labour table has the act of lowering ends only where ends are lowered: other plans keep their tables."""
    project = read_files(files_with("{}"))
    assert project.crew.prepare is None
    assert "drop_end" not in project.labour.rates
    assert read_files(files_with("{trunks: {}}")).labour.rates["drop_end"].person_ms == 120_000


def test_racks_that_arrive_cabled_are_all_or_named() -> None:
    assert read_files(files_with("{integrated: {}}")).crew.prepare == Preparation(integrated=IntegratedRacks())
    named = read_files(files_with("{integrated: {racks: [A02, A01, A02]}}")).crew.prepare
    assert named == Preparation(integrated=IntegratedRacks(("A01", "A02")))
    assert [named.arrives_in(rack) for rack in ("A01", "B01", None)] == [True, False, False]


def test_racks_that_stand_do_not_arrive() -> None:
    """A rack that no one knows, and one with a device that stands, are told at once."""
    crew = f"{SHIFT}prepare: {{integrated: {{racks: [A01, A09]}}}}\n"
    with pytest.raises(InputError) as raised:
        read_files({**write_standing_switches(), "crew.yaml": crew})
    words = str(raised.value)
    assert "there is no rack 'A09'" in words
    assert "rack A01 arrives cabled, but its device" in words


@pytest.mark.parametrize(
    ("prepare", "ready", "words"),
    [
        ("{trunks: {start: 2027-01-04}}", "", "request.yaml has no racks_ready"),
        ("{trunks: {end: 2027-01-09}, bundling: {start: 2027-01-08}}", None, "are two, and they overlap"),
        ("{trunks: {end: 2027-01-09}, bundling: {}}", None, "are two, and they overlap"),
        ("{optics: {end: 2027-01-09}, bundling: {start: 2027-01-08}}", None, "of bundling and of optics are two, and"),
        ("{optics: {start: 2027-01-04}}", "", "request.yaml has no racks_ready"),
        ("{trunks: {end: 2027-01-12}}", None, "ends at 2027-01-12 00:00, the racks are ready at 2027-01-11 08:00"),
        ("{trunks: {start: 2027-01-11T08:00}}", None, "begins at 2027-01-11 08:00 and ends at 2027-01-11 08:00"),
        ("{trunks: {start: '2027-01-04T06:00Z'}}", None, "has a time zone"),
    ],
)
def test_windows_that_cannot_be_are_refused(prepare: str, ready: str | None, words: str) -> None:
    files = files_with(prepare) if ready is None else files_with(prepare, ready)
    with pytest.raises(InputError) as raised:
        read_files(files)
    assert [fault.file for fault in raised.value.faults] == ["crew.yaml"]
    assert words in str(raised.value)
