"""All rules of the judge: a table of contents."""

from collections.abc import Mapping
from typing import Any

from fabric.audit.channels import CHANNEL_RULES
from fabric.audit.devices import DEVICE_RULES
from fabric.audit.floor import FLOOR_RULES
from fabric.audit.joints import JOINT_RULES
from fabric.audit.kinds import KIND_RULES
from fabric.audit.lengths import LENGTH_RULES
from fabric.audit.material import MATERIAL_RULES
from fabric.audit.members import LINK_RULES, NETWORK_RULES
from fabric.audit.pathways import PATHWAY_RULES
from fabric.audit.ports import PORT_RULES
from fabric.audit.pulls import PULL_RULES
from fabric.audit.racks import RACK_RULES
from fabric.audit.rule import Rule, RuleGroup
from fabric.audit.schedule import SCHEDULE_RULES
from fabric.audit.segments import SEGMENT_RULES
from fabric.audit.side_passages import SIDE_RULES
from fabric.audit.statements import CHANNEL_STATEMENTS, DESIGN_STATEMENTS, STATEMENT_RULES
from fabric.audit.wishes import WISH_RULES

RULE_GROUPS: tuple[RuleGroup[Any], ...] = (
    FLOOR_RULES,
    DEVICE_RULES,
    RACK_RULES,
    PORT_RULES,
    LINK_RULES,
    NETWORK_RULES,
    WISH_RULES,
    KIND_RULES,
    SEGMENT_RULES,
    JOINT_RULES,
    PULL_RULES,
    CHANNEL_RULES,
    LENGTH_RULES,
    PATHWAY_RULES,
    SIDE_RULES,
    MATERIAL_RULES,
    SCHEDULE_RULES,
    DESIGN_STATEMENTS,
    STATEMENT_RULES,
    CHANNEL_STATEMENTS,
)
"""Each group with the facts that its rules share."""

RULES: Mapping[str, Rule[Any]] = {rule.id: rule for group in RULE_GROUPS for rule in group.rules}
"""Every rule by its id."""
