"""The plan file: one JSON document, one column a line, that a person can inspect and a program loads fast."""

import json
from pathlib import Path
from typing import Any

from fabric.plan.codec import CodecError, from_plain, to_plain
from fabric.plan.old_format import upgrade_old_format
from fabric.plan.plan import FORMAT, OLD_FORMAT, Plan
from fabric.plan.structure import check_structure
from fabric.vocabulary import RENAMED_WORDS
from fabric.writers import require_file_place, write_text
from layouts import Fault, InputError, PlannerError, find_places, read_text, value_at, with_value

_BEGIN = b'{\n "format": "fabric-plan/'
"""The first bytes of every plan file of any version."""
_TOO_LONG = "Plan a smaller site, or one network at a time"
"""The remedy for a plan that is too large for a file."""


_ENCODER = json.JSONEncoder(ensure_ascii=False)
"""Writes texts as they are, such as names in Chinese."""
LONGEST_LINE = 120
"""Most letters of a list or mapping that stands on one line of a plan file."""
LONGEST_TOLD = 300
"""Letters of a damaged plan that a message repeats."""
MOST_BYTES = 256 * 1024 * 1024
"""Most bytes of a plan file: some 2.5 million links. Such a plan takes 3 GB of memory while it is read."""


def save_plan(plan: Plan, path: Path | str) -> None:
    """Writes a plan file, replacing an old plan file in one step.

    Raises PlannerError as `require_plan_place` does, and where the plan is too large to be read back. Raises
    AssertionError where it cannot be read back for another reason: that is a defect of the planner.
    """
    require_plan_place(path)
    text = dump_plan(plan)
    size_bytes = len(text.encode("utf-8"))
    if size_bytes > MOST_BYTES:
        raise PlannerError(f"the plan has {size_bytes} bytes, more than {MOST_BYTES} that can be read. {_TOO_LONG}")
    try:
        _read_values(json.loads(text))
    except CodecError as error:
        raise AssertionError(f"the plan cannot be read back: {error}") from None
    write_text(Path(path), text)


def require_plan_place(path: Path | str) -> None:
    """Raises PlannerError where a plan may not be written to `path`: something else is there."""
    require_file_place(path, _BEGIN, "plan file")


def dump_plan(plan: Plan) -> str:
    """The text of a plan file; the same plan gives the same text."""
    return _pretty(to_plain(plan), 0) + "\n"


def load_plan(path: Path | str) -> Plan:
    """Reads a plan file, of the format before as well. Raises InputError where it is not one, or of another format."""
    path = Path(path)
    if path.is_dir():
        raise InputError(
            [Fault.of_file(str(path), "this is a folder, not a plan file", "Make one with 'fabric-planner plan'")]
        )
    text = read_text(path, path.name, _TOO_LONG, MOST_BYTES)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise InputError(
            [Fault(path.name, line, "", "this is not a plan file (not JSON)", "Make it with 'fabric-planner plan'")]
        ) from None
    found = data.get("format") if isinstance(data, dict) else None
    if not isinstance(found, str) or not found.startswith("fabric-plan/"):
        raise InputError([Fault.of_file(path.name, "this is not a plan file", "Make one with 'fabric-planner plan'")])
    if found not in (FORMAT, OLD_FORMAT):
        message = f"the plan is of format {_shorten(found)!r}, this version reads {FORMAT!r} and {OLD_FORMAT!r}"
        raise InputError([Fault(path.name, 1, "format", message, "Make the plan again")])
    try:
        return _read_values(_with_new_words(upgrade_old_format(data) if found == OLD_FORMAT else data))
    except CodecError as error:
        raise InputError(
            [Fault.of_file(path.name, f"this plan file is damaged: {_shorten(str(error))}", "Make the plan again")]
        ) from None


def _shorten(text: str) -> str:
    """A text as a message repeats it: a damaged name may have thousands of letters."""
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}..."


def _read_values(data: Any) -> Plan:
    """The plan of the values of a file. Raises CodecError where they are of the wrong kind or do not fit together."""
    plan = from_plain(Plan, data)
    check_structure(plan)
    return plan


def _with_new_words(data: Any) -> Any:
    """The plan with the new names of words of its request, so that plan files of earlier versions load."""
    for renamed in RENAMED_WORDS:
        for place in find_places(data, ("project", renamed.file, *renamed.path)):
            if value_at(data, place) == renamed.old:
                data = with_value(data, place, renamed.new)
    return data


def _pretty(value: Any, depth: int) -> str:
    """JSON with long lists of numbers and small mappings on one line."""
    if not isinstance(value, dict | list) or (isinstance(value, list) and _is_flat(value)):
        return _ENCODER.encode(value)
    inner = " " * (depth + 1)
    if isinstance(value, list):
        items, (first, last) = [_pretty(item, depth + 1) for item in value], "[]"
    else:
        items = [f"{_ENCODER.encode(key)}: {_pretty(item, depth + 1)}" for key, item in value.items()]
        first, last = "{}"
    compact = f"{first}{', '.join(items)}{last}"
    if len(compact) <= LONGEST_LINE and "\n" not in compact:
        return compact
    return f"{first}\n{inner}" + f",\n{inner}".join(items) + f"\n{inner[1:]}{last}"


def _is_flat(items: list[Any]) -> bool:
    return all(isinstance(item, int) for item in items)
