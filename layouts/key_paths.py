"""Places inside a file: the keys and numbers that lead to a value from the top."""

from collections.abc import Iterator, Sequence
from typing import Any

KeyPath = tuple[str | int, ...]


def format_key(path: KeyPath) -> str:
    """A key path as people write it: ('rows', 2, 'id') -> 'rows[2].id'; in a CSV list only the column: 'column id'."""
    if path and isinstance(path[0], int):
        return f"column {format_key(path[1:])}" if path[1:] else ""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def find_places(data: Any, pattern: Sequence[str], at: KeyPath = ()) -> Iterator[KeyPath]:
    """The places of `data` that a pattern of keys names, in order; `*` stands for every item of a list.

    A key that is not there, or a value of another kind, gives no place: whether that is a fault is for the form.
    """
    if not pattern:
        yield at
    elif pattern[0] == "*":
        for index, item in enumerate(data if isinstance(data, list) else ()):
            yield from find_places(item, pattern[1:], (*at, index))
    elif isinstance(data, dict) and pattern[0] in data:
        yield from find_places(data[pattern[0]], pattern[1:], (*at, pattern[0]))


def value_at(data: Any, path: KeyPath) -> Any:
    """The value at a place that exists."""
    for part in path:
        data = data[part]
    return data


def with_value(data: Any, path: KeyPath, value: Any) -> Any:
    """The same data with another value at a place that exists; the given data are not changed."""
    if not path:
        return value
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = with_value(data[path[0]], path[1:], value)
    return copy
