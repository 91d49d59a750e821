"""crew.yaml and labour.csv: every value lands; shifts, breaks and crews are refused at their edge."""

from datetime import date
from pathlib import Path

import pytest

from fabric.project import Risks, Shift
from tests.fabric.inputs.folders import NETWORK, faults_of, notes_of, read

CREW = """
shifts:
  - {id: early, start: "05:30", hours: 7.5, technicians: 6, skills: {testing: 2, welding: 1},
    breaks: [{after_h: 2.25, minutes: 15}, {after_h: 5, minutes: 30}]}
  - {id: late, start: "13:00", hours: 8, technicians: 3}
crew_size: 3
hand_over: true
crews_per_rack_face: 2
pulls_first: true
risks: {error_rate: 0.5, late_minutes: 2.5, absence_rate: 0.25, scatter: 0.125}
"""
CREW_OF_FOUR = "shifts:\n  - {id: day, start: '08:00', hours: 8, technicians: 8}\ncrew_size: 4\n"


def test_every_value_lands(tmp_path: Path) -> None:
    """05:30 is minute 330; 7.5 h are 27,000 s; 2.25 h are 8,100 s; 2.5 minutes late are 150 s."""
    crew = read(tmp_path, {"crew.yaml": CREW}).crew
    assert crew.shifts == (
        Shift(
            id="early",
            start_minute=330,
            length_s=27_000,
            technicians=6,
            breaks_s=((8100, 900), (18_000, 1800)),
            skills=(("testing", 2), ("welding", 1)),
        ),
        Shift(id="late", start_minute=780, length_s=28_800, technicians=3, breaks_s=(), skills=()),
    )
    assert (crew.crew_size, crew.hand_over, crew.crews_per_rack_face, crew.pulls_first) == (3, True, 2, True)
    assert crew.risks == Risks(error_rate=0.5, late_s=150, absence_rate=0.25, scatter=0.125)


def test_what_is_not_stated_is_assumed(tmp_path: Path) -> None:
    """The defaults of the form are those of the value."""
    crew = read(tmp_path, {}).crew
    assert (crew.crew_size, crew.hand_over, crew.risks) == (2, False, Risks())
    assert (crew.crews_per_rack_face, crew.pulls_first) == (None, False)


def shift(text: str = "", technicians: int = 2) -> str:
    return f'shifts:\n  - {{id: day, start: "08:00", hours: 8, technicians: {technicians}{text}}}\n'


@pytest.mark.parametrize(
    ("crew", "fault"),
    [
        (shift(technicians=1), "1 technician cannot form a crew of 2"),
        (shift(technicians=2), ""),
        (shift(", breaks: [{after_h: 7.5, minutes: 30}]"), ""),
        (
            shift(", breaks: [{after_h: 7.5, minutes: 31}]"),
            "the break begins after 7.5 h and takes 31 min, the shift has 8 h",
        ),
        (shift(", breaks: [{after_h: 2, minutes: 60}, {after_h: 3, minutes: 10}]"), ""),
        (shift(", breaks: [{after_h: 3, minutes: 10}, {after_h: 2, minutes: 61}]"), "two breaks overlap"),
        (shift(", breaks: [{after_h: 0.01, minutes: 479}]"), ""),
        (shift().replace("hours: 8", "hours: 24"), ""),
        (shift() + '  - {id: night, start: "16:00", hours: 16, technicians: 2}\n', ""),
        (
            shift() + '  - {id: night, start: "15:59", hours: 8, technicians: 2}\n',
            "shift day has not ended when the next one begins",
        ),
        (
            shift() + '  - {id: n, start: "16:00", hours: 16.01, technicians: 2}\n',
            "shift n has not ended when the next one begins",
        ),
        (
            shift() + '  - {id: dawn, start: "00:00", hours: 8, technicians: 2}\n',
            "shift day has not ended when the next one begins",
        ),
        (shift() + "crew_size: true\n", "a whole number is expected, found true"),
        (shift() + "risks: {error_rate: true}\n", "a number is expected, found true"),
        (shift() + "risks: {error_rate: 1.1}\n", "1.1 is too large: at most 1 is expected"),
        (shift() + "risks: {absence_rate: 1}\n", "1 is too large: less than 1 is expected"),
    ],
)
def test_shifts_at_their_edge(tmp_path: Path, crew: str, fault: str) -> None:
    """A shift may end when the next one begins, a break when the shift ends or the next break begins."""
    found = faults_of(tmp_path, {"crew.yaml": crew})
    assert (fault in found[0]) if fault else not found


