"""The judge: recomputes what a plan claims from the site and the plan alone.

Imports layouts, vocabulary, catalog, project and plan: values alone.
Never imports what the planner computes with: lengths, fill, labour, schedule and counts are worked out anew.
"""

from fabric.audit.judge import UnsoundError, audit_plan, refuse_unsound, require_sound
from fabric.audit.mark import mark_sound
from fabric.audit.registry import RULE_GROUPS
from fabric.audit.rule import Finding

__all__ = ["RULE_GROUPS", "Finding", "UnsoundError", "audit_plan", "mark_sound", "refuse_unsound", "require_sound"]
