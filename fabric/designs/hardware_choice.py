"""One choice of switch models for the tiers of a fabric, and the assignment of stock to its switches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fabric.designs.switch_classes import SwitchClass, SwitchStock
from fabric.project import Project
from fabric.topology import Fabric, Switch

PLURAL_OF_TIER = {"leaf": "leaves", "spine": "spines", "core": "cores"}
"""Names of the tiers as reasons print them."""
SHOWN = 4
"""Names that a reason lists."""


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
    alone = [models for models, found in wanted.items() if stock.assign_all({models: len(found)}) is None]
    lacking = {models: wanted[models] for models in alone or wanted}
    short = _explain_short(hardware, lacking, stock) + ("" if alone else ", and a piece serves one of them only")
    return (
        tuple(chosen.get(switch.id, "") for switch in fabric.switches),
        short + _explain_names(project, fabric, lacking),
    )


def _explain_names(project: Project, fabric: Fabric, lacking: Mapping[tuple[str, ...], Sequence[Switch]]) -> str:
    """The switches of equipment.yaml that would serve under other names, where the stock is short; '' without any."""
    names = {switch.id for switch in fabric.switches}
    tiers = {(model, switch.tier) for models, switches in lacking.items() for switch in switches for model in models}
    idle = [device.id for device in project.devices if device.id not in names and (device.model, device.role) in tiers]
    if not idle:
        return ""
    missing = [switch.id for switches in lacking.values() for switch in switches]
    listed = ", ".join([*idle[:SHOWN], *(["..."] if len(idle) > SHOWN else [])])
    called = ", ".join([*missing[:SHOWN], *(["..."] if len(missing) > SHOWN else [])])
    return (
        f" ({listed} of equipment.yaml {'has' if len(idle) == 1 else 'have'} no part in it: the fabric calls these "
        f"switches {called}; use these names)"
    )


def _explain_short(hardware: Hardware, lacking: Mapping[tuple[str, ...], Sequence[Switch]], stock: SwitchStock) -> str:
    """The classes that the stock is short of, each with its switches: those that have too few pieces alone, else all
    that compete for them.
    """
    missing = []
    for models, switches in lacking.items():
        tiers = list(dict.fromkeys(switch.tier for switch in switches))
        ports = hardware.of_tier(tiers[0]).down_ports
        what = f"{' and '.join(PLURAL_OF_TIER[tier] for tier in tiers)} of {ports} ports ({'/'.join(models)})"
        missing.append(stock.missing(models, len(switches), what))
    return "; ".join(missing)