@pytest.mark.parametrize(
    ("week", "late"),
    [
        (('"06:00", hours: 8, days: [mon, tue, wed, thu]', '"07:00", hours: 4, days: [fri]'), ""),
        (('"07:00", hours: 4, days: [fri]', '"06:00", hours: 8, days: [mon, tue, wed, thu]'), ""),
        (('"06:00", hours: 8, days: [mon, fri]', '"07:00", hours: 4, days: [fri]'), "s0"),
        (('"06:00", hours: 8', '"07:00", hours: 4, days: [fri]'), "s0"),
        (('"22:00", hours: 8, days: [thu]', '"06:00", hours: 8, days: [fri]'), ""),
        (('"22:00", hours: 8.1, days: [thu]', '"06:00", hours: 8, days: [fri]'), "s0"),
        (('"06:00", hours: 8, days: [mon]', '"22:00", hours: 9, days: [sun]'), "s1"),
        (('"06:00", hours: 8, days: [mon]', '"22:00", hours: 8, days: [sun]'), ""),
    ],
)
def test_shifts_of_other_days_may_share_hours(tmp_path: Path, week: tuple[str, str], late: str) -> None:
    """A shorter Friday is a shift of its own. The week is a circle: Sunday night ends when Monday begins."""
    lines = [f"  - {{id: s{number}, technicians: 2, start: {text}}}\n" for number, text in enumerate(week)]
    request = NETWORK + "racks_ready: 2027-01-11T06:00\n"
    found = faults_of(tmp_path, {"crew.yaml": "shifts:\n" + "".join(lines), "request.yaml": request})
    assert len(found) == bool(late), found
    assert not late or f"shift {late} has not ended when the next one begins" in found[0]


def test_a_row_of_labour_replaces_the_default(tmp_path: Path) -> None:
    """1.5 minutes are 90,000 ms. The unit stays that of the act; without low and high there is no spread."""
    shipped = read(tmp_path, {}).labour.rates
    text = "act,person_minutes,crew,low,high,source,confidence\ntest_link,1.5,2,1,3,ours,published\ndress,0.25,,,,,\n"
    rates = read(tmp_path, {"labour.csv": text}).labour.rates
    test, dress = rates["test_link"], rates["dress"]
    assert (test.person_ms, test.crew, test.low_ms, test.high_ms) == (90_000, 2, 60_000, 180_000)
    assert (test.source, test.confidence, test.unit) == ("ours", "published", shipped["test_link"].unit)
    assert (dress.person_ms, dress.low_ms, dress.high_ms) == (15_000, 15_000, 15_000)
    assert (dress.crew, dress.source) == (shipped["dress"].crew, "stated by the project")
    assert {act: rate for act, rate in rates.items() if act not in ("test_link", "dress")} == {
        act: rate for act, rate in shipped.items() if act not in ("test_link", "dress")
    }


def test_most_of_an_act_is_not_below_its_crew(tmp_path: Path) -> None:
    """Unstated, `most` is that of the default table, two for dressing, or the crew of the row where that is more."""
    rates = read(tmp_path, {"labour.csv": "act,person_minutes,crew,most\ntest_link,1,1,3\nlabel,1,2,\n"}).labour.rates
    assert (rates["test_link"].most, rates["label"].most, rates["pull_trunk"].most) == (3, 2, 4)
    four = {"crew.yaml": CREW_OF_FOUR, "labour.csv": "act,person_minutes,crew\ndress,1,4\n"}
    assert read(tmp_path, four).labour.rates["dress"].most == 4
    found = faults_of(tmp_path, {"labour.csv": "act,person_minutes,crew,most\ndress,1,2,1\n"})
    assert found == ["labour.csv:2 at column most: most 1 is below crew 2. Raise most, or lower crew of the act"]


@pytest.mark.parametrize(("size", "is_right"), [(2, True), (4, True), (5, False), (8, False)])
def test_every_place_has_room_for_a_crew(tmp_path: Path, size: int, is_right: bool) -> None:
    """Two crews of two are the room of four people at both sides of the row and on the tray."""
    crew = CREW_OF_FOUR.replace("crew_size: 4", f"crew_size: {size}")
    found = faults_of(tmp_path, {"crew.yaml": crew, "labour.csv": "act,person_minutes,crew\n"})
    room = f"a crew has {size} technicians, there is room for 4: front of row A, rear of row A, "
    assert bool(found) != is_right
    assert is_right or (len(found) == 1 and room in found[0]), found


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("dress,1,1\ndress,2,1\n", "labour.csv:3 at column act: the act 'dress' has two rows"),
        ("drees,1,1\n", "labour.csv:2 at column act: there is no act 'drees'"),
        ("dress,1,3\n", "at crew_size: a crew has 2 technicians, dress take up to 3"),
        ("dress,1,2\n", ""),
    ],
)
def test_rows_of_labour_at_their_edge(tmp_path: Path, rows: str, fault: str) -> None:
    found = faults_of(tmp_path, {"labour.csv": f"act,person_minutes,crew\n{rows}"})
    assert (fault in found[0]) if fault else not found


