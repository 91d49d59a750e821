"""Places inside a file: how they are written, found and replaced."""

import pytest

from layouts.key_paths import KeyPath, find_places, format_key, value_at, with_value

DATA = {"networks": [{"id": "a", "shape": {"order": 3}}, {"id": "b"}], "seed": 1}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("rows", 2, "id"), "rows[2].id"),
        (("a", "b", 0, 1), "a.b[0][1]"),
        ((4,), ""),
        ((4, "entry", "side"), "column entry.side"),
    ],
)
def test_a_place_as_people_write_it(path: KeyPath, text: str) -> None:
    """In a CSV list the line says which row it is, so only the column is named."""
    assert format_key(path) == text


@pytest.mark.parametrize(
    ("pattern", "places"),
    [
        (("seed",), [("seed",)]),
        (("networks", "*", "id"), [("networks", 0, "id"), ("networks", 1, "id")]),
        (("networks", "*", "shape", "order"), [("networks", 0, "shape", "order")]),
        (("networks", "id"), []),
        (("seed", "*"), []),
        (("seed", "x"), []),
        (("absent",), []),
    ],
)
def test_a_pattern_finds_the_places_that_exist(pattern: tuple[str, ...], places: list[KeyPath]) -> None:
    assert list(find_places(DATA, pattern)) == places


def test_a_value_is_replaced_in_a_copy() -> None:
    found = with_value(DATA, ("networks", 0, "shape", "order"), 5)
    assert value_at(found, ("networks", 0, "shape", "order")) == 5
    assert value_at(DATA, ("networks", 0, "shape", "order")) == 3
    assert found["networks"][1] == {"id": "b"}
