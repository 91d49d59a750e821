"""What a file may say: typed forms with units, and faults with their line. The only door to pydantic.

A form states one mapping of a file. `fill_form` turns a document into a form, or raises every fault at once;
`form_schema` gives the JSON Schema that editors use to complete and check the file.
"""

import difflib
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from layouts.document import Document
from layouts.faults import Fault, InputError
from layouts.key_paths import KeyPath, format_key, value_at

__all__ = [
    "Area",
    "Count",
    "Flag",
    "Form",
    "Hours",
    "Kilograms",
    "Kilowatts",
    "Metres",
    "Millimetres",
    "Minutes",
    "Name",
    "Percent",
    "Point2",
    "Point3",
    "PositiveMm",
    "Quantity",
    "RackUnits",
    "Size2",
    "Stock",
    "Text",
    "UsDollars",
    "Weight",
    "about",
    "duplicate_faults",
    "fill_form",
    "fill_items",
    "form_schema",
    "model_validator",
]


class Form(BaseModel):
    """One mapping of a file: unknown keys are faults, values are never coerced silently."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def about(description: str, default: Any = ..., **limits: Any) -> Any:
    """A field with the sentence that documentation, schema and editors show."""
    return Field(default, description=description, **limits)


def _as_name(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise ValueError(f"{value} was read as a number or truth value; put the name in quotes")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str) and (value != value.strip() or not value.isprintable()):
        raise ValueError("a name must not begin or end with a space or hold control characters")
    return value


Name = Annotated[str, BeforeValidator(_as_name), Field(min_length=1, max_length=64)]
Text = Annotated[str, Field(max_length=2000)]
Flag = Annotated[bool, Field(strict=True)]
Millimetres = Annotated[int, Field(strict=True, ge=-10_000_000, le=10_000_000)]
PositiveMm = Annotated[int, Field(strict=True, gt=0, le=10_000_000)]
Area = Annotated[int, Field(strict=True, ge=0)]
Quantity = Annotated[int, Field(strict=True, ge=1, le=10_000_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
_Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


def _steps(step: str) -> Any:
    """A number that is a multiple of `step` to the last digit: pydantic's own test forgives small remainders."""

    def check(value: float) -> float:
        if Fraction(repr(value)) % Fraction(step):
            raise ValueError(f"{value} is no multiple of {step}")
        return value

    return AfterValidator(check)


Metres = Annotated[_Number, Field(gt=0, le=10_000), _steps("0.001")]
Kilograms = Annotated[_Number, Field(gt=0, le=100_000), _steps("0.001")]
Kilowatts = Annotated[_Number, Field(gt=0, le=1_000_000), _steps("0.001")]
Minutes = Annotated[_Number, Field(ge=0, le=100_000), _steps("0.0001")]
Hours = Annotated[_Number, Field(gt=0, le=24), _steps("0.01")]
Weight = Annotated[_Number, Field(ge=0, le=10**9)]
UsDollars = Annotated[_Number, Field(ge=0, le=10**12), _steps("0.01")]
Percent = Annotated[_Number, Field(gt=0, le=100)]
RackUnits = Annotated[_Number, Field(gt=0, le=200, multiple_of=0.5)]
Point2 = tuple[Millimetres, Millimetres]
Point3 = tuple[Millimetres, Millimetres, Millimetres]
Size2 = tuple[PositiveMm, PositiveMm]

FormType = TypeVar("FormType", bound=Form)


def _as_stock(value: Any) -> Any:
    if value == "unlimited" or (type(value) is int and 1 <= value <= 10_000_000):
        return value
    raise ValueError(f"{value!r} is no quantity: write a whole number from 1, or unlimited")


Stock = Annotated[
    int | str,
    BeforeValidator(_as_stock),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"const": "unlimited"}]}),
]


def fill_form(form_type: type[FormType], document: Document, at: KeyPath = ()) -> FormType:
    """The document's values as a form. Raises InputError with all faults, each with its line and a remedy.

    `at` is the place inside the document where the form starts (a row of a CSV file).
    """
    try:
        return form_type.model_validate(value_at(document.data, at))
    except ValidationError as error:
        raise InputError(
            _fault(form_type, document, at, dict(item)) for item in error.errors(include_url=False)
        ) from None