@pytest.mark.parametrize(
    ("skill", "fault"),
    [
        ("testng", "there is no skill 'testng': only 'testing' counts. Write 'testing' instead"),
        ("Testing", "there is no skill 'Testing': only 'testing' counts. Write 'testing' instead"),
        ("welding", ""),
    ],
)
def test_a_skill_that_limits_nothing_is_told(tmp_path: Path, skill: str, fault: str) -> None:
    """A typo of testing is a fault; another trade is a note, since no act takes it."""
    files = {"crew.yaml": shift(f", skills: {{{skill}: 2}}")}
    found = faults_of(tmp_path, files)
    assert found == ([f"crew.yaml:2 at shifts[0].skills.{skill}: {fault}"] if fault else [])
    if not fault:
        assert notes_of(tmp_path, files) == ["crew.yaml:2: the skill 'welding' limits nothing: only 'testing' counts"]


WEEK = shift(", days: [mon, fri]") + "holidays: [2027-01-01]\n"


def test_days_and_holidays_land(tmp_path: Path) -> None:
    request = NETWORK + "racks_ready: 2027-01-11T06:00\n"
    crew = read(tmp_path, {"crew.yaml": WEEK, "request.yaml": request}).crew
    assert (crew.shifts[0].days, crew.holidays) == (("mon", "fri"), (date(2027, 1, 1),))


def test_days_need_a_date(tmp_path: Path) -> None:
    """Without racks_ready nobody knows which day is Monday."""
    found = faults_of(tmp_path, {"crew.yaml": WEEK})
    assert [fault.split(": ")[0].split(" at ")[1] for fault in found] == ["shifts[0].days", "holidays"]
    assert all(fault.startswith("crew.yaml:") for fault in found)
    assert "request.yaml has no racks_ready" in found[0]


@pytest.mark.parametrize("day", ["20270101", "2027-1-1", "2027-02-30", "2027-01-01T06:00", "1"])
def test_a_holiday_is_a_date(tmp_path: Path, day: str) -> None:
    """A number is no date, although it could be one of seconds since 1970."""
    request = NETWORK + "racks_ready: 2027-01-11T06:00\n"
    (fault,) = faults_of(tmp_path, {"crew.yaml": shift() + f"holidays: [{day}]\n", "request.yaml": request})
    assert "is not a date" in fault


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("4,1,3,5", ""),
        ("4,1,4,4", ""),
        ("4,1,80,20", "low 80 is above high 20. Exchange the two, or correct one"),
        ("4,1,5,9", "low 5 is above person_minutes 4. Correct one of the two"),
        ("4,1,,3", "high 3 is below person_minutes 4. Correct one of the two"),
    ],
)
def test_the_figure_of_an_act_lies_between_low_and_high(tmp_path: Path, row: str, fault: str) -> None:
    found = faults_of(tmp_path, {"labour.csv": f"act,person_minutes,crew,low,high\ntest_link,{row}\n"})
    assert [text.split(": ", 1)[1] for text in found] == ([fault] if fault else [])


@pytest.mark.parametrize(("text", "fault"), [("0.3", False), ("1", False), ("0.29", True), ("1.01", True)])
def test_utilisation_at_its_edge(tmp_path: Path, text: str, fault: bool) -> None:
    """From 0.3 to 1."""
    found = faults_of(tmp_path, {"crew.yaml": f"{CREW_OF_FOUR}utilisation: {text}\n"})
    assert any("utilisation" in line for line in found) == fault, found


def test_minutes_are_paid_time(tmp_path: Path) -> None:
    """At 0.7, a plug of 75,000 ms takes 107,142.86 ms of paid time, so 107,143; its low 60,000 takes 85,715."""
    project = read(tmp_path, {"crew.yaml": f"{CREW_OF_FOUR}utilisation: 0.7\n"})
    plug = project.labour.rates["inspect_clean_plug"]
    assert (plug.person_ms, plug.low_ms, project.crew.utilisation_pct) == (107_143, 85_715, 70)
    plain = read(tmp_path, {"crew.yaml": CREW_OF_FOUR})
    assert (plain.labour.rates["inspect_clean_plug"].person_ms, plain.crew.utilisation_pct) == (75_000, 100)
