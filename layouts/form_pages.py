"""Forms as documentation: the keys of a form and of those inside it, as Markdown tables made from the schema."""

from typing import Any

from layouts.forms import Form


def describe_form(form_type: type[Form]) -> list[str]:
    """The keys of a form and of the forms inside it, as Markdown tables."""
    schema = form_type.model_json_schema()
    lines = _describe_table(schema)
    for name, definition in schema.get("$defs", {}).items():
        if "properties" in definition:
            lines += [f"\n### {name.removesuffix('Form')}\n", *_describe_table(definition)]
    return lines


def _describe_table(schema: dict[str, Any]) -> list[str]:
    lines = ["\n| key | type | default | meaning |\n|---|---|---|---|\n"]
    required = set(schema.get("required", []))
    for key, field in schema["properties"].items():
        default = "required" if key in required else _describe_default(field.get("default"))
        meaning = " ".join(str(field.get("description", "")).split()).replace("|", "/")
        lines.append(f"| `{key}` | {_describe_type(field)} | {default} | {meaning} |\n")
    return lines


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
    return {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false"}.get(
        str(field.get("type")), "value"
    )
