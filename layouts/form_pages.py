"""Forms as documentation: the keys of a form and of those inside it, as Markdown tables made from the schema."""

from collections.abc import Mapping
from typing import Any

from layouts.forms import Form, schema_of

UNITS = {
    "_mm": "mm", "_mm2": "mm²", "_m": "m", "_km": "km", "_kg": "kg", "_kg_per_m": "kg/m", "_w": "W", "_kw": "kW",
    "_gbps": "Gb/s", "_db": "dB", "_db_per_km": "dB/km", "_pct": "%", "_usd": "US dollars",
    "_per_m_usd": "US dollars/m",
    "_per_leg_usd": "US dollars/leg", "u_height": "rack units",
}  # fmt: skip
"""Unit of a key by its end; of several ends the longest counts."""


def describe_form(form_type: type[Form], units: bool = False) -> list[str]:
    """The keys of a form and of the forms inside it, as Markdown tables, on request with a column of units."""
    schema = schema_of(form_type)
    lines = _describe_table(schema, units)
    for name, definition in schema.get("$defs", {}).items():
        if "properties" in definition:
            lines += [f"\n### {name.removesuffix('Form')}\n", *_describe_table(definition, units)]
    return lines


def _describe_table(schema: Mapping[str, Any], units: bool) -> list[str]:
    unit = "unit | " if units else ""
    key = "column" if units else "key"
    lines = [f"\n| {key} | type | {unit}default | meaning |\n|---|---|{'---|' * units}---|---|\n"]
    required = set(schema.get("required", []))
    for key, field in schema["properties"].items():
        default = "required" if key in required else _describe_default(field.get("default"))
        meaning = " ".join(str(field.get("description", "")).split()).replace("|", "/")
        unit = f"{_unit(key)} | " if units else ""
        lines.append(f"| `{key}` | {_describe_type(field)} | {unit}{default} | {meaning} |\n")
    return lines


def _unit(key: str) -> str:
    """The unit of a key by its end, or ''."""
    ends = [end for end in UNITS if key.endswith(end)]
    return UNITS[max(ends, key=len)] if ends else ""


def _describe_default(default: Any) -> str:
    return "" if default in (None, [], {}) or isinstance(default, dict) else f"`{default}`"


def _describe_type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1].removesuffix("Form")
    if "anyOf" in field:
        return " or ".join(_describe_type(branch) for branch in field["anyOf"] if branch.get("type") != "null")
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array":
        if "prefixItems" in field:
            return f"[{', '.join(_describe_type(item) for item in field['prefixItems'])}]"
        return f"list of {_describe_type(field.get('items', {}))}"
    if field.get("type") == "object":
        return f"mapping of {_describe_type(field.get('additionalProperties', {}))}"
    if field.get("type") in (["integer", "string"], ["number", "string"]):
        return f"length{_describe_limits(field)}"
    name = {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false"}
    return name.get(str(field.get("type")), "value") + _describe_limits(field)


def _describe_limits(field: dict[str, Any]) -> str:
    """The least and the greatest value of a number, the greatest length of a text; '' where there is no limit."""
    low, above = field.get("minimum"), field.get("exclusiveMinimum")
    high, length = field.get("maximum"), field.get("maxLength")
    parts = [f"above {above:g}"] if above is not None else []
    parts += [f"from {low:,}" if isinstance(low, int) else f"from {low:g}"] if low is not None else []
    parts += [f"up to {high:,}"] if high is not None else []
    parts += [f"up to {length:,} characters"] if length is not None else []
    step = field.get("multipleOf")
    parts += [f"in steps of {step:g}"] if step not in (None, 1, 1.0) else []
    return f" {' '.join(parts)}" if parts else ""
