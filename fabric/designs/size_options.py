"""Options of `size` that a family does not have are refused, those without effect named: none is ignored in silence."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from fabric.topology import FabricSize
from fabric.vocabulary import CLOS

GROUPED = ("dragonfly", "dragonfly-plus")
FLAT = (*GROUPED, "hyperx", "slim-fly", "jellyfish")
FAMILIES: dict[str, tuple[str, ...]] = {
    "group_switches": GROUPED,
    "global_links": GROUPED,
    "groups": GROUPED,
    "links_per_group_pair": GROUPED,
    "core_oversubscription": ("rail-optimized", "leaf-spine", "fat-tree"),
    "dimensions": ("hyperx",),
    "dimension_links": ("hyperx",),
    "order": ("slim-fly",),
    "switches": ("jellyfish",),
    "degree": ("jellyfish",),
    "hosts_per_switch": FLAT,
    **dict.fromkeys(
        (
            "spine_radix", "uplink_speed_gbps", "nodes_per_su", "oversubscription", "downlinks", "ufm", "uneven",
            "spare_ports", "expansion_su", "planes", "tiers", "pod_leaves",
        ),
        tuple(CLOS),
    ),
}  # fmt: skip
"""Fields that only some families have. The others are of all families."""
DEFAULTS: dict[str, Any] = {
    "oversubscription": (1, 1), "core_oversubscription": (1, 1), "ufm": False, "spare_ports": 0, "expansion_su": 0,
    "planes": 1, "dimensions": (),
    "dimension_links": (),
}  # fmt: skip
"""Values of options that are not stated; None for all others."""
OPTION_OF = {"speed_gbps": "--speed", "uplink_speed_gbps": "--uplink-speed", "uneven": "--spread"}
"""Names of options that are not those of their field."""


def list_foreign_options(request: Any) -> Iterator[str]:
    """A sentence for each stated option that the family of a `SizeRequest` does not have."""
    for field in fields(request):
        families = FAMILIES.get(field.name, (request.topology,))
        if request.topology not in families and getattr(request, field.name) not in (None, DEFAULTS.get(field.name)):
            option = OPTION_OF.get(field.name, f"--{field.name.replace('_', '-')}")
            yield f"{option} is for {_listed(families)}, not for {request.topology}"
    down, up = request.core_oversubscription
    if down != up and request.tiers in (1, 2) and request.topology in FAMILIES["core_oversubscription"]:
        yield f"--core-oversubscription is for three tiers, --tiers asks for {request.tiers}"
    if request.topology == "rail-only":
        if request.tiers == 3:
            yield "rail-only has one tier or two, not three: remove --tiers, or choose another family"
        if request.pod_leaves is not None:
            yield "--pod-leaves is for three tiers, which rail-only does not have"


def list_idle_options(request: Any, size: FabricSize) -> Iterator[str]:
    """A sentence for each stated option of a `SizeRequest` that changes nothing in the fabric that it led to."""
    down, up = request.core_oversubscription
    if down != up and size.tiers < 3:
        suffice = "one tier suffices" if size.tiers == 1 else "two tiers suffice"
        yield (
            f"--core-oversubscription has no effect: {suffice}, and spines have uplinks in three tiers only. "
            "Add --tiers 3 for these, or remove it"
        )


def _listed(families: tuple[str, ...]) -> str:
    """Names as a list in words."""
    return " and ".join((", ".join(families[:-1]), families[-1])) if len(families) > 1 else families[0]
