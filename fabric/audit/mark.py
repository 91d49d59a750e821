"""The mark of a plan that the judge has found sound, by which the next command need not judge it again.

To judge a large plan took half the time of its report. The mark is a digest of the plan, of the version and of the
rules. A plan that was changed in any value does not fit its mark and is judged as if it had none.
"""

import hashlib
from dataclasses import replace

from fabric.audit.registry import RULES
from fabric.plan import Plan, digest_plan
from layouts import VERSION


def mark_sound(plan: Plan) -> Plan:
    """The plan with its mark. Only for a plan that the judge has just found sound."""
    return replace(plan, judged=_mark_of(plan))


def has_mark(plan: Plan) -> bool:
    """Whether a plan has the mark that this version and these rules give it."""
    return plan.judged == _mark_of(plan)


def _mark_of(plan: Plan) -> str:
    return hashlib.sha256("\n".join([VERSION, *sorted(RULES), digest_plan(plan)]).encode("utf-8")).hexdigest()
