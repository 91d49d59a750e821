"""Which switches may serve a tier: models with the same cages and speed, taken from the lots there are.

Models of a class stand in for each other, so that a tier may mix lots: a class of p ports holds every model that has
at least p.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fabric.catalog import ACCESS_GROUP, FABRIC_GROUP, UPLINK_GROUP, DeviceType, PortGroup
from fabric.project import NetworkRequest, Project
from layouts import divide_up


@dataclass(frozen=True, kw_only=True)
class SwitchClass:
    """Models that serve alike: ports towards devices (`down`) and towards switches (`up`), maybe of one group."""

    models: tuple[str, ...]
    down: PortGroup
    up: PortGroup
    down_ports: int
    up_ports: int
    protocol: str = ""

    def speaks_with(self, other: "SwitchClass") -> bool:
        """Whether links between the two can work; a model whose protocol nobody stated is not refused."""
        return not self.protocol or not other.protocol or self.protocol == other.protocol

    @property
    def is_shared(self) -> bool:
        """Whether both directions take ports from the same cages."""
        return self.down.cages_of == self.up.cages_of

    @property
    def is_plain(self) -> bool:
        """Whether both directions take the same ports."""
        return self.down.group == self.up.group

    @property
    def name(self) -> str:
        return "/".join(self.models)

    def first_up(self, downlinks: int) -> int:
        """The number, in the `up` group, of the first port after `downlinks` ports of the `down` group."""
        if self.is_plain:
            return downlinks
        if not self.is_shared:
            return 0
        cages = divide_up(downlinks, self.down.per_cage) * (1 + self.down.skip)
        return cages * self.up.per_cage

    def downlinks_beside(self, up_ports: int) -> int:
        """Ports of the `down` group that fit beside so many of the `up` group in the same cages."""
        counts = range(1, self.down_ports + 1)
        return max((count for count in counts if self.first_up(count) + up_ports <= self.up_ports), default=0)

    def split(self, oversubscription: tuple[int, int], reserved_up: int) -> tuple[int, int]:
        """Downlinks and uplinks of a leaf whose directions take different ports; `reserved_up` stay free for peers."""
        down, up = oversubscription
        if not self.is_shared:
            return self.down_ports, self.up_ports - reserved_up
        for count in range(self.down_ports, 0, -1):
            uplinks = divide_up(count * self.down.speed_gbps * up, down * self.up.speed_gbps)
            if self.first_up(count) + uplinks + reserved_up <= self.up_ports:
                return count, uplinks
        return 0, 0


def list_classes(
    project: Project, network: NetworkRequest, tier: str, speed_gbps: int, up_speed_gbps: int | None
) -> Iterator[tuple[SwitchClass | None, str, str]]:
    """(class, name, '') for each class that may serve a tier, (None, model, reason) for each model that may not.

    `up_speed_gbps` None: the uplinks have the speed of the downlinks, or that of the uplink ports where a model has
    such.
    """
    wanted = network.models_of(tier)
    classes: dict[tuple[object, ...], list[tuple[DeviceType, PortGroup, PortGroup]]] = {}
    stocked = [lot.model for lot in project.inventory.lots]
    standing = [device.model for device in project.devices if device.role == tier]
    for model in dict.fromkeys((*stocked, *standing)):
        device_type = project.catalog.device_types.get(model)
        if device_type is None or device_type.role != "switch":
            continue
        if wanted and model not in wanted:
            yield None, model, f"not among the models that the request names for a {tier}"
            continue
        down, up = _groups(device_type, tier, speed_gbps, up_speed_gbps)
        if down is None or up is None:
            yield None, model, _no_ports(device_type, speed_gbps)
            continue
        key = (
            device_type.protocol, down.group, down.cage_kind, down.mpos, down.lanes, down.skip, down.first_cage,
            down.absent, down.face, up.group, up.cage_kind, up.mpos, up.speed_gbps,
        )  # fmt: skip
        classes.setdefault(key, []).append((device_type, down, up))
    for members in classes.values():
        # A class of p ports takes every model that has at least p: one class per port count that occurs.
        for ports in sorted({(down.ports, up.ports) for _, down, up in members}, reverse=True):
            enough = [m for m in members if m[1].ports >= ports[0] and m[2].ports >= ports[1]]
            exact = next(m for m in members if (m[1].ports, m[2].ports) == ports)
            models = tuple(device_type.model for device_type, _, _ in enough)
            found = SwitchClass(
                models=models,
                down=exact[1],
                up=exact[2],
                down_ports=ports[0],
                up_ports=ports[1],
                protocol=exact[0].protocol,
            )
            yield found, found.name, ""


def _groups(
    device_type: DeviceType, tier: str, speed_gbps: int, up_speed_gbps: int | None
) -> tuple[PortGroup | None, PortGroup | None]:
    """The port groups of a model for links of a speed downwards and upwards."""
    if device_type.group(ACCESS_GROUP) and tier == "leaf":
        down = _at_speed(device_type, ACCESS_GROUP, speed_gbps)
        up = device_type.group(UPLINK_GROUP)
        return down, up if up_speed_gbps is None else _at_speed(device_type, UPLINK_GROUP, up_speed_gbps)
    down = _at_speed(device_type, FABRIC_GROUP, speed_gbps)
    if up_speed_gbps in (None, speed_gbps):
        return down, down
    return down, _at_speed(device_type, FABRIC_GROUP, up_speed_gbps)


def _at_speed(device_type: DeviceType, cages: str, speed_gbps: int | None) -> PortGroup | None:
    return next((group for group in device_type.modes(cages) if group.speed_gbps == speed_gbps), None)


def _no_ports(device_type: DeviceType, speed_gbps: int) -> str:
    speeds = sorted(
        {g.speed_gbps for g in device_type.port_groups if g.cages_of in (FABRIC_GROUP, ACCESS_GROUP)}, reverse=True
    )
    found = " or ".join(f"{speed}G" for speed in speeds) if speeds else "no fabric ports"
    return f"the network wants {speed_gbps}G ports, {device_type.model} has {found}"


class SwitchStock:
    """The switches and optics that are left as designs take them: a working value of one list of candidates."""

    def __init__(self, project: Project, taken: Counter[str]):
        self.project, self.taken = project, taken

    def left(self, model: str) -> int | None:
        """Pieces of a model that nothing took yet, None for as many as wanted."""
        quantity = self.project.inventory.quantity(model, self.project.request.racks_ready)
        return None if quantity is None else max(0, quantity - self.taken[model])

    def assign(self, models: tuple[str, ...], count: int) -> tuple[str, ...] | None:
        """Models for `count` pieces: one model where its lots suffice, else the lots in order; None if too few."""
        lefts = [(model, self.left(model)) for model in models]
        for model, left in lefts:
            if left is None or left >= count:
                return (model,) * count
        chosen: list[str] = []
        for model, left in sorted(lefts, key=lambda item: -(item[1] or 0)):
            chosen += [model] * min(left or 0, count - len(chosen))
        return tuple(chosen) if len(chosen) == count else None

    def missing(self, models: tuple[str, ...], count: int, what: str) -> str:
        """Which count is missing and what comes later: 'needs 48 leaves ...; stock has 41, 7 more arrive on ...'."""
        ready = self.project.request.racks_ready
        have = sum(self.left(model) or 0 for model in models)
        used = sum(self.taken[model] for model in models)
        before = [f"{used:,} more are taken by the networks before it"] if used else []
        later = [
            f"{'any number' if lot.quantity is None else lot.quantity} more "
            f"{'arrives' if lot.quantity == 1 else 'arrive'} on {lot.arrives}"
            for lot in self.project.inventory.lots
            if lot.model in models and lot.is_late(ready)
        ]
        return f"needs {count:,} {what}; stock has {', '.join([f'{have:,}', *before, *later])}"