def fill_items(
    form_type: type[FormType], document: Document, key: str, faults: list[Fault]
) -> list[tuple[Document, KeyPath, FormType]]:
    """The items of the list `key` that are well formed, each with its place; the others' faults are added to
    `faults`.
    """
    listed = document.data.get(key) if isinstance(document.data, dict) else None
    items: list[tuple[Document, KeyPath, FormType]] = []
    for index in range(len(listed) if isinstance(listed, list) else 0):
        try:
            items.append((document, (key, index), fill_form(form_type, document, (key, index))))
        except InputError as error:
            faults.extend(error.faults)
    return items


def form_schema(form_type: type[Form], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a form."""
    schema = form_type.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _fault(form_type: type[Form], document: Document, at: KeyPath, error: Mapping[str, Any]) -> Fault:
    location: KeyPath = (*at, *error["loc"])
    kind, context, found = error["type"], error.get("ctx", {}), error.get("input")
    if kind == "extra_forbidden":
        unknown = str(location[-1])
        known = _known_keys(form_type, error["loc"][:-1])
        near = difflib.get_close_matches(unknown, known, n=1)
        remedy = f"Write '{near[0]}' instead" if near else f"Allowed here: {', '.join(known)}"
        return document.fault(location, f"unknown key '{unknown}'", remedy)
    if kind == "missing" and isinstance(location[-1], int):
        return document.fault(location[:-1], f"item {location[-1] + 1} is missing", "Write all coordinates")
    if kind == "missing":
        return document.fault(location, f"the key '{location[-1]}' is missing", f"Add '{location[-1]}: ...'")
    if kind == "value_error":
        return document.fault(location, str(context.get("error", error["msg"])), "Correct the value")
    message = error["msg"][0].lower() + error["msg"][1:]
    shown = "nothing" if found is None else repr(found)
    if len(shown) > 60:
        shown = shown[:57] + "..."
    remedy = _REMEDIES.get(kind) or _expectation(form_type, error["loc"])
    return document.fault(location, f"{message}, found {shown}", remedy)


_REMEDIES = {
    "int_type": "Write a whole number without unit or quotes",
    "float_type": "Write a number without unit or quotes",
    "bool_type": "Write true or false",
    "string_type": "Write text; put it in quotes if it looks like a number or a truth value",
    "list_type": "Write a list: lines that begin with '- ', or [a, b]",
    "tuple_type": "Write a list of numbers such as [0, 1200]",
    "model_type": "Write 'key: value' pairs here",
    "model_attributes_type": "Write 'key: value' pairs here",
    "dict_type": "Write 'key: value' pairs here",
    "greater_than": "Use a larger value",
    "greater_than_equal": "Use a larger value",
    "less_than_equal": "Use a smaller value",
    "finite_number": "Write a finite number",
    "literal_error": "Use one of the values named",
    "too_short": "Add the missing items",
    "too_long": "Remove the items that are too many",
}


def _known_keys(form_type: type[Form], location: KeyPath) -> list[str]:
    """The keys allowed at a place."""
    return sorted(_schema_at(form_type, location).get("properties", {}))


def _expectation(form_type: type[Form], location: KeyPath) -> str:
    """What the documentation says of the key at a place, or of the nearest one around it."""
    for end in range(len(location), 0, -1):
        described = _schema_at(form_type, location[: end - 1]).get("properties", {}).get(location[end - 1], {})
        if "description" in described:
            return f"Expected here: {described['description']}"
    return "Correct the value"


def _schema_at(form_type: type[Form], location: KeyPath) -> dict[str, Any]:
    """The part of the schema for a place, found by walking it: it knows every nested form."""
    schema = form_type.model_json_schema()
    definitions = schema.get("$defs", {})
    here: Any = schema
    for part in location:
        here = _resolve(here, definitions)
        if isinstance(part, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(part, here.get("additionalProperties", {}))
        if not isinstance(here, dict):
            return {}
    return _resolve(here, definitions)


def _resolve(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    for branch in (schema, *schema.get("anyOf", [])):
        if "$ref" in branch:
            found: dict[str, Any] = definitions[branch["$ref"].rsplit("/", 1)[-1]]
            return found
    return schema


def duplicate_faults(document: Document, ids: list[tuple[KeyPath, str]], what: str) -> list[Fault]:
    """A fault for each id that stands twice; `ids` are (place, id) in order."""
    seen: dict[str, KeyPath] = {}
    faults = []
    for path, name in ids:
        if name in seen:
            first = f"{format_key(seen[name])} in line {document.line_of(seen[name])}"
            faults.append(
                document.fault(path, f"two {what} have the id '{name}', first at {first}", "Rename one of the two")
            )
        seen.setdefault(name, path)
    return faults
