"""The options of a network that each family of fabrics has, by their keys in request.yaml."""

COMMON = {
    "id", "topology", "port_group", "direct", "speed_gbps", "switch_models", "leaf_models", "switch_face", "prefix",
    "planes", "rails", "host_order", "leaf_position", "shape", "media", "needs", "panels",
}  # fmt: skip
TIERED = {
    "extra", "oversubscription", "uplink_speed_gbps", "uplinks_per_leaf", "uplinks_for", "uplink_spread",
    "external_links", "spare_ports", "expansion_su", "spine_models",
}  # fmt: skip
JOINED = TIERED | {"tiers", "spines", "spines_of", "core_models", "core_oversubscription"}
OPTIONS: dict[str, set[str]] = {
    "rail-optimized": JOINED | {"nodes_per_su", "rails_per_leaf"},
    "rail-only": TIERED | {"nodes_per_su"},
    "leaf-spine": JOINED | {"leaves", "leaf_per", "redundancy", "apart", "peer_links"},
    "fat-tree": JOINED | {"leaves", "leaf_per", "redundancy", "apart", "peer_links"},
}
"""Options of each family besides the common ones; the flat families have none."""

SIZES = {
    "nodes_per_su", "rails_per_leaf", "leaves", "spines", "uplinks_per_leaf", "uplinks_for", "uplink_spread",
    "leaf_per", "tiers", "uplink_speed_gbps", "spine_models", "core_models",
}  # fmt: skip
"""Options that size a family. Where several families are listed they hold for those that have them. All others say what
the network must be, so that a family without them cannot be built.
"""

PODS = {"su_per_pod", "core_grouping"}
GROUPS = {"hosts_per_switch", "switches_per_group", "global_links", "groups", "links_per_group_pair"}
SHAPES: dict[str, set[str]] = {
    "rail-optimized": PODS | {"rails_per_pod"},
    "leaf-spine": PODS,
    "fat-tree": PODS,
    "dragonfly": GROUPS,
    "dragonfly-plus": GROUPS,
    "hyperx": {"dimensions", "dimension_links", "hosts_per_switch"},
    "slim-fly": {"order", "hosts_per_switch"},
    "jellyfish": {"switches", "degree", "hosts_per_switch"},
}
"""Numbers of `shape` that each family has."""
