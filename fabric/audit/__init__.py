"""The judge: recomputes what a plan claims from the site and the plan alone.

Imports layouts, catalog, topology, project and plan, as values.
Never imports what the planner computes with: lengths, fill, labour, schedule and counts are worked out anew.
"""

from fabric.audit.finding import Finding
from fabric.audit.judge import audit_plan, require_sound

__all__ = [
    "Finding",
    "audit_plan",
    "require_sound",
]
