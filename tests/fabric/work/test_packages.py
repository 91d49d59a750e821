"""Work packages and pulls: every act, place and predecessor of a small plan by hand."""

from collections import Counter
from dataclasses import fields, replace

import pytest

from fabric import Plan
from fabric.plan import PackageKind, PullForm
from fabric.project import Device
from fabric.work.crew_limits import CrewLimits
from fabric.work.job import Job, job_of, keep_packages
from fabric.work.packages import EarlyWork, Package, build_packages, list_releases
from fabric.work.pulls import PullWork, list_pull_works
from layouts import Face, Site

FRONT, REAR = 0, 1
"""Places of the one row of the two racks."""


def device(name: str, rack: str) -> Device:
    """A host in a rack."""
    return Device(
        id=name,
        model="small-host",
        role="host",
        rack=rack,
        position_half_ru=2,
        face="rear",
        su=None,
        status="planned",
    )


def pull(
    form: PullForm = PullForm.SINGLE,
    a_devices: tuple[int, ...] = (0,),
    b_devices: tuple[int, ...] = (1,),
    racks: tuple[int, int] = (0, 1),
    spans: tuple[str, ...] = ("T/2", "T/1", "T/2"),
    pieces: int = 1,
    faces: tuple[Face, Face] = ("rear", "rear"),
    idle_legs: int = 0,
) -> PullWork:
    """A pull of 7 m from rack 0 to rack 1."""
    return PullWork(
        form=form,
        length_mm=7_000,
        a_rack=racks[0],
        b_rack=racks[1],
        a_devices=a_devices,
        b_devices=b_devices,
        a_face=faces[0],
        b_face=faces[1],
        spans=spans,
        pieces=pieces,
        idle_legs=idle_legs,
    )


def at(*faces: Face) -> Counter[Face]:
    """Transceivers at some faces."""
    return Counter(faces)


TRUNK = pull(PullForm.TRUNK, (0,) * 3, (1,) * 3)


@pytest.fixture(scope="module")
def site(two_racks_plan: Plan) -> Site:
    """Racks A01 (0) and A02 (1); places A.front (0) and A.rear (1)."""
    return two_racks_plan.project.site


@pytest.mark.parametrize(
    ("work", "acts"),
    [
        (pull(), Counter(stage_jumper=1, label=2, pull_jumper=1, pull_jumper_per_m=7_000)),
        (
            pull(a_devices=(0, 2), b_devices=(1, 1)),
            Counter(stage_jumper=1, label=3, pull_jumper=1, pull_jumper_per_m=7_000),
        ),
        (
            pull(PullForm.BUNDLE, (0,) * 3, (1,) * 3, pieces=3),
            Counter(label=6, prebundle_jumper=3, stage_trunk=1, pull_trunk=1, pull_trunk_per_m=7_000),
        ),
        (
            pull(PullForm.TRUNK, (0,) * 12, (1,) * 12),
            Counter(stage_trunk=1, pull_trunk=1, pull_trunk_per_m=7_000),
        ),
        (pull(PullForm.PATCH, (0,) * 4, (1,) * 4, pieces=4), Counter(label=8, patch_in_rack=4)),
        (pull(PullForm.PATCH, (0,) * 4, (1,) * 4, pieces=2), Counter(label=6, patch_in_rack=2)),
    ],
    ids=["jumper", "splitter", "bundle", "trunk", "patches", "patched splitters"],
)
def test_acts_of_laying(work: PullWork, acts: Counter[str]) -> None:
    """A jumper has two labels, a splitter of two legs three. Trunks arrive labelled, patches are not pulled."""
    assert work.pull_acts() == acts


