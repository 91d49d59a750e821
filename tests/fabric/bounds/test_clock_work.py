"""The labour table of the clock, and the work that a window holds, by hand."""

from datetime import datetime

from fabric.bounds.clock_work import clock_labour, most_early_ms
from fabric.bounds.least_time import Workforce
from fabric.inputs.labour_reader import read_labour
from fabric.project import CrewPlan, EarlyWindow, Preparation, Shift

LABOUR = read_labour(has_early=True)
TRUNKS = Preparation(trunks=EarlyWindow())
DAY = Shift(id="day", start_minute=360, length_s=36_000, technicians=5, breaks_s=((7_200, 1_800),))


def test_what_may_be_done_before_costs_nothing_on_the_clock() -> None:
    """A trunk or bundle keeps one lowering of 2 min, less than its pull of 10; single cables keep two labels."""
    rates = {act: rate.person_ms for act, rate in clock_labour(LABOUR, TRUNKS, 1).rates.items()}
    assert [rates[act] for act in ("stage_trunk", "pull_trunk_per_m", "prebundle_jumper", "label")] == [0] * 4
    assert rates["pull_trunk"] == 120_000
    assert clock_labour(LABOUR, TRUNKS, 2).rates["pull_trunk"].person_ms == 240_000
    assert rates["stage_jumper"] == 30_000 + 2 * 30_000
    assert rates["patch_in_rack"] == 60_000 + 2 * 30_000
    same = ("dress_trunk", "breakout_leg", "inspect_clean_plug", "test_link", "mobilise", "dress", "pull_jumper")
    assert all(rates[act] == LABOUR.rates[act].person_ms for act in same)


def test_kits_cost_neither_staging_nor_labels() -> None:
    """Alone they leave the pulling of trunks, with trunks nothing but the lowering."""
    both = Preparation(trunks=EarlyWindow(), bundling=EarlyWindow())
    for prepare, pull_ms, metre_ms in ((Preparation(bundling=EarlyWindow()), 600_000, 15_000), (both, 120_000, 0)):
        rates = {act: rate.person_ms for act, rate in clock_labour(LABOUR, prepare, 1).rates.items()}
        assert [rates[act] for act in ("stage_trunk", "stage_jumper", "prebundle_jumper", "label")] == [0] * 4
        assert (rates["pull_trunk"], rates["pull_trunk_per_m"]) == (pull_ms, metre_ms)
        assert rates["patch_in_rack"] == 60_000


def test_transceivers_cost_nothing_where_they_may_be_inserted_before() -> None:
    """All other acts cost what they did."""
    prepare = Preparation(optics=EarlyWindow())
    rates = {act: rate.person_ms for act, rate in clock_labour(LABOUR, prepare, 1).rates.items()}
    assert rates == {act: rate.person_ms for act, rate in LABOUR.rates.items()} | {"insert_optic": 0}


def test_a_window_holds_what_its_shifts_offer() -> None:
    """Saturday from 12:00 to 16:00, when the shift ends, and Sunday to 09:00, with a break from 08:00 to 08:30: 6.5 h
    for two crews of two.
    """
    window = EarlyWindow(datetime(2027, 1, 9, 12), datetime(2027, 1, 10, 9))
    crew = CrewPlan((DAY,), 2, False, prepare=Preparation(trunks=window))
    assert most_early_ms(Workforce(crew, [], datetime(2027, 1, 11, 6))) == round(6.5 * 3_600_000) * 4


def test_a_window_without_a_start_has_no_limit() -> None:
    crew = CrewPlan((DAY,), 2, False, prepare=Preparation(trunks=EarlyWindow(end=datetime(2027, 1, 10))))
    assert most_early_ms(Workforce(crew, [], datetime(2027, 1, 11, 6))) is None
    assert most_early_ms(Workforce(CrewPlan((DAY,), 2, False), [], None)) is None
