"""What a link can be made of: optics at both ends with jumpers or trunks between them, or a cable with its own modules.

A medium is admissible where every part fits: cage, speed, connector, opposite genders (a transceiver is male, so what
plugs into it is female), an odd number of crossovers, the same kind of fiber.
"""

from dataclasses import dataclass

from fabric.catalog import CableType, Catalog, OpticType, PortGroup, TrunkType
from fabric.inventory import Inventory
from fabric.request import Request


@dataclass(frozen=True)
class Medium:
    """One way to realise the links between two kinds of ports. Optics are None where the cable has its own modules."""

    a_optic: OpticType | None
    b_optic: OpticType | None
    cables: tuple[CableType, ...]
    trunks: tuple[TrunkType, ...]

    @property
    def fiber(self) -> str:
        return self.cables[0].fiber if self.cables else self.trunks[0].fiber

    @property
    def reach_mm(self) -> int:
        """Longest channel: of optics the shorter reach, of cables what is made."""
        optics = [optic.reach_mm for optic in (self.a_optic, self.b_optic) if optic]
        made = [cable.max_mm for cable in self.cables] + [trunk.max_mm for trunk in self.trunks]
        return min([*optics, max(made)])

    def __str__(self) -> str:
        parts = [cable.model for cable in self.cables] + [trunk.model for trunk in self.trunks]
        optics = sorted({optic.model for optic in (self.a_optic, self.b_optic) if optic})
        return " + ".join([*optics, *parts])


def list_media(a: PortGroup, b: PortGroup, catalog: Catalog, inventory: Inventory, request: Request) -> list[Medium]:
    """All admissible media between two port groups that the inventory can supply, shortest reach (cheapest) first."""
    limits = request.limits
    stocked = {lot.model for lot in inventory.lots if not lot.is_late(request.racks_ready)}
    cables = [cable for cable in catalog.cables.values() if cable.model in stocked and cable.fiber in limits.fibers]
    trunks = [
        trunk
        for trunk in catalog.trunks.values()
        if trunk.model in stocked and trunk.fiber in limits.fibers and trunk.legs in limits.trunk_legs
    ]
    media = [
        Medium(None, None, (cable,), ())
        for cable in cables
        if cable.form != "jumper" and cable.cage_kind == a.cage_kind == b.cage_kind
    ]
    optics = [optic for optic in catalog.optics.values() if optic.model in stocked]
    for a_optic in (optic for optic in optics if fits_cage(optic, a)):
        for b_optic in (optic for optic in optics if fits_cage(optic, b)):
            if a_optic.fiber != b_optic.fiber:
                continue
            jumpers = tuple(
                cable for cable in cables if cable.form == "jumper" and mates(cable, a_optic) and mates(cable, b_optic)
            )
            legs = tuple(trunk for trunk in trunks if mates(trunk, a_optic) and mates(trunk, b_optic))
            if jumpers or legs:
                media.append(Medium(a_optic, b_optic, jumpers, legs))
    return sorted(media, key=lambda medium: (medium.reach_mm, str(medium)))


def fits_cage(optic: OpticType, group: PortGroup) -> bool:
    """Whether a transceiver goes into the cage and gives the port's speed on each connector."""
    return optic.cage_kind == group.cage_kind and optic.mpos == group.mpos and optic.speed_gbps == group.speed_gbps


def mates(cable: CableType | TrunkType, optic: OpticType) -> bool:
    """Whether a plug goes into a transceiver and light arrives at the right fiber."""
    return (
        cable.fiber == optic.fiber
        and cable.connector == optic.connector
        and {cable.gender, optic.gender} == {"male", "female"}
        and cable.crossovers % 2 == 1
    )
