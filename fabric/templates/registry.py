"""The worked sites by name, with the options that each takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fabric.templates.multirack import write_multirack
from fabric.templates.nvl72 import write_nvl72
from fabric.templates.roce import write_roce
from fabric.templates.superpod import write_room, write_superpod


@dataclass(frozen=True)
class Template:
    """A worked site that `init` writes."""

    words: str
    """What it is, in some words."""
    options: Mapping[str, int | str]
    """Default of each option of `init`, by name."""
    write: Callable[..., dict[str, str]]
    """Function that takes the options by keyword, and gives the text of each file by its name."""


TEMPLATES: Mapping[str, Template] = {
    "superpod-h100": Template(
        "128 DGX H100 nodes in four scalable units, InfiniBand; all: four networks",
        {"su": 4, "networks": "compute"},
        lambda su, networks: write_superpod(su, networks == "all"),
    ),
    "room-1mw": Template("a room of 1 MW with four networks and a crew of six", {}, write_room),
    "nvl72": Template("racks of GB200 NVL72, 18 trays each", {"racks": 8}, lambda racks: write_nvl72(racks)),
    "roce-h100": Template(
        "H100 nodes on Ethernet, over one or several halls",
        {"su": 2, "rooms": 1},
        lambda su, rooms: write_roce(su, rooms),
    ),
    "multirack": Template(
        "one row of racks with all switches in place, two technicians",
        {"racks": 4},
        lambda racks: write_multirack(racks),
    ),
}
