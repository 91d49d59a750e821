"""Networks whose links are listed: the plan lays exactly these, at exactly these ports."""

from collections import Counter
from collections.abc import Iterator

from fabric.audit.end_names import ENDS
from fabric.audit.network_view import NetworkView
from fabric.audit.rule import Violation, count_of, rule

ListedPair = frozenset[tuple[str, str, str]]
"""Both ends of a link: device, port group and printed name of the port."""


@rule("links-as-listed")
def check_links_as_listed(view: NetworkView) -> Iterator[Violation]:
    """A network whose links are listed has each of them once, at the ports and the speed of the list, and no other.

    A link that an installed cable is already is not laid again.
    """
    network = view.network
    if not network.is_given:
        return
    wanted: dict[ListedPair, int] = {}
    for link in network.links:
        wanted[frozenset((end.device, end.group, end.port) for end in (link.a, link.b))] = link.speed_gbps
    installed = {
        frozenset(((cable.a_device, cable.a_port), (cable.b_device, cable.b_port)))
        for cable in view.plan.project.cables
    }
    found: Counter[ListedPair] = Counter()
    for number in view.links:
        pair = _pair_of(view, number)
        found[pair] += 1
        speed = view.ends.stage(number).speed_gbps
        if pair not in wanted:
            yield Violation(
                object=view.ends.name(number),
                found=f"a link of {view.name}",
                allowed=f"the links of {network.links_file}",
                remedy="Remove the link, or add it to the list and plan again",
            )
        elif speed != wanted[pair]:
            yield Violation(
                object=view.ends.name(number),
                found=f"{speed}G",
                allowed=f"{wanted[pair]}G",
                remedy="Give the link the speed of the list",
            )
    for pair in wanted:
        lies = frozenset((device, port) for device, _, port in pair) in installed
        count = found[pair] + lies
        if count != 1:
            yield Violation(
                object=" - ".join(f"{device} {port}" for device, _, port in sorted(pair)),
                found=f"{count_of(count, 'link')} of {view.name}" + (", one of them installed" if lies else ""),
                allowed=f"1 link, as {network.links_file} lists it",
                remedy="Lay each link of the list once",
            )


def _pair_of(view: NetworkView, link: int) -> ListedPair:
    """Both ends of a link of the plan."""
    return frozenset(
        (
            view.ends.device(link, end).id,
            view.ends.group(link, end),
            port.printed if (port := view.ends.port(link, end)) else "no such port",
        )
        for end in ENDS
    )


GIVEN_CHECKS = (check_links_as_listed,)
"""The rules of this module."""