@pytest.mark.parametrize(
    ("work", "is_head", "acts"),
    [
        (
            pull(PullForm.TRUNK, (0,) * 3, (1,) * 3),
            False,
            {"dress_trunk": 1, "breakout_leg": 3, "inspect_clean_plug": 3},
        ),
        (
            pull(PullForm.TRUNK, (0,) * 3, (1,) * 3),
            True,
            {"dress_trunk": 1, "breakout_leg": 3, "inspect_clean_plug": 3},
        ),
        (
            pull(PullForm.TRUNK, (0,) * 3, (1,) * 3, idle_legs=5),
            False,
            {"dress_trunk": 1, "breakout_leg": 3, "inspect_clean_plug": 3, "park_leg": 5},
        ),
        (pull(PullForm.BUNDLE, (0,) * 4, (1,) * 4, pieces=2), False, {"dress_trunk": 1, "inspect_clean_plug": 4}),
        (pull(PullForm.BUNDLE, (0,) * 4, (1,) * 4, pieces=2), True, {"dress_trunk": 1, "inspect_clean_plug": 2}),
        (pull(PullForm.SINGLE, (0, 2), (1, 1)), False, {"dress": 2, "inspect_clean_plug": 2}),
        (pull(PullForm.SINGLE, (0, 2), (1, 1)), True, {"dress": 1, "inspect_clean_plug": 1}),
        (pull(PullForm.PATCH, (0,) * 4, (1,) * 4, pieces=2), True, {"dress": 2, "inspect_clean_plug": 2}),
    ],
)
def test_acts_of_an_end(work: PullWork, is_head: bool, acts: dict[str, int]) -> None:
    """One plug for each link; at the head of splitters one for each cable. The legs of a trunk are plugged all."""
    assert work.land_acts(is_head) == acts


def test_a_pull_between_two_racks(site: Site) -> None:
    """Device 0 at the rear of A01 with two optics, device 1 at the front of A02 without any.

    0 opens A01 at the rear, 1 opens A02 at the front, 2 fits the optics of device 0; 3 pulls once both racks are open;
    4 lands A once it lies and its optics are in, 5 lands B, 6 tests where A is.
    """
    packages = build_packages(
        [pull(faces=("rear", "front"))], [device("a", "A01"), device("b", "A02")], site, {0: at("rear", "rear")}
    )
    assert [(package.kind, package.subject, package.places, package.after) for package in packages] == [
        (PackageKind.OPEN, 0, (REAR,), ()),
        (PackageKind.OPEN, 1, (FRONT,), ()),
        (PackageKind.OPTICS, 0, (REAR,), (0,)),
        (PackageKind.PULL, 0, (REAR, FRONT), (0, 1)),
        (PackageKind.LAND_A, 0, (REAR,), (3, 2)),
        (PackageKind.LAND_B, 0, (FRONT,), (3,)),
        (PackageKind.TEST, 0, (REAR,), (4, 5)),
    ]
    assert [package.resources for package in packages] == [
        ("rack:A01.rear",),
        ("rack:A02.front",),
        ("rack:A01.rear",),
        ("T/1", "T/2"),
        ("rack:A01.rear",),
        ("rack:A02.front",),
        ("rack:A01.rear",),
    ]
    assert [dict(packages[index].acts) for index in (0, 2, 6)] == [
        {"mobilise": 1},
        {"insert_optic": 2},
        {"test_link": 1},
    ]


def test_a_pull_inside_a_rack_waits_for_one_rack(site: Site) -> None:
    inside = pull(PullForm.PATCH, racks=(1, 1), spans=())
    packages = build_packages([inside], [device("a", "A02"), device("b", "A02")], site, {})
    assert [package.kind for package in packages[:2]] == [PackageKind.OPEN, PackageKind.PULL]
    assert packages[0].subject == 1
    assert packages[1].after == (0,)


