"""Handling of cables on the floor: minimum bend radii, fastening, the pulls that take a third person.

The catalogue states no such figures, so they follow from the diameter (docs/decisions, "Handling of cables"). A figure
of the maker on the drum or bag comes before them.
"""

from typing import NamedTuple

from fabric.sheets.rows.link_row import Media

FIBER_CORD_UM = 4_000
"""Diameter up to which a fiber cable bends like a cord, in micrometres."""
CORD_REST_MM, CORD_PULL_MM = 25, 50
"""Minimum bend radius of a fiber cord at rest and under pull (ANSI/TIA-568), in millimetres."""
FIBER_REST, FIBER_PULL = 10, 20
"""Minimum bend radius of other fiber cables in diameters, at rest and under pull (trade rule)."""
COPPER_REST, COPPER_PULL = 4, 8
"""Minimum bend radius of twisted pairs in diameters, at rest (ANSI/TIA-568.0) and under pull (trade rule)."""
TWINAX_REST, TWINAX_PULL = 5, 10
"""Minimum bend radius of direct-attach copper in diameters, at rest and while it is bent again (trade rule)."""
FASTEN_MM = 1_200
"""Greatest distance between two ties in a level pathway, in millimetres (trade rule: 4 ft)."""
FASTEN_RACK_MM = 300
"""Greatest distance between two ties down a rack, in millimetres (trade rule)."""
RACK_MM = 2_000
"""Way of a pull down a rack, in millimetres; about the height of a cabinet of 42 units."""
TAPE_MM = 150
"""Hook-and-loop tape of one tie, in millimetres (our choice: round a bundle of 30 mm, with overlap)."""
HEAVY_G = 10_000
"""Weight of a pull from which a third person feeds the coil, in grams (our choice)."""
LONG_MM = 30_000
"""Length of a pull from which a third person feeds the coil, in millimetres (our choice)."""
WARN_FILL_PCT = 20.0
"""Fill of a pathway from which the crew reads it, in percent."""


class Bend(NamedTuple):
    """Minimum radius of a bend, in whole millimetres."""

    rest_mm: int
    """At rest, as it stays."""
    pull_mm: int
    """Under pull."""


def least_bend(media: Media, form: str, diameter_um: int) -> Bend:
    """The minimum bend radii of a cable by its medium, form and outer diameter; rounded up."""
    if media.fiber != "copper":
        if diameter_um <= FIBER_CORD_UM:
            return Bend(CORD_REST_MM, CORD_PULL_MM)
        rest, pull = FIBER_REST, FIBER_PULL
    elif form == "dac":
        rest, pull = TWINAX_REST, TWINAX_PULL
    else:
        rest, pull = COPPER_REST, COPPER_PULL
    return Bend(-(-rest * diameter_um // 1000), -(-pull * diameter_um // 1000))


def count_ties(level_mm: int | None) -> int:
    """Ties of a pull: along its pathways and in both racks; of a cord inside one rack (None) those of the rack."""
    in_rack = RACK_MM // FASTEN_RACK_MM
    return in_rack if level_mm is None else -(-level_mm // FASTEN_MM) + 2 * in_rack


def tape_m(ties: int) -> int:
    """Hook-and-loop tape for some ties, in whole metres, rounded up."""
    return -(-ties * TAPE_MM // 1000)


def takes_three(weight_g: int, length_mm: int, passes_wall: bool) -> bool:
    """Whether a pull takes a third person: it passes a sleeve or fire barrier, or is heavy or long."""
    return passes_wall or weight_g >= HEAVY_G or length_mm >= LONG_MM
