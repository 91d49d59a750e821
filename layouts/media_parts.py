"""The racks that cables of one medium can join, with a note where a medium does not join all of them."""

from collections.abc import Iterable, Sequence

import networkx as nx

from layouts.pathways import build_graph, join_sides
from layouts.routes import list_passable
from layouts.site import Site
from layouts.spans import drop_name


def list_media_notes(site: Site) -> list[str]:
    """Notes on media that do not join all racks; nothing for a medium that no pathway carries."""
    notes: list[str] = []
    racks = [rack.id for rack in site.racks if rack.type.holds and rack.id in site.drops_of]
    for medium in ("fiber", "copper"):
        parts = [part for part in _list_parts(site, medium) if part]
        if not parts:
            continue
        apart = [name for name in racks if not any(name in part for part in parts)]
        if apart:
            notes.append(f"site.yaml: no pathway for {medium} passes {_name(apart)}: no {medium} cable leaves there")
        for part in parts[1:]:
            notes.append(
                f"site.yaml: no pathway for {medium} joins {_name(part)} to {_name(parts[0])}: no {medium} cable runs "
                "between them"
            )
    return notes


def explain_apart(site: Site, medium: str, racks: Iterable[str]) -> str:
    """The reason why no cable of a medium joins some racks; '' where pathways join them all."""
    wanted = sorted(set(racks), key=lambda name: site.rack_number[name])
    parts = [[name for name in part if name in wanted] for part in _list_parts(site, medium)]
    bare = [name for name in wanted if not any(name in part for part in parts)]
    if len(wanted) > 1 and bare:
        return f"no pathway for {medium} passes {_name(bare)}"
    met = [part for part in parts if part]
    return f"no pathway for {medium} joins {_name(met[1])} to {_name(met[0])}" if len(met) > 1 else ""


def _list_parts(site: Site, medium: str) -> list[list[str]]:
    """The racks that pathways for a medium join, the largest part first, racks in order of the site."""
    passable = list_passable(site, medium, 0)
    drops = tuple(d for d in site.drops if (d.opening or d.pathway in passable) and medium in d.media)
    graph = build_graph(site.pathways, drops, passable)
    join_sides(graph, drops)
    of_node = {drop_name(drop.id): site.rack_number[drop.rack] for drop in drops}
    found = []
    for nodes in nx.connected_components(graph):
        numbers = sorted({of_node[node] for node in nodes if node in of_node})
        found.append([site.racks[number].id for number in numbers])
    return sorted(found, key=lambda part: (-len(part), part))


def _name(racks: Sequence[str]) -> str:
    """Some racks in words."""
    return f"rack {racks[0]}" + (f" and {len(racks) - 1} more" if len(racks) > 1 else "")
