"""The order of the links of a pull: leg by leg, or jumper by jumper.

One end lands in ascending order: device by device, port by port. At the other end the ports of each device ascend
with the legs wherever the links allow it, in as few blocks as there can be.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple


class EndPlace(NamedTuple):
    """The place of one end of a link in its rack."""

    device: int
    """Rank of the device in its rack, from the top down."""
    port: int
    """Number of the port in its group, from 0."""


class LinkPlaces(NamedTuple):
    """The places of both ends of a link."""

    a: EndPlace
    """A end."""
    b: EndPlace
    """B end."""


class LegOrder(NamedTuple):
    """A way to order links: the end that lands in ascending order, and the direction in its rack."""

    by_b: bool
    """Whether the B end ascends, not the A end."""
    upwards: bool
    """Whether the lowest device comes first, not the highest."""

    def key(self, places: LinkPlaces) -> tuple[int, int]:
        """The place of a link in this order."""
        device, port = places.b if self.by_b else places.a
        return (-device if self.upwards else device), port


ORDERS = tuple(LegOrder(by_b, upwards) for by_b in (False, True) for upwards in (False, True))
"""Orders to choose from; of equal ones the first: from the top down at the A end."""


def order_legs(links: Sequence[int], places_of: Mapping[int, LinkPlaces]) -> tuple[int, ...]:
    """Some links in the order that is landed with the fewest steps back at the other end, then with the fewest changes
    of device there.
    """

    def cost(order: LegOrder) -> tuple[int, int]:
        ordered = sorted((places_of[link] for link in links), key=order.key)
        return _count_turns([places.a if order.by_b else places.b for places in ordered])

    best = min(ORDERS, key=cost)
    return tuple(sorted(links, key=lambda link: best.key(places_of[link])))


def _count_turns(ends: Sequence[EndPlace]) -> tuple[int, int]:
    """How often a port of a device is lower than the one before it on that device, and how often the device changes."""
    last: dict[int, int] = {}
    back = 0
    for device, port in ends:
        back += port < last.get(device, -1)
        last[device] = port
    return back, sum(one.device != other.device for one, other in pairwise(ends))
