"""Reading goes on after a fault: a wrong value is replaced by a stand-in, so that one fault hides no other.

The stand-in is the nearest right word, the nearest number, the default, or any value that the schema allows. A fault
that is found later counts only where it does not follow from a stand-in.
"""

import copy
import difflib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from layouts.document import Document
from layouts.faults import Fault
from layouts.form_faults import meant_key
from layouts.forms import Form, list_errors, schema_of
from layouts.key_paths import KeyPath, format_key, value_at

FormType = TypeVar("FormType", bound=Form)
ROUNDS = 8
"""Times that a file is mended: each round may show faults inside what the one before mended."""
USUAL = 3_000
"""Stand-in for a number of which only the limits are known: millimetres of a usual room or rack."""
UNKNOWN = object()
"""Stands for a stand-in that nobody knows."""


@dataclass(frozen=True)
class Mended(Generic[FormType]):
    """A form as far as it can be read, and its faults."""

    form: FormType | None
    """The form, with stand-ins for wrong values; None where the file as a whole is another thing."""
    data: Any
    """Its values, with stand-ins."""
    faults: tuple[Fault, ...]
    """Faults of the document as it is written."""
    places: tuple[KeyPath, ...]
    """Places of wrong values."""


def mend_form(form_type: type[FormType], document: Document) -> Mended[FormType]:
    """The form of a document, with a stand-in for each wrong value; numbers of listed objects stay."""
    data = document.data
    faults: dict[tuple[str, str], Fault] = {}
    places: list[KeyPath] = []
    schema: Mapping[str, Any] = {}
    meant: set[KeyPath] = set()
    for lenient in (*[False] * ROUNDS, True):
        form, errors = list_errors(form_type, Document(document.name, data, document.lines), lenient)
        if form is not None:
            return Mended(form, data, tuple(faults.values()), tuple(places))
        schema = schema or schema_of(form_type)
        data = copy.deepcopy(data) if data is document.data else data
        meant |= {meant_key(schema, error["loc"]) for error, _ in errors if error["type"] == "extra_forbidden"}
        for error, fault in errors:
            place = _place_of(error)
            if error["type"] == "missing" and error["loc"] in meant:
                continue  # the unknown key beside it is told, with this one as the remedy
            if not any(place[: len(known)] == known and place for known in places):
                faults.setdefault((fault.key, fault.message), fault)
        for error, _ in errors:
            places.append(_place_of(error))
            if error["type"] != "value_error" or not isinstance(error["input"], dict):
                _mend(data, _place_of(error), error, schema)
    return Mended(None, document.data, tuple(faults.values()), tuple(places))


def _place_of(error: Mapping[str, Any]) -> KeyPath:
    return tuple(part for part in error["loc"] if part != "[key]")


