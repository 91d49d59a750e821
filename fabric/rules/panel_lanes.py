"""Lanes of trunks between panels, as the rules of channels and distances see them."""

from collections.abc import Iterator

import numpy as np

from fabric.catalog import CableType
from fabric.project import PanelTrunk, Project
from layouts import UNREACHED, IntColumn, RouteFinder


def lane_part(trunk: PanelTrunk) -> CableType:
    """The part that a lane of a trunk is in a channel: a jumper that lies already.

    A channel looks at its fiber, its plugs, its crossovers, its losses and its length alone.
    """
    return CableType(
        model=trunk.id,
        form="jumper",
        fiber=trunk.fiber,
        grade="",
        connector=trunk.connector,
        cage_kind="",
        gender=trunk.gender,
        polarity=trunk.polarity,
        crossovers=trunk.crossovers,
        diameter_um=1,
        weight_g_per_m=0,
        max_mm=trunk.length_mm,
        jacket="",
        price_cents=0,
        price_per_m_cents=0,
        source="equipment.yaml",
        confidence="stated",
        connector_loss_mdb=trunk.connector_loss_mdb,
        loss_mdb_per_km=trunk.loss_mdb_per_km,
    )


def walks_over_panels(project: Project, finder: RouteFinder, walk_mm: IntColumn) -> IntColumn:
    """The least metres that the cords of a link over a lane walk, from some racks to all racks of the site.

    `walk_mm` are the walks over pathways alone: (some racks, all racks). The lane itself lies already and counts
    nothing. UNREACHED where no lane that is free leads there.
    """
    rack_ids = tuple(rack.id for rack in project.site.racks)
    found = np.full(walk_mm.shape, UNREACHED, np.int64)
    for near, far in sorted(set(_joined_racks(project))):
        to_near = walk_mm[:, project.site.rack_number[near]].astype(np.int64)
        from_far = finder.tabulate_mm((far,), rack_ids)[0].astype(np.int64)
        ways = to_near[:, None] + from_far[None, :]
        reached = (to_near < UNREACHED)[:, None] & (from_far < UNREACHED)[None, :]
        found = np.where(reached, np.minimum(found, ways), found)
    return found.astype(walk_mm.dtype)


def _joined_racks(project: Project) -> Iterator[tuple[str, str]]:
    """The racks of the panels at both ends of each trunk with a free lane, both ways round."""
    rack_of = {panel.id: panel.rack for panel in project.panels}
    for trunk in project.panel_trunks:
        if len(trunk.taken) < trunk.lanes:
            yield rack_of[trunk.a_panel], rack_of[trunk.b_panel]
            yield rack_of[trunk.b_panel], rack_of[trunk.a_panel]
