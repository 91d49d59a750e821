"""Rules on the networks of a request: known switches, options that the family has, ports of their own."""

from collections.abc import Collection, Iterator

from fabric.catalog import SWITCH_GROUPS, Catalog
from fabric.inputs.family_rules import family_faults
from fabric.inputs.nearest_names import quote_names
from fabric.inputs.network_forms import NetworkForm
from fabric.inputs.request_forms import RequestForm
from layouts import Document, Fault, nearest_names

GIVEN = {"id", "topology", "links", "speed_gbps", "media", "leaf_position", "prefix"}
"""Options of a network whose links are listed."""

PORT_BY_PORT = ". Where a device is linked to several others, list its links port by port in a CSV file (links)"
"""The remedy for links without a switch that pairs cannot state, such as a ring."""


def network_faults(
    document: Document, form: RequestForm, catalog: Catalog, unsure: Collection[str] = frozenset()
) -> Iterator[Fault]:
    """Faults of the networks of a request, alone and together.

    Models that are not switches, options without meaning, networks with one name or one group of ports, and networks
    that use the spines of a later one.
    """
    seen: set[str] = set()
    known = sorted(
        {group.group for found in catalog.device_types.values() for group in found.port_groups if not group.is_whole}
    )
    groups: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    yield from _overlap_faults(document, form)
    for index, network in enumerate(form.networks):
        yield from (_given_faults if network.is_given else _option_faults)(document, index, network)
        for key in ("switch_models", "leaf_models", "spine_models", "core_models"):
            for number, model in enumerate(getattr(network, key)):
                if catalog.kind_of(model) != "device" and model not in unsure:
                    yield document.fault(
                        ("networks", index, key, number),
                        f"there is no switch '{model}' in the catalogue{catalog.hint(model)}",
                        "Add it to catalog/device_types.csv, or correct the name",
                    )
        if network.id in seen:
            yield document.fault(
                ("networks", index, "id"), f"two networks are called '{network.id}'", "Rename one of the two"
            )
        if not network.is_given:
            yield from _port_group_faults(document, index, network, known)
            other = groups.get(_cages(network.port_group))
            if other is not None:
                yield document.fault(
                    ("networks", index, "port_group"),
                    f"networks '{other}' and '{network.id}' both connect the ports of group '{network.port_group}'",
                    "Give each network ports of its own",
                )
            groups[_cages(network.port_group)] = network.id
        prefix = network.prefix if network.prefix is not None else ("" if index == 0 else f"{network.id}-")
        if prefix in prefixes:
            yield document.fault(
                ("networks", index, "prefix" if network.prefix is not None else "id"),
                f"the switches of '{prefixes[prefix]}' and '{network.id}' would have the same names: both begin with "
                f"'{prefix}'",
                "State another prefix",
            )
        prefixes.setdefault(prefix, network.id)
        if network.spines_of is not None and network.spines_of not in seen:
            yield document.fault(
                ("networks", index, "spines_of"),
                f"there is no earlier network '{network.spines_of}'",
                "Name a network that comes before this one in the list",
            )
        seen.add(network.id)


def _cages(group: str) -> str:
    """The name of the cages of a port group, without the way that splits them."""
    return group.partition(":")[0]


def _port_group_faults(document: Document, index: int, network: NetworkForm, groups: list[str]) -> Iterator[Fault]:
    """Groups of ports, or ways to split them, that no device of the catalogue has."""
    known = sorted({_cages(group) for group in groups})
    for key, group in _groups(network):
        if ":" in group and _cages(group) in SWITCH_GROUPS:
            yield document.fault(
                ("networks", index, key),
                f"'{group}' names a way to split cages of switches, not ports of a device",
                "Name the group of the devices; the planner splits the cages of switches by the speed",
            )
        elif _cages(group) in known and group not in groups:
            ways = [other for other in groups if other.startswith(f"{_cages(group)}:")]
            yield document.fault(
                ("networks", index, key),
                f"no device of the catalogue splits its cages as '{group}'",
                f"Use one of: {', '.join(ways)}" if ways else "Add the split to catalog/breakouts.csv",
            )
        elif group not in groups:
            near = quote_names(nearest_names(group, known))
            yield document.fault(
                ("networks", index, key),
                f"no device of the catalogue has ports of group '{group}'",
                f"Write {near} instead" if near else f"Use one of: {', '.join(known)}",
            )


