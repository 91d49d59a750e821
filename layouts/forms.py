"""Typed forms for the mappings of a file, and faults with their line. A door to pydantic, with `layouts.form_values`.

A form states one mapping of a file. `fill_form` turns a document into a form, or raises every fault at once;
`form_schema` gives the JSON Schema that editors use to complete and check the file.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from layouts.document import Document
from layouts.faults import Fault, InputError
from layouts.form_faults import explain, written_at
from layouts.key_paths import KeyPath, value_at

__all__ = [
    "Form",
    "about",
    "fill_form",
    "fill_items",
    "form_rule",
    "form_schema",
    "list_errors",
    "model_validator",
    "schema_of",
]


class Form(BaseModel):
    """One mapping of a file: unknown keys are faults, values are never coerced silently."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    also_called: ClassVar[Mapping[str, str]] = {}
    """Names of columns in lists of NetBox, with our name of each; empty where nothing here uses it."""


def about(description: str, default: Any = ..., **limits: Any) -> Any:
    """A field with the sentence that documentation, schema and editors show."""
    return Field(default, description=description, **limits)


FormType = TypeVar("FormType", bound=Form)


LENIENT = "lenient"
"""Context of a validation that skips the rules of `form_rule`: only each single value is checked."""


def form_rule(check: Callable[[Any], Any]) -> Any:
    """A rule on several values of a form, which returns the form or raises ValueError."""

    def run(self: Any, info: ValidationInfo) -> Any:
        return self if info.context == LENIENT else check(self)

    return model_validator(mode="after")(run)


def list_errors(
    form_type: type[FormType], document: Document, lenient: bool = False
) -> tuple[FormType | None, list[tuple[Mapping[str, Any], Fault]]]:
    """The form of a whole document, or None and the errors of pydantic, each with the fault that it is."""
    try:
        return form_type.model_validate(document.data, context=LENIENT if lenient else None), []
    except ValidationError as error:
        schema = schema_of(form_type)
        items = _list_items(error, document, ())
        return None, [(item, explain(schema, document, (), item)) for item in items]


def _list_items(error: ValidationError, document: Document, at: KeyPath) -> list[dict[str, Any]]:
    """The errors of pydantic, each at the place that the file has."""
    items: list[dict[str, Any]] = [dict(item) for item in error.errors(include_url=False)]
    return [{**item, "loc": written_at(document, at, item["loc"])} for item in items]


def fill_form(form_type: type[FormType], document: Document, at: KeyPath = ()) -> FormType:
    """The document's values as a form. Raises InputError with all faults, each with its line and a remedy.

    `at` is the place inside the document where the form starts (a row of a CSV file).
    """
    try:
        return form_type.model_validate(value_at(document.data, at))
    except ValidationError as error:
        schema = schema_of(form_type)
        raise InputError(explain(schema, document, at, item) for item in _list_items(error, document, at)) from None


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


@cache
def schema_of(form_type: type[Form]) -> Mapping[str, Any]:
    """The JSON Schema of a form as pydantic makes it, made once: it takes longer than to read a file."""
    return MappingProxyType(form_type.model_json_schema())


def form_schema(form_type: type[Form], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a form."""
    schema = schema_of(form_type)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
