"""Plain values and back, for each kind of type hint: what it accepts, what it rejects, and what is next door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import pytest

from fabric.plan.codec import LARGEST, CodecError, from_plain, to_plain
from layouts import IntColumn


@dataclass(frozen=True)
class Point:
    x: int
    label: str | None


@dataclass(frozen=True)
class Thing:
    kind: Literal["trunk", "jumper"]
    points: tuple[Point, ...]
    pair: tuple[int, str]
    column: IntColumn
    sizes: Mapping[str, int]
    day: date
    moment: datetime | None
    price: float
    flag: bool


PLAIN: dict[str, Any] = {
    "kind": "trunk",
    "points": [{"x": 1, "label": None}, {"x": -2, "label": "ä"}],
    "pair": [3, "b"],
    "column": [0, -1, 2],
    "sizes": {"a": 1},
    "day": "2027-01-31",
    "moment": "2027-01-31T06:00:00",
    "price": 0.5,
    "flag": True,
}


def test_every_kind_comes_back() -> None:
    thing = from_plain(Thing, PLAIN)
    assert thing.points == (Point(1, None), Point(-2, "ä"))
    assert thing.pair == (3, "b")
    assert thing.column.dtype == np.int32
    assert thing.column.tolist() == [0, -1, 2]
    assert thing.day == date(2027, 1, 31)
    assert thing.moment == datetime(2027, 1, 31, 6)
    assert to_plain(thing) == PLAIN


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("kind",), "rope", "kind: 'rope' is none of trunk, jumper"),
        (("kind",), ["trunk"], "kind: ['trunk'] is none of trunk, jumper"),
        (("points",), {}, "points: a list is expected"),
        (("points", 1), 5, "points[1]: a mapping is expected"),
        (("points", 1), {"x": 1}, "points[1]: keys missing or unknown: label"),
        (("points", 1), {"x": 1, "label": None, "y": 2}, "points[1]: keys missing or unknown: y"),
        (("points", 0, "x"), "1", "points[0].x: int is expected"),
        (("points", 0, "x"), True, "points[0].x: int is expected"),
        (("points", 0, "x"), None, "points[0].x: int is expected"),
        (("points", 0, "x"), LARGEST + 1, "points[0].x: a number is out of range"),
        (("points", 0, "x"), -LARGEST - 1, "points[0].x: a number is out of range"),
        (("points", 0, "label"), 1, "points[0].label: str is expected"),
        (("points", 0, "label"), "a\ud800", "points[0].label: text without lone surrogates is expected"),
        (("pair",), [3], "pair: 2 items is expected"),
        (("pair",), ["b", 3], "pair[0]: int is expected"),
        (("column",), [1, True], "column: a list of whole numbers is expected"),
        (("column",), [1, 1.0], "column: a list of whole numbers is expected"),
        (("column",), "1", "column: a list of whole numbers is expected"),
        (("column",), [2**31], "column: a number is out of range"),
        (("column",), [-(2**31) - 1], "column: a number is out of range"),
        (("sizes",), [], "sizes: a mapping is expected"),
        (("sizes",), {"a": "1"}, "sizes.a: int is expected"),
        (("day",), "31.1.2027", "day: '31.1.2027' is not a date"),
        (("day",), 1, "day: a date is expected"),
        (("moment",), "tomorrow", "moment: 'tomorrow' is not a date"),
        (("price",), "0.5", "price: float is expected"),
        (("price",), 1, "price: float is expected"),
        (("flag",), 1, "flag: bool is expected"),
    ],
)
def test_a_value_of_another_kind_is_said(path: tuple[str | int, ...], value: Any, message: str) -> None:
    data = dict(PLAIN) | {"points": [dict(point) for point in PLAIN["points"]]}
    holder: Any = data
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    with pytest.raises(CodecError) as caught:
        from_plain(Thing, data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("column", []),
        ("column", [2**31 - 1, -(2**31)]),
        ("points", []),
        ("sizes", {}),
        ("moment", None),
        ("pair", [LARGEST, ""]),
        ("pair", [-LARGEST, "\u1f600"]),
    ],
)
def test_what_is_at_the_edge_is_read(key: str, value: Any) -> None:
    assert to_plain(from_plain(Thing, PLAIN | {key: value}))[key] == value


def test_a_value_that_is_no_mapping_is_no_plan() -> None:
    """At the top there is no key to name."""
    with pytest.raises(CodecError, match=r"^plan: a mapping is expected"):
        from_plain(Thing, [1])
