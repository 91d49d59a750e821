"""Frozen values to plain JSON values and back, by their type hints. Knows no particular type.

Dataclasses become mappings, tuples lists, columns lists of integers, dates ISO text. A field that was added later
(metadata `later`) is left out where it has its default, so that older values keep their text. An unknown key, a missing
key of a field without a default, or a value of another kind raises CodecError with its place.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from layouts import IntColumn

Value = TypeVar("Value")

COLUMNS = (np.ndarray, NDArray)
"""Origins of the type hint of a column. Up to numpy 2.4 `NDArray[np.int32]` is an alias of `np.ndarray[...]`; from 2.5
on it is a `TypeAliasType` whose origin is `NDArray` itself.
"""

SCALARS = frozenset({str, int, float, bool, type(None)})
"""Classes whose values are JSON values themselves."""

LARGEST = 10**15
"""No number of a plan is larger: thirty thousand years in milliseconds."""


class CodecError(ValueError):
    """A value does not fit its type; the message names the place."""


def to_plain(value: Any) -> Any:
    """A JSON value of a frozen value."""
    cls = value.__class__
    return value if cls in SCALARS else _writer_of(cls)(value)


@cache
def _writer_of(cls: type) -> Callable[[Any], Any]:
    """What makes a JSON value of a value of one class."""
    if dataclasses.is_dataclass(cls):
        fields = dataclasses.fields(cls)
        names = tuple(field.name for field in fields)
        later = {field.name: field.default for field in fields if field.metadata.get("later")}
        if not later:
            return lambda value: {name: to_plain(getattr(value, name)) for name in names}
        return partial(_write_dataclass, names, later)
    if issubclass(cls, np.ndarray):
        return np.ndarray.tolist
    if issubclass(cls, Mapping):
        return lambda value: {key: to_plain(item) for key, item in value.items()}
    if issubclass(cls, list | tuple):
        return lambda value: [to_plain(item) for item in value]
    if issubclass(cls, date):
        return cls.isoformat
    return lambda value: value


def _write_dataclass(names: tuple[str, ...], later: Mapping[str, Any], value: Any) -> Any:
    """A value without those of its later fields that have their defaults."""
    found = {name: getattr(value, name) for name in names}
    return {name: to_plain(item) for name, item in found.items() if name not in later or item != later[name]}


def from_plain(hint: type[Value], data: Any, place: str = "") -> Value:
    """The frozen value of a JSON value. Raises CodecError."""
    result: Value = _read(hint, data, place)
    return result


def _read(hint: Any, data: Any, place: str) -> Any:
    return _reader_of(hint)(data, place)


@cache
def _reader_of(hint: Any) -> Callable[[Any, str], Any]:
    """What makes a value of one type of a JSON value; it is given the place too."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        return partial(_read_dataclass, _Shape(hint))
    if origin in (typing.Union, types.UnionType):
        return partial(_read_optional, args)
    if origin in COLUMNS:
        return _read_column
    if origin is typing.Literal:
        return partial(_read_word, args)
    if origin is tuple:
        return partial(_read_tuple, args)
    if origin is Mapping:
        return partial(_read_mapping, args[1])
    if hint is datetime or hint is date:
        return partial(_read_date, hint)
    return partial(_read_scalar, hint)


def _read_optional(args: tuple[Any, ...], data: Any, place: str) -> Any:
    """A value of the one hint that is not None, or None where that is allowed."""
    if data is None and type(None) in args:
        return None
    return _read(next(arg for arg in args if arg is not type(None)), data, place)


def _read_word(allowed: tuple[str, ...], data: Any, place: str) -> Any:
    _require(data in allowed, place, f"{data!r} is none of {', '.join(map(str, allowed))}")
    return data


def _read_mapping(hint: Any, data: Any, place: str) -> Any:
    _expect(isinstance(data, dict), place, "a mapping")
    return {key: _read(hint, item, f"{place}.{key}") for key, item in data.items()}


def _read_column(data: Any, place: str) -> IntColumn:
    _expect(isinstance(data, list) and all(type(item) is int for item in data), place, "a list of whole numbers")
    _require(not data or -(2**31) <= min(data) <= max(data) < 2**31, place, "a number is out of range")
    return np.array(data, np.int32)


def _read_date(hint: Any, data: Any, place: str) -> Any:
    _expect(isinstance(data, str), place, "a date")
    try:
        return hint.fromisoformat(data)
    except ValueError:
        raise CodecError(f"{place}: {data!r} is not a date") from None


def _read_scalar(hint: Any, data: Any, place: str) -> Any:
    """A number, a text or a truth value, never one for another."""
    _expect(type(data) is hint, place, hint.__name__)
    if hint is int:
        _require(-LARGEST <= data <= LARGEST, place, "a number is out of range")
    if hint is str and not data.isascii():
        _expect(not any("\ud800" <= character <= "\udfff" for character in data), place, "text without lone surrogates")
    return data


class _Shape:
    """The fields of a dataclass: types by name, and the names that a plan file must have."""

    def __init__(self, cls: Any) -> None:
        self.make = cls
        self.hints = typing.get_type_hints(cls)
        fields = dataclasses.fields(cls)
        self.names = frozenset(field.name for field in fields)
        self.required = frozenset(field.name for field in fields if _is_required(field))


def _read_dataclass(shape: _Shape, data: Any, place: str) -> Any:
    _expect(isinstance(data, dict), place, "a mapping")
    wrong = (shape.required - data.keys()) | (data.keys() - shape.names)
    if wrong:
        raise CodecError(f"{place or 'plan'}: keys missing or unknown: {', '.join(sorted(wrong))}")
    before = f"{place}." if place else ""
    return shape.make(**{name: _read(shape.hints[name], item, before + name) for name, item in data.items()})


def _is_required(field: "dataclasses.Field[Any]") -> bool:
    """Whether a plan file must have the key of a field: a field that came later has a default."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _read_tuple(args: tuple[Any, ...], data: Any, place: str) -> Any:
    _expect(isinstance(data, list), place, "a list")
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_read(args[0], item, f"{place}[{index}]") for index, item in enumerate(data))
    _expect(len(data) == len(args), place, f"{len(args)} items")
    return tuple(
        _read(arg, item, f"{place}[{index}]") for index, (arg, item) in enumerate(zip(args, data, strict=True))
    )


def _expect(condition: bool, place: str, what: str) -> None:
    _require(condition, place, f"{what} is expected")


def _require(condition: bool, place: str, problem: str) -> None:
    if not condition:
        raise CodecError(f"{place or 'plan'}: {problem}")