def _mend(data: Any, place: KeyPath, error: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    """Puts a stand-in at the place of an error."""
    if not place:
        return
    try:
        holder = value_at(data, place[:-1])
    except (KeyError, IndexError, TypeError):
        return
    key = place[-1]
    if isinstance(holder, dict):
        if error["type"] == "extra_forbidden" or error["loc"][-1] == "[key]":
            holder.pop(key, None)
            return
        wanted, is_required = _wanted(schema, place)
        guess = _guess(holder.get(key), error)
        if guess is not UNKNOWN and guess != holder.get(key):
            holder[key] = guess
        elif is_required:
            holder[key] = _any_of(wanted, schema.get("$defs", {}))
        else:
            holder.pop(key, None)
    elif isinstance(holder, list) and isinstance(key, int):
        wanted, _ = _wanted(schema, place)
        found = holder[key] if key < len(holder) else None
        guess = _guess(found, error)
        stand_in = guess if guess is not UNKNOWN and guess != found else _any_of(wanted, schema.get("$defs", {}))
        holder[key:] = [stand_in, *holder[key + 1 :]]


def _guess(found: Any, error: Mapping[str, Any]) -> Any:
    """The value that was most probably meant."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        near = difflib.get_close_matches(str(found), allowed, 1, 0.4)
        return near[0] if near else UNKNOWN
    if kind in ("int_type", "int_from_float", "float_type"):
        try:
            number = float(str(found))
        except ValueError:
            return UNKNOWN
        if not math.isfinite(number):
            return UNKNOWN
        return int(number) if kind.startswith("int") else number
    if kind == "string_type" or (kind == "value_error" and isinstance(found, bool | float)):
        return str(found) if isinstance(found, bool | int | float) else UNKNOWN
    if kind == "too_long" and isinstance(found, list):
        return found[: context["max_length"]]
    if kind in ("list_type", "tuple_type") and isinstance(found, str | int):
        return [found]
    limits = {"greater_than_equal": "ge", "less_than_equal": "le"}
    return context[limits[kind]] if kind in limits else UNKNOWN


def _wanted(schema: Mapping[str, Any], place: KeyPath) -> tuple[Mapping[str, Any], bool]:
    """The schema of a place, and whether its holder needs it."""
    definitions = schema.get("$defs", {})
    here: Mapping[str, Any] = schema
    is_required = False
    for part in place:
        branches = [_resolve(branch, definitions) for branch in here.get("anyOf", [here])]
        if isinstance(part, int):
            here = next((branch for branch in branches if branch.get("type") == "array"), {})
            tuple_items = here.get("prefixItems", [])
            here = tuple_items[part] if part < len(tuple_items) else here.get("items", {}) or {}
            is_required = True
        else:
            here = next((branch for branch in branches if branch.get("type") == "object"), {})
            is_required = part in here.get("required", ())
            here = here.get("properties", {}).get(part, here.get("additionalProperties", {})) or {}
        here = _resolve(here, definitions) if isinstance(here, dict) else {}
    return here, is_required


def _resolve(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = definitions[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    return found


def _any_of(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    """Some value that a schema allows."""
    schema = _resolve(schema, definitions)
    if "anyOf" in schema:
        schema = _resolve(schema["anyOf"][0], definitions)
    if "enum" in schema or "const" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    kinds = schema.get("type")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if kind == "array":
        items = schema.get("prefixItems")
        if items:
            return [_any_of(item, definitions) for item in items]
        return [_any_of(schema.get("items", {}), definitions) for _ in range(schema.get("minItems", 0))]
    if kind == "object":
        keys = schema.get("required", ())
        return {key: _any_of(schema["properties"][key], definitions) for key in keys}
    if kind in ("integer", "number"):
        least = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        return min(max(least, USUAL), schema.get("maximum", 10**9))
    if kind == "boolean":
        return False
    return {"date": "2027-01-01", "date-time": "2027-01-01T00:00"}.get(schema.get("format", ""), "06:00")


def sure_faults(
    document: Document, places: Iterable[KeyPath], faults: Iterable[Fault], whole_objects: bool = False
) -> list[Fault]:
    """The faults found later that follow from no stand-in.

    A fault does where it stands at a mended key; with `whole_objects` also where it stands anywhere in the listed
    object of that key, or names that object.
    """
    mended = [place for place in places if place]
    keys = {_top(place) if whole_objects else format_key(place) for place in mended}
    names = {name for place in mended if whole_objects and (name := name_of(document, place))}
    patterns = [re.compile(rf"(?<![\w-]){re.escape(name)}[0-9]*(?![\w-])") for name in names]
    return [
        fault
        for fault in faults
        if not (fault.file == document.name and any(_is_related(fault.key, key, whole_objects) for key in keys))
        and not any(pattern.search(fault.message) for pattern in patterns)
    ]


def _is_related(key: str, mended: str, whole_objects: bool) -> bool:
    """Whether a key is a mended one, inside it or, unless whole objects count, around it."""
    inside = key == mended or key.startswith((f"{mended}.", f"{mended}["))
    return inside or (not whole_objects and mended.startswith((f"{key}.", f"{key}[")))


def _top(place: KeyPath) -> str:
    """The listed object that holds a place, or the key of the file, as faults write it."""
    return f"{place[0]}[{place[1]}]" if len(place) > 1 and isinstance(place[1], int) else ".".join(map(str, place[:2]))


def name_of(document: Document, place: KeyPath) -> str:
    """The name of the listed object that holds a place; '' where it has none."""
    found: Any = place[1] if len(place) > 1 else ""
    if isinstance(found, int):
        try:
            item = value_at(document.data, place[:2])
        except (KeyError, IndexError, TypeError):
            item = {}
        found = item.get("id", "") if isinstance(item, dict) else ""
    return found if isinstance(found, str) and place[0] != "label" else ""