def test_all_pulls_into_a_rack_come_before_its_landings(site: Site) -> None:
    """Pulls 0 and 2 run from A01 to A02, pull 1 lies inside A02, pull 3 is laid early.

    0 and 1 open the racks; 2 to 5 lay the pulls; 6 to 8 land and test pull 0, 9 to 11 pull 1, 12 to 14 pull 2, 15 to 17
    pull 3. The landings of pulls 0, 2 and 3 wait for packages 2 and 4, those of the cord inside for package 3 alone.
    """
    inside = pull(PullForm.PATCH, racks=(1, 1), spans=())
    devices = [device("a", "A01"), device("b", "A02")]
    pulls = [pull(), inside, pull(), TRUNK]
    packages = build_packages(pulls, devices, site, {}, EarlyWork(frozenset({3})), pulls_first=True)
    assert [package.kind for package in packages[2:6]] == [PackageKind.PULL] * 4
    assert [(package.after, package.laid) for package in packages[6:]] == [
        *[((2,), (2, 4)), ((2,), (2, 4)), ((6, 7), ())],
        *[((3,), ()), ((3,), ()), ((9, 10), ())],
        *[((4,), (2, 4)), ((4,), (2, 4)), ((12, 13), ())],
        *[((5, 0), (2, 4)), ((5, 1), (2, 4)), ((15, 16), ())],
    ]
    assert packages[12].befores == (4, 2, 4)
    as_they_come = build_packages(pulls, devices, site, {}, EarlyWork(frozenset({3})))
    assert not any(package.laid for package in as_they_come)
    assert Counter(one.kind for one in as_they_come) == Counter(one.kind for one in packages)


def test_what_is_built_before_the_racks_are_ready_waits_for_no_pull_and_no_landing_waits_for_it(site: Site) -> None:
    """Pull 0 from A01 to A02, pull 1 is a trunk between panels that is built early: 2 and 3 lay them. Both landings of
    pull 0 wait for package 2 alone, those of pull 1 for its own laying.
    """
    devices = [device("a", "A01"), device("b", "A02")]
    built = EarlyWork(built=frozenset({1}))
    packages = build_packages([pull(), TRUNK], devices, site, {}, built, pulls_first=True)
    assert [package.laid for package in packages[4:]] == [(2,), (2,), (), (), (), ()]
    assert [package.is_early for package in packages] == [False, False, False, True, *[False] * 3, *[True] * 3]


def test_landings_of_a_rack_keep_the_same_pulls_where_early_work_is_taken_out() -> None:
    """Of packages 0 to 3 the first is early: the landings of pulls 1 and 2 are then 2 and 3 and wait for 0 and 1."""
    early = Package(kind=PackageKind.KIT, subject=0, acts=Counter(), places=(), resources=(), after=(), is_early=True)
    plain = replace(early, kind=PackageKind.PULL, is_early=False)
    landings = [replace(plain, kind=PackageKind.LAND_A, after=(before,), laid=(1, 2)) for before in (1, 2)]
    job = Job((early, plain, plain, *landings), (1,) * 5, 1, CrewLimits([], {}))
    kept = keep_packages(job, is_early=False)
    assert [(package.after, package.laid) for package in kept.packages[2:]] == [((0,), (0, 1)), ((1,), (0, 1))]
    assert list_releases(kept.packages) == {(0, 1): [2, 3]}


def test_each_end_waits_for_the_optics_of_its_own_devices(site: Site) -> None:
    """Three devices with optics: packages 2, 3, 4. The A end has devices 0 and 2, the B end device 1 twice."""
    devices = [device("a", "A01"), device("b", "A02"), device("c", "A01")]
    optics = {0: at("rear"), 1: at("rear", "rear"), 2: at("rear")}
    packages = build_packages([pull(a_devices=(2, 0), b_devices=(1, 1))], devices, site, optics)
    by_kind = {package.kind: package for package in packages}
    assert by_kind[PackageKind.LAND_A].after == (5, 2, 4)
    assert by_kind[PackageKind.LAND_B].after == (5, 3)
    assert [package.subject for package in packages if package.kind == PackageKind.OPTICS] == [0, 1, 2]


def test_a_rack_is_opened_where_the_first_pull_ends(site: Site) -> None:
    """Rack A01 has ports at the rear and at the front: opened at the place of the first pull's end."""
    devices = [device("a", "A01"), device("b", "A02")]
    orders: list[tuple[list[Face], int]] = [(["rear", "front"], REAR), (["front", "rear"], FRONT)]
    for order, place in orders:
        packages = build_packages([pull(faces=(first, "rear")) for first in order], devices, site, {})
        assert [package.places for package in packages[:2]] == [(place,), (REAR,)]
    assert [package.subject for package in packages if package.kind == PackageKind.TEST] == [0, 1]