def _groups(network: NetworkForm) -> Iterator[tuple[str, str]]:
    yield "port_group", network.port_group
    yield from (("extra", item.port_group) for item in network.extra)
    yield from (("direct", item.port_group) for item in network.direct)


def _overlap_faults(document: Document, form: RequestForm) -> Iterator[Fault]:
    """Ports that two lists would connect, and devices that a list names twice."""
    mains = {_cages(network.port_group): network.id for network in form.networks if not network.is_given}
    taken: dict[str, list[set[str]]] = {}
    for index, network in enumerate(form.networks):
        for key, items in (("extra", network.extra), ("direct", network.direct)):
            for number, item in enumerate(items):
                where = ("networks", index, key, number)
                names = set(item.devices)
                if len(names) < len(item.devices):
                    yield document.fault(where, "the list names a device twice", "Name each device once")
                cages = _cages(item.port_group)
                if cages in mains:
                    owner = mains[cages]
                    yield document.fault(
                        where,
                        f"network '{owner}' connects the ports of group '{item.port_group}' already",
                        "Remove one" + ("" if key == "extra" else PORT_BY_PORT),
                    )
                for other in taken.get(cages, []):
                    if not names or not other or names & other:
                        yield document.fault(
                            where,
                            f"another list connects ports of group '{item.port_group}' of the same devices",
                            "Name the devices of each list, each once" + ("" if key == "extra" else PORT_BY_PORT),
                        )
                        break
                taken.setdefault(cages, []).append(names)


def _given_faults(document: Document, index: int, network: NetworkForm) -> Iterator[Fault]:
    """A network of listed links without a list, of another topology, or with options that design links."""
    if network.links is None:
        yield document.fault(
            ("networks", index, "topology"),
            "a given network has no list of its links",
            "State the CSV file that lists them (links), or choose another topology",
        )
    elif "topology" in network.model_fields_set and network.topology != ["given"]:
        yield document.fault(
            ("networks", index, "topology"),
            f"the links are those of {network.links}, so no {' or '.join(network.topology)} network is designed",
            "Remove 'topology', or remove 'links' to have the links designed",
        )
    if len(network.leaf_position) > 1:
        yield document.fault(
            ("networks", index, "leaf_position"),
            "a network whose links are listed has one design, so its leaf_position is no choice",
            "Write one position",
        )
    for key in sorted(network.model_fields_set - GIVEN):
        yield document.fault(
            ("networks", index, key),
            f"a network whose links are listed has no '{key}'",
            "Remove it, or remove 'links' to have the links designed",
        )


def _option_faults(document: Document, index: int, network: NetworkForm) -> Iterator[Fault]:
    """Options of families, and those that contradict each other."""
    yield from family_faults(document, index, network)
    if network.tiers and 2 not in network.tiers and network.spines is not None:
        asked = " or ".join(map(str, network.tiers))
        yield document.fault(
            ("networks", index, "spines"),
            f"'spines' states the spines of two tiers, 'tiers' asks for {asked}",
            "Remove one of the two",
        )
    if network.tiers and 3 not in network.tiers and any(down != up for down, up in network.core_oversubscription):
        yield document.fault(
            ("networks", index, "core_oversubscription"),
            f"it is for three tiers, 'tiers' asks for {' or '.join(map(str, network.tiers))}",
            "Remove one of the two",
        )
    if network.spines_of is not None and max(network.planes) > 1:
        yield document.fault(
            ("networks", index, "planes"),
            f"planes share nothing, but all of them would use the switches of '{network.spines_of}'",
            "Remove 'planes' or 'spines_of'",
        )
    if network.spines_of is not None and (network.spines is not None or network.tiers is not None):
        yield document.fault(
            ("networks", index, "spines_of"),
            f"the uplinks go to the switches of '{network.spines_of}', so there are no spines of its own",
            "Remove 'spines' and 'tiers'",
        )
