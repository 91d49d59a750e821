"""Rules on what the request asks of one network: tiers, speeds, sizes, switches, ratios and free ports."""

from fabric.audit.needs import NEED_CHECKS
from fabric.audit.network_view import list_networks
from fabric.audit.ports_kept import KEPT_CHECKS
from fabric.audit.rule import RuleGroup
from fabric.audit.sizes import SIZE_CHECKS
from fabric.audit.switches import SWITCH_CHECKS
from fabric.audit.tiers import TIER_CHECKS

WISH_RULES = RuleGroup(
    views=list_networks, rules=(*TIER_CHECKS, *SIZE_CHECKS, *SWITCH_CHECKS, *KEPT_CHECKS, *NEED_CHECKS)
)
"""The rules of these modules, on one view of each network."""