def test_packages_come_after_what_they_follow(two_racks_plan: Plan) -> None:
    packages = packages_of(two_racks_plan)
    assert all(before < number for number, package in enumerate(packages) for before in package.after)


def packages_of(plan: Plan) -> list[Package]:
    """The packages of a plan, from its columns."""
    return list(job_of(plan).packages)


def test_the_optics_of_a_device_are_inserted_at_every_face_that_has_some(site: Site) -> None:
    """Two transceivers at the front and one at the rear are one package, which ties up both places, the front first."""
    optics = {0: at("rear", "front", "front")}
    packages = build_packages([pull()], [device("a", "A01"), device("b", "A02")], site, optics)
    (fitting,) = (package for package in packages if package.kind == PackageKind.OPTICS)
    assert (fitting.places, fitting.acts) == ((FRONT, REAR), Counter(insert_optic=3))


def test_the_acts_of_all_packages_are_those_of_the_plan(two_racks_plan: Plan) -> None:
    """16 links in two racks: the acts that the plan claims, but for the moves of crews."""
    acts: Counter[str] = Counter()
    for package in packages_of(two_racks_plan):
        acts.update(package.acts)
    labour = two_racks_plan.project.labour
    found = {act: labour.act_ms(act, quantity) for act, quantity in acts.items() if quantity}
    assert found == {act: ms for act, ms in two_racks_plan.summary.acts_ms.items() if act != "move_crew"}
    assert acts["test_link"] == len(two_racks_plan.links) == 16
    assert acts["mobilise"] == 2


def test_pulls_list_their_ends_in_the_order_of_links(two_racks_plan: Plan) -> None:
    """Each pull of the two racks is one jumper or a bundle; its ends are those of its links, its length its longest."""
    plan = two_racks_plan
    works = list_pull_works(plan.project, plan.parts)
    assert [work.form for work in works] == plan.pulls.form.tolist()
    assert sum(work.links for work in works) == len(plan.links)
    for number, work in enumerate(works):
        assemblies = [index for index, own in enumerate(plan.assemblies.pull.tolist()) if own == number]
        segments = [index for index, own in enumerate(plan.segments.assembly.tolist()) if own in assemblies]
        links = plan.segments.link[segments]
        assert sorted(work.a_devices) == sorted(plan.links.a_device[links].tolist())
        assert sorted(work.b_devices) == sorted(plan.links.b_device[links].tolist())
        assert work.length_mm == max(plan.kinds[plan.assemblies.kind[index]].overall_mm for index in assemblies)
        assert work.pieces == len(assemblies)
        assert bool(work.spans) == (work.a_rack != work.b_rack)


def test_the_longest_cable_of_a_pull_counts(two_racks_plan: Plan) -> None:
    """All cables in pull 0, one of them 1 mm longer than any: that is the length that is pulled."""
    parts = two_racks_plan.parts
    longest = max(kind.overall_mm for kind in parts.kinds)
    odd = replace(parts.kinds[0], body_mm=parts.kinds[0].body_mm + longest - parts.kinds[0].overall_mm + 1)
    kinds = (odd, *parts.kinds[1:])
    pull_of_all = replace(parts.assemblies, pull=parts.assemblies.pull * 0)
    columns = {field.name: getattr(parts.pulls, field.name)[:1] for field in fields(parts.pulls)}
    first = replace(parts, kinds=kinds, assemblies=pull_of_all, pulls=replace(parts.pulls, **columns))
    works = list_pull_works(two_racks_plan.project, first)
    assert works[0].length_mm == longest + 1
    assert works[0].pieces == len(parts.assemblies.pull)


def test_the_head_of_a_splitter_is_at_the_b_end(site: Site) -> None:
    """Two links on one splitter: two plugs at the A end, one at the B end."""
    devices = [device("a", "A01"), device("b", "A02"), device("c", "A01")]
    packages = build_packages([pull(a_devices=(0, 2), b_devices=(1, 1))], devices, site, {})
    plugs = {package.kind: package.acts["inspect_clean_plug"] for package in packages if package.kind.is_of_pull}
    assert (plugs[PackageKind.LAND_A], plugs[PackageKind.LAND_B]) == (2, 1)
