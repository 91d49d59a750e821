"""One choice of switch models for the tiers of a fabric, and the assignment of stock to its switches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fabric.designs.switch_classes import SwitchClass, SwitchStock
from fabric.project import Project
from fabric.topology import Fabric, Switch

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

    Switches that equipment.yaml lists keep their model. Tiers whose classes share models share their pieces.
    """
    chosen = {
        switch.id: project.device_by_id[switch.id].model
        for switch in fabric.switches
        if switch.id in project.device_by_id
    }
    wanted: dict[tuple[str, ...], list[Switch]] = {}
    for tier in PLURAL_OF_TIER:
        for switch in fabric.switches:
            if switch.tier == tier and switch.id not in chosen:
                wanted.setdefault(hardware.of_tier(tier).models, []).append(switch)
    assigned = stock.assign_all({models: len(switches) for models, switches in wanted.items()})
    if assigned is not None:
        for models, switches in wanted.items():
            chosen.update(zip((switch.id for switch in switches), assigned[models], strict=True))
        return tuple(chosen[switch.id] for switch in fabric.switches), ""
    return tuple(chosen.get(switch.id, "") for switch in fabric.switches), _explain_short(hardware, wanted, stock)


def _explain_short(hardware: Hardware, wanted: Mapping[tuple[str, ...], Sequence[Switch]], stock: SwitchStock) -> str:
    """The classes that the stock is short of: those that have too few pieces alone, else all that compete for them.

    `wanted` holds the switches of each class.
    """
    alone = [models for models, found in wanted.items() if stock.assign_all({models: len(found)}) is None]
    missing = []
    for models in alone or wanted:
        tiers = list(dict.fromkeys(switch.tier for switch in wanted[models]))
        ports = hardware.of_tier(tiers[0]).down_ports
        what = f"{' and '.join(PLURAL_OF_TIER[tier] for tier in tiers)} of {ports} ports ({'/'.join(models)})"
        missing.append(stock.missing(models, len(wanted[models]), what))
    return "; ".join(missing) + ("" if alone else ", and a piece serves one of them only")
