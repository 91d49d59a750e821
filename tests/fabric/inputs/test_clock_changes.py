"""Daylight saving: a change of the clocks in the time of an installation is said."""

from pathlib import Path

import pytest

from tests.fabric.inputs.folders import NETWORK, faults_of, notes_of


@pytest.mark.parametrize(
    ("ready", "deadline", "said"),
    [
        ("2027-03-26T06:00", "2027-03-30T06:00", "go forward by 1 h on 2027-03-28"),
        ("2027-10-29T06:00", "2027-11-02T06:00", "go back by 1 h on 2027-10-31"),
        ("2027-03-29T06:00", "2027-04-02T06:00", ""),
    ],
)
def test_a_change_of_the_clocks_is_said(tmp_path: Path, ready: str, deadline: str, said: str) -> None:
    """In 2027 the European Union changes its clocks on the last Sundays of March and October, the 28th and the 31st."""
    request = f"{NETWORK}racks_ready: {ready}\ndeadline: {deadline}\ntime_zone: Europe/Berlin\n"
    notes = [note for note in notes_of(tmp_path, {"request.yaml": request}) if "clocks" in note]
    assert [said in note for note in notes] == ([True] if said else [])


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            "racks_ready: 2027-03-26\ntime_zone: Europe/Berlim\n",
            "there is no time zone 'Europe/Berlim'. Write 'Europe/Berlin'",
        ),
        ("time_zone: Europe/Berlin\n", "time_zone needs racks_ready, a date. State racks_ready as well"),
    ],
)
def test_a_time_zone_exists_and_has_a_date(tmp_path: Path, lines: str, fault: str) -> None:
    (found,) = faults_of(tmp_path, {"request.yaml": NETWORK + lines})
    assert fault in found
