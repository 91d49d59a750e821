"""The free connectors of one device while links are dealt to them."""

from collections.abc import Iterable, Mapping

from fabric.catalog import PortGroup, PortName
from fabric.designs.standing_cords import CordPlace


class FreeConnectors:
    """The connectors of one device that are still free. Ports of a splitter share a connector, lane by lane."""

    def __init__(self, ports: Mapping[str, tuple[PortName, ...]], taken: Iterable[CordPlace]):
        """`ports` are those of each group that links may use; the `taken` connectors belong to cords."""
        self.ports = ports
        self.taken: dict[CordPlace, str] = dict.fromkeys(taken, "")
        """Connectors in use, each with the group whose lanes links may still join; '' where none may."""
        self.used: set[tuple[str, int]] = set()
        """Ports in use, by group and number."""
        self.fixed_modes: dict[tuple[str, int], str] = {}
        """The group of each cage with links that do not move, by name of the cages and number."""
        self.modes: dict[tuple[str, int], str] = {}
        """The group of each cage with links."""

    def take_fixed(self, group: PortGroup, port: int) -> None:
        """Takes the port of a link that does not move."""
        place = self._place(group, port)
        if place is not None:
            self.taken[place] = ""
            self.fixed_modes[place[:2]] = self.modes[place[:2]] = group.group

    def take_known(self, group: PortGroup, port: int) -> bool:
        """Takes a port of an earlier plan, in which all such ports went together. False where it is not free."""
        place = self._place(group, port)
        if place is None or (group.group, port) in self.used:
            return False
        if self.fixed_modes.get(place[:2], group.group) != group.group:
            return False
        if self.taken.get(place) != group.group and self._is_met(place):
            return False
        self._take(group, port, place)
        return True

    def take_next(self, group: PortGroup, own: int) -> int | None:
        """Takes a free connector: `own` by its first port, or the first one, where possible of a cage in use.

        The answer is its first port, None where no connector is free.
        """
        ports = range(0, len(self.ports.get(group.group, ())), group.lanes)
        free = [port for port in ports if self._admits(group, port)]
        if not free:
            return None
        begun = [port for port in free if self.modes.get(self._cage(group, port)) == group.group]
        chosen = own if own in (begun or free) else (begun or free)[0]
        place = self._place(group, chosen)
        assert place is not None
        self._take(group, chosen, place)
        self.taken[place] = ""
        return chosen

    def _take(self, group: PortGroup, port: int, place: CordPlace) -> None:
        self.taken[place] = group.group
        self.used.add((group.group, port))
        self.modes[place[:2]] = group.group

    def _admits(self, group: PortGroup, port: int) -> bool:
        """Whether a connector is free, and its cage used in no other way."""
        place = self._place(group, port)
        if place is None or self._is_met(place):
            return False
        return self.modes.get(place[:2], group.group) == group.group

    def _is_met(self, place: CordPlace) -> bool:
        return any(place.meets(other) for other in (place, place._replace(mpo=0)) if other in self.taken) or (
            place.mpo == 0 and any(place.meets(other) for other in self.taken)
        )

    def _place(self, group: PortGroup, port: int) -> CordPlace | None:
        """The connector of a port; None where the device has no such port."""
        ports = self.ports.get(group.group, ())
        return CordPlace(group.cages_of, ports[port].cage, ports[port].mpo) if port < len(ports) else None

    def _cage(self, group: PortGroup, port: int) -> tuple[str, int]:
        return group.cages_of, self.ports[group.group][port].cage
