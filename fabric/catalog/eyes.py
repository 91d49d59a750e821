"""The pulling eye of a trunk: the sock over the connectors of one end.

Connectors side by side are thicker than the body of the trunk, so they lie in layers one behind the other. At the
widest cut of the sock a full layer of connectors lies beside the legs of all other layers:

    area     = connectors of a layer x width x height + other legs x pi / 4 x leg diameter^2
    diameter = sqrt(4 / pi x area / share that is filled) + sock
"""

from itertools import pairwise
from math import ceil, pi, sqrt
from typing import NamedTuple

MPO_WIDTH_UM, MPO_HEIGHT_UM = 12_400, 9_400
"""Housing of an MPO connector, in micrometres (IEC 61754-7, from memory)."""
LAYER_CONNECTORS = 6
"""Connectors of a layer at most: six round the legs that pass through the middle."""
LAYER_STEP_MM = 60
"""Distance from one layer to the next, in millimetres: an MPO connector with its boot and cap is about 55 mm long."""
FILLED = 0.6
"""Share of the cut of a sock that rectangles and round legs fill."""
SOCK_UM = 2_000
"""Thickness of the sock, both walls, in micrometres."""


class EyeLayer(NamedTuple):
    """Legs whose connectors lie side by side in the pulling eye."""

    first: int
    """Number of the first leg, from 1."""
    last: int
    """Number of the last leg, which belongs to the layer."""
    back_mm: int
    """Distance of the tips behind those of the first layer, in millimetres."""


def list_eye_layers(legs: int) -> list[EyeLayer]:
    """The stagger of the connectors of one end, from the front of the eye; layers as even as they come."""
    layers = -(-legs // LAYER_CONNECTORS)
    ends = [legs * number // layers for number in range(layers + 1)]
    return [EyeLayer(start + 1, end, number * LAYER_STEP_MM) for number, (start, end) in enumerate(pairwise(ends))]


def least_eye_um(legs: int, leg_diameter_um: int) -> int:
    """The least diameter of a pulling eye over staggered MPO connectors, rounded up to whole millimetres."""
    layers = -(-legs // LAYER_CONNECTORS)
    widest = -(-legs // layers)
    area = widest * MPO_WIDTH_UM * MPO_HEIGHT_UM + (legs - widest) * pi / 4 * leg_diameter_um**2
    return ceil((sqrt(4 / pi * area / FILLED) + SOCK_UM) / 1000) * 1000
