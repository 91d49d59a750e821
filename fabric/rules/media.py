"""The media of a link: optics at both ends with jumpers or trunks between them, or a cable with its own modules.

A medium is admissible where a direct channel of its parts breaks no rule of `fabric.rules.channel`.
"""

from dataclasses import dataclass

from fabric.catalog import CableType, Catalog, OpticType, PortGroup, TrunkType
from fabric.project import Inventory, Request
from fabric.rules.channel import Channel, Part, Refusal, fits_cage, list_refusals


@dataclass(frozen=True)
class Medium:
    """One way to realise the links between two kinds of ports. Optics are None where the cable has its own modules."""

    a_optic: OpticType | None
    """Transceiver at the A end; None where the cable has its own modules."""
    b_optic: OpticType | None
    """Transceiver at the B end; None where the cable has its own modules."""
    cables: tuple[CableType, ...]
    """Single cables that fit and can be had, in the order of the catalogue; one where it has its own modules."""
    trunks: tuple[TrunkType, ...]
    """Trunks of the allowed sizes that fit, in the order of the catalogue; empty where it has its own modules."""

    @property
    def fiber(self) -> str:
        return self.cables[0].fiber if self.cables else self.trunks[0].fiber

    @property
    def legs(self) -> int:
        """Links on one cable: above 1 for splitters."""
        return self.cables[0].legs if self.cables else 1

    @property
    def is_straight(self) -> bool:
        """Whether a cable is one plug for all its links at both ends."""
        return bool(self.cables) and self.cables[0].is_straight

    def a_plugs(self, links: int) -> int:
        """Plugs at the A end of one cable that carries some links."""
        return 1 if self.is_straight else links

    @property
    def reach_mm(self) -> int:
        """The longest channel: the shorter reach of both optics, at most the longest cable that is made."""
        optics = [optic.reach_mm for optic in (self.a_optic, self.b_optic) if optic]
        made = [cable.max_mm for cable in self.cables] + [trunk.max_mm for trunk in self.trunks]
        return min([*optics, max(made)])

    def __str__(self) -> str:
        parts = [cable.model for cable in self.cables] + [trunk.model for trunk in self.trunks]
        optics = sorted({optic.model for optic in (self.a_optic, self.b_optic) if optic})
        return " + ".join([*optics, *parts])


@dataclass(frozen=True)
class _Stock:
    optics: tuple[OpticType, ...]
    cables: tuple[CableType, ...]
    trunks: tuple[TrunkType, ...]


def list_media(a: PortGroup, b: PortGroup, catalog: Catalog, inventory: Inventory, request: Request) -> list[Medium]:
    """All admissible media between two port groups that the inventory can supply, shortest reach (cheapest) first."""
    return _list(a, b, _stock(catalog, _in_time(inventory, request), request))


def every_medium(a: PortGroup, b: PortGroup, catalog: Catalog) -> list[Medium]:
    """All admissible media of the catalogue between two port groups, shortest reach first."""
    stock = _Stock(tuple(catalog.optics.values()), tuple(catalog.cables.values()), tuple(catalog.trunks.values()))
    return _list(a, b, stock)


def suggest_media(
    a: PortGroup, b: PortGroup, catalog: Catalog, inventory: Inventory, request: Request
) -> list[tuple[Medium, tuple[str, ...]]]:
    """The media of the catalogue between two port groups, each with the models that the inventory lacks for it.

    Those that lack fewest come first, then those of shortest reach. A medium names one cable or trunk.
    """
    stocked = _in_time(inventory, request)
    found: dict[tuple[str, ...], Medium] = {}
    for medium in _list(a, b, _stock(catalog, {*catalog.optics, *catalog.cables, *catalog.trunks}, request)):
        parts: list[Part] = [*medium.cables, *medium.trunks]
        part = next((part for part in parts if part.model in stocked), parts[0])
        models = [optic.model for optic in (medium.a_optic, medium.b_optic) if optic]
        lacks = tuple(model for model in dict.fromkeys([*models, part.model]) if model not in stocked)
        found.setdefault(lacks, medium)
    return sorted(((medium, lacks) for lacks, medium in found.items()), key=lambda item: len(item[1]))


def _list(a: PortGroup, b: PortGroup, stock: _Stock) -> list[Medium]:
    """All admissible media of some parts."""
    media = [
        Medium(a_optic=None, b_optic=None, cables=(cable,), trunks=())
        for cable in stock.cables
        if _is_sound(a, b, None, None, cable)
    ]
    for a_optic in (optic for optic in stock.optics if fits_cage(optic, a)):
        for b_optic in (optic for optic in stock.optics if fits_cage(optic, b)):
            jumpers = tuple(
                cable for cable in stock.cables if cable.form == "jumper" and _is_sound(a, b, a_optic, b_optic, cable)
            )
            legs = tuple(trunk for trunk in stock.trunks if _is_sound(a, b, a_optic, b_optic, trunk))
            if jumpers or legs:
                media.append(Medium(a_optic, b_optic, jumpers, legs))
    return sorted(media, key=lambda medium: (medium.reach_mm, str(medium)))


def explain_no_media(a: PortGroup, b: PortGroup, catalog: Catalog, inventory: Inventory, request: Request) -> list[str]:
    """The reasons why nothing in stock joins two port groups: at most four rules that the nearest channels break."""
    stock = _stock(catalog, _in_time(inventory, request), request)
    found: list[list[Refusal]] = []
    parts: list[Part] = [*stock.cables, *stock.trunks]
    for part in parts:
        if isinstance(part, CableType) and part.form != "jumper":
            found.append(list_refusals(_direct(a, b, None, None, part)))
            continue
        for a_optic in stock.optics:
            for b_optic in stock.optics:
                found.append(list_refusals(_direct(a, b, a_optic, b_optic, part)))
    least = min((len(refusals) for refusals in found), default=0)
    nearest = [refusal for refusals in found if len(refusals) == least for refusal in refusals]
    return [str(refusal) for refusal in dict.fromkeys(nearest)][:4]


def _in_time(inventory: Inventory, request: Request) -> set[str]:
    """The models of lots that arrive in time."""
    return {lot.model for lot in inventory.lots if not lot.is_late(request.racks_ready)}


def _stock(catalog: Catalog, stocked: set[str], request: Request) -> _Stock:
    """The optics, cables and trunks of some models that the request allows."""
    limits = request.limits
    return _Stock(
        tuple(optic for optic in catalog.optics.values() if optic.model in stocked),
        tuple(c for c in catalog.cables.values() if c.model in stocked and c.fiber in limits.fibers),
        tuple(
            trunk
            for trunk in catalog.trunks.values()
            if trunk.model in stocked and trunk.fiber in limits.fibers and trunk.legs in limits.trunk_legs
        ),
    )


def _direct(a: PortGroup, b: PortGroup, a_optic: OpticType | None, b_optic: OpticType | None, part: Part) -> Channel:
    # The head of a splitter is at the split port; own modules are named from the head.
    if b.lanes > 1 and a_optic is None:
        a, b = b, a
    return Channel(a, b, a_optic, b_optic, ((part, 0),))


def _is_sound(a: PortGroup, b: PortGroup, a_optic: OpticType | None, b_optic: OpticType | None, part: Part) -> bool:
    if a_optic is None and isinstance(part, CableType) and part.form == "jumper":
        return False
    return not list_refusals(_direct(a, b, a_optic, b_optic, part))
