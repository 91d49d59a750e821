"""The answer of `size`: counts of a fabric from numbers alone."""

from collections.abc import Iterator
from typing import Any

from fabric.topology import FabricSize

COUNTED = {
    "leaf": "leaf switches",
    "spine": "spine switches",
    "core": "core switches",
    "node_leaf": "node-leaf links",
    "leaf_spine": "leaf-spine links",
    "spine_core": "spine-core links",
    "local": "links inside groups",
    "global": "links between groups",
    "ufm_links": "UFM links",
    "ufm_switch_ports": "switch ports of UFM (one splitter each)",
    "compute_plus_ufm": "node-leaf and UFM links",
}
"""The words of a count of none or several, where they are not those of the key."""
ONE_OF = {
    "tiers": "tier",
    "planes": "plane",
    "scalable_units": "scalable unit",
    "pods": "pod",
    "groups": "group",
    "leaf": "leaf switch",
    "spine": "spine switch",
    "core": "core switch",
    "switches": "switch",
    "node_leaf": "node-leaf link",
    "leaf_spine": "leaf-spine link",
    "spine_core": "spine-core link",
    "local": "link inside groups",
    "global": "link between groups",
    "links_between_switches": "link between switches",
    "downlinks_per_leaf": "downlink per leaf",
    "uplinks_per_leaf": "uplink per leaf",
}
"""The words of a count of one."""


def size_facts(size: FabricSize) -> dict[str, Any]:
    """Counts of a fabric: switches per tier, links per stage."""
    return {
        "topology": size.family,
        "tiers": size.tiers,
        "planes": size.planes,
        "scalable_units": size.sections,
        "pods": size.pods,
        "leaf": size.leaf,
        "spine": size.spine,
        "core": size.core,
        "switches": size.switches,
        "node_leaf": size.node_leaf,
        "leaf_spine": size.leaf_spine,
        "spine_core": size.spine_core,
        "local": size.local_links,
        "global": size.global_links,
        "links_between_switches": size.links_between_switches,
        "ufm_links": size.extra_links,
        "ufm_switch_ports": size.extra_ports,
        "compute_plus_ufm": size.node_leaf + size.extra_links,
        "downlinks_per_leaf": size.downlinks,
        "uplinks_per_leaf": size.uplinks,
        "downlinks_per_uplink": round(size.downlinks / size.uplinks, 3) if size.uplinks else 0.0,
        **size.details,
    }


def size_lines(facts: dict[str, Any]) -> Iterator[str]:
    """The counts of a fabric for people, from its facts.

    Zeros are left out, and so is the sum with UFM links where there are none.
    """
    for key, value in facts.items():
        if not value or (key == "compute_plus_ufm" and not facts["ufm_links"]):
            continue
        text = f"{value:,}" if isinstance(value, int) else value
        words = COUNTED.get(key, key.replace("_", " "))
        yield f"{text:>14}  {ONE_OF.get(key, words) if value == 1 else words}"
