"""The legend of the labels on a page, from the ports on that page: how labels write a port, and what letters mean."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fabric.catalog import PortName, connector_text
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_index import PlanIndex

MOST_NAMES = 4
"""Names of ports with the same letters that a legend lists, at most."""
MOST_MODELS = 3
"""Models of devices for which a legend has an example, at most."""


class _KeyPort(NamedTuple):
    """A port on the page."""

    model: str
    """Model of its device."""
    cages: str
    """Group of cages, which the letters stand for."""
    port: PortName
    """The port with its letters."""


def label_key(index: PlanIndex, links: Iterable[LinkRow]) -> str:
    """How to read the labels of some links: their grammar, how they write a port, and the letters before a port."""
    grammar = index.plan.project.request.label
    fields = grammar.end.replace("{", "").replace("}", "")
    models = index.device_by_id
    # Devices of a model have the same ports: each is told once.
    ends = {
        (models[end.device].model, end.cages, end.cage, end.mpo, end.lane): end
        for row in links
        for end in (row.a, row.b)
    }
    ports = [_KeyPort(key[0], end.cages, index.find_port(end)) for key, end in ends.items()]
    ports.sort(key=lambda one: (one.model, one.port.cage, one.port.mpo, one.port.lane))
    parts = [*_connectors(ports), *_lanes(ports), *_letters(ports)]
    grammar_words = f"Labels: {fields} of this end, then {grammar.between} and {fields} of the far end"
    return "; ".join([grammar_words, *parts]) + "."


def _connectors(ports: Sequence[_KeyPort]) -> Iterator[str]:
    """How a label writes a connector, and its name on the device: an example for each of a few models."""
    by_model: dict[str, dict[str, PortName]] = {}
    for model, _, port in ports:
        if port.mpo and not port.prefix:
            by_model.setdefault(model, {}).setdefault(connector_text(port), port)
    shown = list(by_model.items())[:MOST_MODELS]
    # One port that all of them have is read faster than one of each.
    common = sorted(set.intersection(*(set(named) for _, named in shown))) if shown else []
    first = {model: named[common[0]] if common else next(iter(named.values())) for model, named in shown}
    told: dict[str, str] = {}
    for model, port in first.items():
        name = f"{port.printed} on {model}"
        label = connector_text(port)
        told[label] = f"{told[label]}, {name}" if label in told else name
    for number, (label, names) in enumerate(told.items()):
        port = next(one for one in first.values() if connector_text(one) == label)
        what = f" = cage {port.cage}, connector {port.mpo}" if number == 0 else ""
        yield f"port {label}{what}: {names}"


def _lanes(ports: Iterable[_KeyPort]) -> Iterator[str]:
    """What a letter behind a port means, where a port has one."""
    if any(one.port.lane for one in ports):
        yield "letter behind a port = lane, a = first"


def _letters(ports: Iterable[_KeyPort]) -> Iterator[str]:
    """What the letters before a port mean, with the names that these ports have on the devices."""
    by_prefix: dict[str, list[_KeyPort]] = {}
    for one in ports:
        if one.port.prefix:
            by_prefix.setdefault(one.port.prefix, []).append(one)
    for prefix, mine in sorted(by_prefix.items()):
        cage = min(one.port.cage for one in mine)
        groups = "/".join(sorted({one.cages for one in mine}))
        names = list(dict.fromkeys(one.port.printed for one in mine))
        if all(one.port.printed == str(one.port.cage) for one in mine):
            yield f"{prefix}{cage:02d} = {groups} port {cage}"
        else:
            more = ", ..." if len(names) > MOST_NAMES else ""
            yield f"{prefix}{cage:02d} = {groups} port ({', '.join(names[:MOST_NAMES])}{more})"
