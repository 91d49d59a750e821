"""The job of a plan: durations, moves and limits by hand."""

from dataclasses import replace

from fabric import Plan
from fabric.plan import PackageKind
from fabric.work.job import form_job, job_of


def test_durations_are_person_time_over_the_crew(two_racks_plan: Plan) -> None:
    """Opening a rack takes 10 person-minutes, so one person 600 s, a crew of two or of four 300 s, since two work on
    it at most; a move 5, so 300 s and 150 s.
    """
    project = two_racks_plan.project
    for size, opening_s, move_s in ((1, 600, 300), (2, 300, 150), (4, 300, 150)):
        crew = replace(project.crew, crew_size=size, crews_per_rack_face=1)
        job = form_job(replace(project, crew=crew), two_racks_plan.parts)
        opened = [d for p, d in zip(job.packages, job.durations, strict=True) if p.kind == PackageKind.OPEN]
        assert (opened, job.move_s) == ([opening_s] * 2, move_s)


def test_places_and_spans_hold_people(two_racks_plan: Plan) -> None:
    """Two crews of two are four people at each face and on each span: four crews of one, one of three or four."""
    project = two_racks_plan.project
    for size, most in ((1, 4), (2, 2), (3, 1), (4, 1)):
        crew = replace(project.crew, crew_size=size, crews_per_rack_face=1)
        limits = form_job(replace(project, crew=crew), two_racks_plan.parts).limits
        assert list(limits.place_crews) == [most] * 2
        by_face = {name.startswith("rack:"): crews for name, crews in limits.resource_crews.items()}
        assert by_face == {False: most, True: 1}


def test_limits_are_those_of_places_and_of_spans_in_use(two_racks_plan: Plan) -> None:
    """The site allows two crews at each face of its row; only spans that pulls pass, and faces of racks
    with work, are listed."""
    job = job_of(two_racks_plan)
    assert list(job.limits.place_crews) == [2, 2]
    assert set(job.limits.resource_crews) == {span for package in job.packages for span in package.resources}
    assert all(most >= 1 for most in job.limits.resource_crews.values())
    assert job.ranks is None


def test_a_plan_gives_back_the_packages_of_its_schedule(two_racks_plan: Plan) -> None:
    """Kinds and subjects are the plan's columns; each slot is the package's duration, with a move or without."""
    job, columns = job_of(two_racks_plan), two_racks_plan.packages
    assert [package.kind for package in job.packages] == columns.kind.tolist()
    assert [package.subject for package in job.packages] == columns.subject.tolist()
    took = (columns.end_s - columns.start_s).tolist()
    assert all(slot - own in (0, job.move_s) for slot, own in zip(took, job.durations, strict=True))


def test_the_parts_of_a_plan_are_its_own_columns(two_racks_plan: Plan) -> None:
    parts = two_racks_plan.parts
    assert all(value is getattr(two_racks_plan, name) for name, value in vars(parts).items())
    assert "packages" not in vars(parts)
