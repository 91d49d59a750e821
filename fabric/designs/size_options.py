"""Options of `size` that a family does not have: they are refused, never ignored."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

TIERED = frozenset(
    {
        "spine_radix", "uplink_speed_gbps", "nodes_per_su", "oversubscription", "downlinks", "tiers", "ufm", "uneven",
        "pod_leaves", "spare_ports", "expansion_su", "planes",
    }
)  # fmt: skip
"""Options of the folded Clos families."""
GROUPED = frozenset({"hosts_per_switch", "group_switches", "global_links", "groups"})
FLAT: dict[str, frozenset[str]] = {
    "dragonfly": GROUPED,
    "dragonfly-plus": GROUPED,
    "hyperx": frozenset({"hosts_per_switch", "dimensions", "dimension_links"}),
    "slim-fly": frozenset({"hosts_per_switch", "order"}),
    "jellyfish": frozenset({"hosts_per_switch", "switches", "degree"}),
}
"""Options of each flat family; a folded Clos has those of `TIERED`."""
DEFAULTS: dict[str, Any] = {
    "oversubscription": (1, 1), "ufm": False, "spare_ports": 0, "expansion_su": 0, "planes": 1, "dimensions": (),
    "dimension_links": (),
}  # fmt: skip
"""Values of options that are not stated; None for all others."""
OPTION_OF = {"speed_gbps": "--speed", "uplink_speed_gbps": "--uplink-speed", "uneven": "--spread"}
"""Names of options that are not those of their field."""


def list_foreign(request: Any) -> Iterator[str]:
    """The stated options, as the command names them, that the family does not have."""
    every = TIERED.union(*FLAT.values())
    allowed = FLAT.get(request.topology, TIERED)
    for field in fields(request):
        name = field.name
        if name in every - allowed and getattr(request, name) not in (None, DEFAULTS.get(name)):
            yield OPTION_OF.get(name, f"--{name.replace('_', '-')}")
    if request.topology == "rail-only":
        yield from ("--tiers" for _ in range(request.tiers == 3))
        yield from ("--pod-leaves" for _ in range(request.pod_leaves is not None))
