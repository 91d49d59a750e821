"""Faults of forms in words: the value found, the value expected, and the text to write instead."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from layouts.document import Document
from layouts.faults import Fault
from layouts.key_paths import KeyPath, value_at
from layouts.nearest import nearest_names

LONGEST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


HOW_TO_WRITE = "Write millimetres, or a number with a unit, such as 40 ft, 6 ft 7 in, 2.4 m, 12 tiles"
"""Remedy for a length that is not written as one."""


class FormValueError(ValueError):
    """A value that a validator refuses, with the remedy; a plain ValueError asks to correct the value."""

    def __init__(self, message: str, remedy: str):
        super().__init__(message)
        self.remedy = remedy


class ErrorPhrase(NamedTuple):
    """The message of one kind of error in a form, and its remedy."""

    message: str
    """Statement of the fault; {found}, {limit} and {count} are filled in."""
    remedy: str = ""
    """Empty: the sentence that documents the key."""


_PHRASES: Mapping[str, ErrorPhrase] = {
    "int_type": ErrorPhrase("a whole number is expected, found {found}", "Write a whole number without unit or quotes"),
    "int_from_float": ErrorPhrase("a whole number is expected, found {found}", "Write a whole number"),
    "float_type": ErrorPhrase("a number is expected, found {found}", "Write a number without unit or quotes"),
    "bool_type": ErrorPhrase("true or false is expected, found {found}", "Write true or false without quotes"),
    "string_type": ErrorPhrase(
        "text is expected, found {found}", "Put it in quotes if it looks like a number or a truth value"
    ),
    "list_type": ErrorPhrase("a list is expected, found {found}", "Write lines that begin with '- ', or [a, b]"),
    "tuple_type": ErrorPhrase("a list of numbers is expected, found {found}", "Write a list such as [0, 1200]"),
    "dict_type": ErrorPhrase("'key: value' pairs are expected, found {found}", "Write one pair per line, indented"),
    "date_from_datetime_parsing": ErrorPhrase("{found} is not a date", "Write a date such as 2027-01-31"),
    "date_type": ErrorPhrase("{found} is not a date", "Write a date such as 2027-01-31"),
    "datetime_from_date_parsing": ErrorPhrase("{found} is not a date and time", "Write them as 2027-01-31T06:00"),
    "datetime_type": ErrorPhrase("{found} is not a date and time", "Write them as 2027-01-31T06:00"),
    "greater_than": ErrorPhrase("{found} is too small: more than {limit} is expected", "Use a larger value"),
    "greater_than_equal": ErrorPhrase("{found} is too small: at least {limit} is expected", "Use a larger value"),
    "less_than": ErrorPhrase("{found} is too large: less than {limit} is expected", "Use a smaller value"),
    "less_than_equal": ErrorPhrase("{found} is too large: at most {limit} is expected", "Use a smaller value"),
    "multiple_of": ErrorPhrase("{found} is not a multiple of {limit}", "Use a multiple of it"),
    "finite_number": ErrorPhrase("{found} is not a finite number", "Write a finite number"),
    "string_too_short": ErrorPhrase("the text is empty", "Write a name, or leave the key out"),
    "string_too_long": ErrorPhrase("the text is longer than {limit} characters", "Shorten it"),
    "string_pattern_mismatch": ErrorPhrase("{found} is not written as this key expects"),
    "too_short": ErrorPhrase("at least {limit} items are expected, found {count}"),
    "too_long": ErrorPhrase("at most {limit} items are allowed, found {count}"),
}


_NUMBERS = {"int_type", "int_from_float", "float_type"}
"""Errors of values that are no numbers, or no whole ones."""
LONGEST_IN_METRES = 100
"""Length with a point below which metres are meant."""
TOO_LARGE = 1e18
"""Number above which no file of a project needs one."""


def explain(schema: Mapping[str, Any], document: Document, at: KeyPath, error: Mapping[str, Any]) -> Fault:
    """The fault that an error of pydantic is. `schema` is that of the form, `at` the place of the form."""
    location: KeyPath = (*at, *error["loc"])
    in_csv = bool(at) and isinstance(at[0], int)
    kind, context, found = error["type"], error.get("ctx", {}), error.get("input")
    if kind == "extra_forbidden":
        known = sorted(_schema_at(schema, error["loc"][:-1]).get("properties", {}))
        remedy = _remedy_of_key(str(location[-1]), known, _keys_at(document, location[:-1]))
        return document.fault(location, f"unknown key '{location[-1]}'", remedy)
    if kind == "missing" and isinstance(location[-1], int):
        return document.fault(location[:-1], f"item {location[-1] + 1} is missing", "Write all coordinates")
    if kind == "missing":
        remedy = f"Fill in the column '{location[-1]}'" if in_csv else f"Add '{location[-1]}: ...'"
        return document.fault(location, f"the key '{location[-1]}' is missing", remedy)
    if kind == "value_error":
        raised = context.get("error")
        remedy = raised.remedy if isinstance(raised, FormValueError) else "Correct the value"
        return document.fault(location, str(raised or error["msg"]), remedy)
    if kind == "literal_error":
        allowed = _choices(_schema_at(schema, error["loc"]))
        message = f"{show_value(found)} is none of {context['expected']}"
        return document.fault(location, message, _write_instead(str(found), allowed, "Use one of them"))
    if kind in ("model_type", "model_attributes_type"):
        message = f"'key: value' pairs are expected, found {show_value(found)}"
        wanted = _schema_at(schema, error["loc"])
        remedy = f"Fill in {_columns(str(location[-1]), wanted)} instead" if in_csv else f"Write {_example(wanted)}"
        return document.fault(location, message, remedy)
    if isinstance(found, str) and kind in ("too_short", "too_long"):
        kind = f"string_{kind}"  # pydantic's word where a validator of ours comes first
    if kind in _NUMBERS and (number := _number_fault(kind, location, found)):
        return document.fault(location, *number)
    phrase = _PHRASES.get(kind, ErrorPhrase(f"{error['msg'][0].lower()}{error['msg'][1:]}, found {{found}}"))
    message = phrase.message.format(found=show_value(found), limit=_limit(context), count=context.get("actual_length"))
    if in_csv and kind in ("list_type", "tuple_type"):
        remedy = f"Write the list in one quoted cell, such as {_example_cell(schema, error['loc'])}"
        return document.fault(location, message, remedy)
    return document.fault(location, message, phrase.remedy or _expectation(schema, error["loc"]))


def written_at(document: Document, at: KeyPath, loc: KeyPath) -> KeyPath:
    """The place of an error, without the index of an item that the file states as it is instead of in a list."""
    if not loc or not isinstance(loc[-1], int):
        return loc
    try:
        holder = value_at(document.data, (*at, *loc[:-1]))
    except (KeyError, IndexError, TypeError):
        return loc
    return loc if isinstance(holder, list) else loc[:-1]


def _remedy_of_key(wrong: str, known: Sequence[str], beside: Sequence[str]) -> str:
    """The remedy for an unknown key. Keys that are stated `beside` it are not meant by it."""
    near = nearest_names(wrong, known)
    stated = [key for key in near if key in beside]
    if near and stated == near:
        return f"Remove it: '{stated[0]}' is stated beside it"
    return _write_instead(wrong, [key for key in known if key not in stated], f"Allowed here: {', '.join(known)}")


def _keys_at(document: Document, place: KeyPath) -> Sequence[str]:
    """The keys that a file states at a place."""
    try:
        holder = value_at(document.data, place)
    except (KeyError, IndexError, TypeError):
        return ()
    return tuple(holder) if isinstance(holder, dict) else ()


def meant_key(schema: Mapping[str, Any], place: KeyPath) -> KeyPath:
    """The place of the key as which an unknown one is most probably meant; empty where no key is near."""
    near = nearest_names(str(place[-1]), _schema_at(schema, place[:-1]).get("properties", {}))
    return (*place[:-1], near[0]) if near else ()


def show_value(found: Any) -> str:
    """A wrong value as a message repeats it."""
    words = {"None": "nothing", "True": "true", "False": "false"}
    shown = words.get(repr(found), repr(found))
    return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 3] + "..."


def _length_fault(location: KeyPath, found: Any) -> ErrorPhrase | None:
    """The fault of a wrong length: a number with a point (most mean metres) or a comma, any other text, or nothing."""
    key = next((str(part) for part in reversed(location) if isinstance(part, str)), "")
    if "_mm" not in key:
        return None
    shown = show_value(found)
    if isinstance(found, str) and re.fullmatch(r"\d+,(\d{1,2}|\d{4,})", found):
        found = float(found.replace(",", "."))
    message = f"a whole number of millimetres is expected, found {shown}"
    if found is None or (isinstance(found, str) and not _is_number(found)):
        # Three digits after the comma may be thousands: whoever wrote them knows.
        comma = re.fullmatch(r"-?\d+,(\d{1,2}|\d{4,}) ?[a-z]+", found or "")
        return ErrorPhrase(message, f"Write {comma[0].replace(',', '.')}" if comma else HOW_TO_WRITE)
    if not isinstance(found, float) or found.is_integer() or not 0 < found < TOO_LARGE:
        return None
    unit = f", or a length with its unit, such as {found:g} m" if found < LONGEST_IN_METRES else " without a point"
    return ErrorPhrase(message, f"Write millimetres{unit}")


def _is_number(text: str) -> bool:
    """Whether a text is a number, perhaps with a comma."""
    return re.fullmatch(r"[-+\d.,e_]*\d[-+\d.,e_]*|nan|inf", text.strip(), re.IGNORECASE) is not None


def _number_fault(kind: str, location: KeyPath, found: Any) -> ErrorPhrase | None:
    """The fault of a value that is meant as a number: too large, or written otherwise than files write numbers."""
    length = _length_fault(location, found) if kind.startswith("int") else None
    if length or not isinstance(found, str | float):
        return length
    if isinstance(found, str) and re.fullmatch(r"-?\d+,\d+", found):
        wanted = "number" if kind == "float_type" else "whole number"
        point = found.replace(",", ".") if kind == "float_type" else found.partition(",")[0]
        whole = f"; for thousands write {found.replace(',', '')}" if len(found.partition(",")[2]) == 3 else ""
        return ErrorPhrase(f"a {wanted} is expected, found {show_value(found)}", f"Write {point}{whole}")
    try:
        number = float(found)
    except ValueError:
        return None
    shown = show_value(found)
    if math.isnan(number) or (number == 0 and kind == "float_type"):
        return None
    if abs(number) > TOO_LARGE:
        much, other = ("large", "smaller") if number > 0 else ("small", "larger")
        return ErrorPhrase(f"{shown} is too {much}", f"Use a {other} value")
    if kind != "float_type" and not number.is_integer():
        return None
    plain = f"{number:.15g}"
    if "e" in plain:
        return None
    wanted = "number" if kind == "float_type" else "whole number"
    quotes = " without quotes" if found == plain else ""
    return ErrorPhrase(f"a {wanted} is expected, found {shown}", f"Write {plain}{quotes}")


def _limit(context: Mapping[str, Any]) -> str:
    """The limit that an error breaks; pydantic gives it a name of its own for each kind."""
    names = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length")
    limit = next((context[name] for name in names if name in context), "")
    return f"{limit:g}" if isinstance(limit, float) else str(limit)


def _write_instead(wrong: str, known: Sequence[str], otherwise: str) -> str:
    """The remedy for a word that is not known: the nearest one, where there is one."""
    near = " or ".join(f"'{name}'" for name in nearest_names(wrong, known))
    return f"Write {near} instead" if near else otherwise


def _example(schema: Mapping[str, Any]) -> str:
    """The keys that a mapping needs, as one line: `{model: ..., quantity: ...}`; at least two where there are two."""
    keys = list(dict.fromkeys([*schema.get("required", ()), *schema.get("properties", ())]))
    count = max(2, len(schema.get("required", ())))
    return "{" + ", ".join(f"{key}: ..." for key in keys[:count]) + "}"


def _columns(key: str, schema: Mapping[str, Any]) -> str:
    """The columns that stand for a mapping in a CSV file: `the columns 'a.device' and 'a.port'`."""
    names = [f"'{key}.{inner}'" for inner in schema.get("required", ())]
    return f"the columns {' and '.join(names)}"


def _example_cell(schema: Mapping[str, Any], location: KeyPath) -> str:
    """A list as one cell of a CSV file: points, numbers or words, as the column holds them."""
    items = _list_branch(_schema_at(schema, location[:1])).get("items", {})
    kind = items.get("type", "")
    kind = kind[0] if isinstance(kind, list) else kind
    cells = {"array": "[[0, 0, 2750], [9000, 0, 2750]]", "number": "[3, 5]", "integer": "[3, 5]"}
    return f'"{cells.get(kind, "[a, b]")}"'


def _choices(schema: Mapping[str, Any]) -> list[str]:
    branches = [schema, *schema.get("anyOf", [])]
    return [str(word) for branch in branches for word in branch.get("enum", [])]


def _expectation(schema: Mapping[str, Any], location: KeyPath) -> str:
    """The documentation of the key at a place, or of the nearest key around it."""
    for end in range(len(location), 0, -1):
        described = _schema_at(schema, location[: end - 1]).get("properties", {}).get(location[end - 1], {})
        if "description" in described:
            return f"Expected here: {described['description']}"
    return "Correct the value"


def _schema_at(schema: Mapping[str, Any], location: KeyPath) -> Mapping[str, Any]:
    """The part of the schema for a place, found by walking it: it knows every nested form."""
    definitions = schema.get("$defs", {})
    here: Any = schema
    for part in location:
        here = _resolve(here, definitions)
        if isinstance(part, int):
            here = _list_branch(here).get("items", {})
        else:
            here = here.get("properties", {}).get(part, here.get("additionalProperties", {}))
        if not isinstance(here, dict):
            return {}
    return _resolve(here, definitions)


def _list_branch(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The branch of a schema that is a list, itself where it has no branches."""
    return next((branch for branch in schema.get("anyOf", ()) if "items" in branch), schema)


def _resolve(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The target of a reference, also where the reference is one of several branches."""
    for branch in (schema, *schema.get("anyOf", [])):
        if "$ref" in branch:
            found: Mapping[str, Any] = definitions[branch["$ref"].rsplit("/", 1)[-1]]
            return found
    return schema
