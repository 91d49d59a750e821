"""Devices that do not fit their racks: one fault for each limit, whatever the number of devices that break it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fabric.rules import RackRefusal
from layouts import Document, Fault, KeyPath

SHOWN = 6
"""Names that a fault lists."""


class Refused(NamedTuple):
    """A device that its rack refuses for one reason."""

    placed: tuple[Document, KeyPath]
    """The place of the device in its file."""
    device: str
    """Id of the device."""
    refusal: RackRefusal
    """The reason."""


def refused_faults(refused: Sequence[Refused]) -> Iterator[Fault]:
    """The faults of refused devices, at the first device of each limit: a wrong limit is one mistake, not twenty."""
    by_limit: dict[str, list[Refused]] = {}
    for number, item in enumerate(refused):
        by_limit.setdefault(item.refusal.limit or f"unit {number}", []).append(item)
    for limit, items in by_limit.items():
        first, others = items[0], list(dict.fromkeys(item.device for item in items[1:]))
        document, path = first.placed
        message = f"device {first.device}: {first.refusal.message}"
        if others:
            listed = ", ".join([*others[:SHOWN], *(["..."] if len(others) > SHOWN else [])])
            many = "1 more device" if len(others) == 1 else f"{len(others)} more devices"
            message += f"; {limit} refuses {many} too: {listed}"
        yield document.fault((*path, "u"), message, first.refusal.remedy)
