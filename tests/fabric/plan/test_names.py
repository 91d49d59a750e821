"""Ids of cables and kinds and serials of pieces: they follow from what they name, not from a place in a list."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pytest

from fabric.plan import Plan, list_cable_codes, list_serials
from fabric.plan.identifiers import SIGNS, assembly_serial, cable_id, kind_ids, make_codes
from fabric.project import ExistingCable
from tests.fabric.four_links import make_small_plan


def test_a_code_by_hand() -> None:
    """Eight bytes of a digest as a number, its lowest five bits first: one sign for every five."""
    number = int.from_bytes(blake2b(b"0 x", digest_size=8).digest(), "big")
    by_hand = ""
    for _ in range(7):
        number, rest = divmod(number, 32)
        by_hand += SIGNS[rest]
    assert make_codes(["x"], 7) == (by_hand,)
    assert len(set(SIGNS)) == 32
    assert not set("ILOU") & set(SIGNS)


def test_a_code_does_not_depend_on_other_names() -> None:
    names = [f"cable {number}" for number in range(500)]
    codes = dict(zip(names, make_codes(names, 7), strict=True))
    fewer = names[:100] + names[:100:-1]
    assert make_codes(fewer, 7) == tuple(codes[name] for name in fewer)


def test_no_code_is_given_twice() -> None:
    """32 names, 32 codes of one sign: whoever comes later takes its next code. A taken one is left alone."""
    names = [f"n{number}" for number in range(32)]
    assert sorted(make_codes(names, 1)) == sorted(SIGNS)
    (code,) = make_codes(["x"], 7)
    assert make_codes(["x"], 7, {code}) != (code,)


def test_ids_and_serials() -> None:
    assert cable_id("compute", "7K3QF2M") == "C-compute-7K3QF2M"
    found = [assembly_serial(form, "7K3QF2M") for form in ("trunk", "jumper", "dac", "aoc")]
    assert found == ["T7K3QF2M", "J7K3QF2M", "D7K3QF2M", "D7K3QF2M"]


def test_a_kind_is_named_by_model_and_lengths() -> None:
    """Each fact alone gives another name; the length of the body can be read."""
    base = ("TRUNK", 16_500, (1_500, 2_000), (1_000, 1_000))
    others = [("OTHER", *base[1:]), (*base[:2], (2_000, 1_500), base[3]), (*base[:3], (1_000, 1_500))]
    names = kind_ids([base, *others])
    assert len(set(names)) == 4
    assert all(name.startswith("K16.5-") for name in names)
    assert kind_ids([base]) == names[:1]


def _reordered(plan: Plan, order: Sequence[int]) -> Plan:
    """The plan with its links in another order, ends named from the other side, and assemblies likewise."""
    links, numbers = plan.links, np.array(order)
    place = np.argsort(numbers)
    turned = replace(
        links,
        stage=links.stage[numbers],
        a_device=links.a_device[numbers],
        a_port=links.a_port[numbers],
        b_device=links.b_device[numbers],
        b_port=links.b_port[numbers],
    )
    return replace(plan, links=turned, segments=replace(plan.segments, link=place[plan.segments.link].astype(np.int32)))


def test_codes_follow_the_ends() -> None:
    """Four links in another order: each keeps its code. A link with another end has another one."""
    plan = make_small_plan()
    codes = list_cable_codes(plan)
    order = [2, 0, 3, 1]
    turned = _reordered(plan, order)
    assert list_cable_codes(turned) == tuple(codes[number] for number in order)
    assert sorted(list_serials(turned, list_cable_codes(turned))) == sorted(list_serials(plan, codes))
    port = plan.links.a_port.copy()
    port[1] += 20
    moved = list_cable_codes(replace(plan, links=replace(plan.links, a_port=port)))
    assert [one == two for one, two in zip(codes, moved, strict=True)] == [True, False, True, True]


def test_the_code_of_a_cable_that_lies_is_not_given_again() -> None:
    plan = make_small_plan()
    codes = list_cable_codes(plan)
    lying = ExistingCable(
        id=f"C-fabric-{codes[2]}",
        a_device="leaf-01",
        a_port="30",
        b_device="spine-01",
        b_port="30",
        diameter_um=5_000,
        pathways=(),
        status="installed",
    )
    beside = list_cable_codes(replace(plan, project=replace(plan.project, cables=(lying,))))
    assert [one == two for one, two in zip(codes, beside, strict=True)] == [True, True, False, True]


def test_a_trunk_of_another_kind_is_another_piece() -> None:
    """A single cable has the code of its link whatever its length; the serial of a trunk follows its kind too."""
    plan = make_small_plan()
    codes = list_cable_codes(plan)
    assert list_serials(plan, codes) == tuple(f"D{code}" for code in codes)
    serials = [
        list_serials(
            replace(plan, kinds=tuple(replace(kind, form="trunk", id=f"{kind.id}{end}") for kind in plan.kinds)), codes
        )
        for end in ("", "", "-longer")
    ]
    assert serials[0] == serials[1]
    assert not set(serials[0]) & set(serials[2])
    assert all(serial[0] == "T" for serial in serials[0])


@pytest.mark.parametrize("count", [50_000])
def test_codes_of_a_large_site_differ(count: int) -> None:
    codes = make_codes([str(number) for number in range(count)], 7)
    assert len(set(codes)) == count
