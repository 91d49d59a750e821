"""One choice of switch models for the tiers of a fabric, and the assignment of stock to its switches."""

from dataclasses import dataclass

from fabric.designs.switch_classes import SwitchClass, SwitchStock
from fabric.project import Project
from fabric.topology import Fabric

PLURAL_OF_TIER = {"leaf": "leaves", "spine": "spines", "core": "cores"}
"""Names of the tiers as reasons print them."""


@dataclass(frozen=True)
class Hardware:
    """The class of switches that serves each tier; flat families have the same for all."""

    leaf: SwitchClass
    """Class of the leaves, or of all switches of a flat family."""
    spine: SwitchClass
    """Class of the spines, stated also for fabrics of one tier."""
    core: SwitchClass
    """Class of the cores, stated also for fabrics without cores."""

    @property
    def name(self) -> str:
        """Every class once."""
        return " + ".join(dict.fromkeys((self.leaf.name, self.spine.name, self.core.name)))

    def of_tier(self, tier: str) -> SwitchClass:
        """The class of a tier."""
        return {"leaf": self.leaf, "spine": self.spine, "core": self.core}[tier]


def assign_models(
    project: Project, fabric: Fabric, hardware: Hardware, stock: SwitchStock
) -> tuple[tuple[str, ...], str]:
    """A model for every switch, and the reason where stock is short, else ''.

    Switches that equipment.yaml lists keep their model.
    """
    chosen = {
        switch.id: project.device_by_id[switch.id].model
        for switch in fabric.switches
        if switch.id in project.device_by_id
    }
    tier_of = {switch.id: switch.tier for switch in fabric.switches}
    wanted: dict[tuple[str, ...], list[str]] = {}
    for tier in PLURAL_OF_TIER:
        for switch in fabric.switches:
            if switch.tier == tier and switch.id not in chosen:
                wanted.setdefault(hardware.of_tier(tier).models, []).append(switch.id)
    missing = []
    for models, ids in wanted.items():
        assigned = stock.assign(models, len(ids))
        if assigned is not None:
            chosen.update(zip(ids, assigned, strict=True))
            continue
        tiers = dict.fromkeys(tier_of[name] for name in ids)
        ports = next(
            hardware.of_tier(tier).down_ports for tier in PLURAL_OF_TIER if hardware.of_tier(tier).models == models
        )
        what = f"{' and '.join(PLURAL_OF_TIER[tier] for tier in tiers)} of {ports} ports ({'/'.join(models)})"
        missing.append(stock.missing(models, len(ids), what))
    return tuple(chosen.get(switch.id, "") for switch in fabric.switches), "; ".join(missing)
