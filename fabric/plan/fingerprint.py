"""The fingerprint of a plan, by which two plans on paper are distinguished."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

import numpy as np

from fabric.plan.codec import to_plain
from fabric.plan.plan import Plan
from fabric.project import Device


def plan_id(plan: Plan) -> str:
    """Eight hexadecimal digits of a digest of the whole plan; a stored plan has the same ones as before."""
    return digest_plan(plan)[:8]


def digest_plan(plan: Plan) -> str:
    """64 hexadecimal digits of a digest of the whole plan but the mark of the judge.

    A field that was added later counts only where it has another value than its default.
    """
    digest = hashlib.sha256()
    for field in fields(plan):
        value = getattr(plan, field.name)
        if field.name == "judged" or (field.metadata.get("later") and value == field.default):
            continue
        _feed(digest, value)
    return digest.hexdigest()


def name_start(plan: Plan, earlier: Plan) -> Plan:
    """The plan with the id of the `earlier` one from which its search started; that one where nothing differs."""
    if digest_plan(replace(plan, started_from=earlier.started_from)) == digest_plan(earlier):
        return replace(plan, started_from=earlier.started_from)
    return replace(plan, started_from=plan_id(earlier))


def digest_places(devices: Iterable[Device]) -> str:
    """16 hexadecimal digits of a digest of devices with their racks and units, in any order."""
    lines = sorted(f"{one.id} {one.rack} {one.position_half_ru} {one.side}" for one in devices)
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:16]


def _feed(digest: Any, value: Any) -> None:
    """Columns as they lie in memory, which is fast; the rest as plain values."""
    columns = [getattr(value, field.name) for field in fields(value)] if hasattr(value, "__dataclass_fields__") else []
    if columns and all(isinstance(column, np.ndarray) for column in columns):
        for column in columns:
            digest.update(np.ascontiguousarray(column, np.int64).tobytes())
    else:
        digest.update(repr(to_plain(value)).encode("utf-8"))
