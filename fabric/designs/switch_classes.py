"""The switches that may serve a tier, in classes of models with the same cages and speed.

Models of a class stand in for each other, so that a tier may mix lots. A class of p ports holds every model that has
at least p.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabric.catalog import ACCESS_GROUP, FABRIC_GROUP, UPLINK_GROUP, DeviceType, PortGroup
from fabric.project import NetworkRequest, Project
from fabric.topology import needed_uplinks
from layouts import divide_up


@dataclass(frozen=True, kw_only=True)
class SwitchClass:
    """Switch models that can replace each other in a tier."""

    models: tuple[str, ...]
    """The models, in order of the inventory."""
    down: PortGroup
    """Ports towards devices, or towards the tier below."""
    up: PortGroup
    """Ports towards the tier above; may be the same group."""
    down_ports: int
    """Ports of the `down` group that every model has."""
    up_ports: int
    """Ports of the `up` group that every model has."""
    protocol: str = ""
    """`infiniband` or `ethernet`; empty where the catalogue states none."""

    def speaks_with(self, other: "SwitchClass") -> bool:
        """Whether links between the two can work. A model without a stated protocol is not refused."""
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
        """All models."""
        return "/".join(self.models)

    def first_up(self, downlinks: int) -> int:
        """The first port of the `up` group after `downlinks` ports of the `down` group."""
        if self.is_plain:
            return downlinks
        if not self.is_shared:
            return 0
        cages = divide_up(downlinks, self.down.per_cage) * (1 + self.down.skip)
        return cages * self.up.per_cage

    def downlinks_beside(self, up_ports: int) -> int:
        """Ports of the `down` group that fit beside `up_ports` of the `up` group in the same cages."""
        counts = range(1, self.down_ports + 1)
        return max((count for count in counts if self.first_up(count) + up_ports <= self.up_ports), default=0)

    def split(self, oversubscription: tuple[int, int], reserved_up: int) -> tuple[int, int]:
        """Downlinks and uplinks of a leaf whose directions take different ports; `reserved_up` stay free for peers."""
        if not self.is_shared:
            return self.down_ports, self.up_ports - reserved_up
        for count in range(self.down_ports, 0, -1):
            uplinks = needed_uplinks(count, oversubscription, self.down.speed_gbps, self.up.speed_gbps)
            if self.first_up(count) + uplinks + reserved_up <= self.up_ports:
                return count, uplinks
        return 0, 0


class ClassOption(NamedTuple):
    """A class that may serve a tier, or a model that may not."""

    found: SwitchClass | None
    """The class; None where the model may not serve."""
    name: str
    """Name of the class, or of the model."""
    reason: str
    """The reason why the model may not serve; '' for a class."""


class _Fit(NamedTuple):
    """A model with its ports for the links of a tier."""

    device_type: DeviceType
    down: PortGroup
    up: PortGroup


def list_classes(
    project: Project, network: NetworkRequest, tier: str, speed_gbps: int, up_speed_gbps: int | None
) -> Iterator[ClassOption]:
    """Each class that may serve a tier, and each model that may not with the reason.

    `up_speed_gbps` None: the uplinks have the speed of the downlinks, or that of the uplink ports where a model has
    such ports.
    """
    wanted = network.models_of(tier)
    alike: dict[tuple[object, ...], list[_Fit]] = {}
    for device_type in _list_switch_types(project, tier):
        model = device_type.model
        if wanted and model not in wanted:
            yield ClassOption(None, model, f"not among the models that the request names for a {tier}")
            continue
        fits = list(_list_fits(device_type, tier, speed_gbps, up_speed_gbps))
        if not fits:
            yield ClassOption(None, model, _no_ports(device_type, tier, speed_gbps, up_speed_gbps))
        for fit in fits:
            down, up = fit.down, fit.up
            key = (
                device_type.protocol, down.group, down.cage_kind, down.mpos, down.lanes, down.skip, down.first_cage,
                down.absent, down.face, up.group, up.cage_kind, up.mpos, up.speed_gbps,
            )  # fmt: skip
            alike.setdefault(key, []).append(fit)
    for same in alike.values():
        yield from _list_by_ports(same)


def _list_switch_types(project: Project, tier: str) -> Iterator[DeviceType]:
    """The switch types that have a lot in the inventory or serve the tier already."""
    stocked = [lot.model for lot in project.inventory.lots]
    racked = [device.model for device in project.devices if device.role == tier]
    for model in dict.fromkeys((*stocked, *racked)):
        device_type = project.catalog.device_types.get(model)
        if device_type is not None and device_type.role == "switch":
            yield device_type


def _list_by_ports(fits: Sequence[_Fit]) -> Iterator[ClassOption]:
    """A class for each number of ports that occurs, most ports first. It holds every model with at least as many."""
    for down_ports, up_ports in sorted({(fit.down.ports, fit.up.ports) for fit in fits}, reverse=True):
        exact = next(fit for fit in fits if (fit.down.ports, fit.up.ports) == (down_ports, up_ports))
        found = SwitchClass(
            models=tuple(
                fit.device_type.model for fit in fits if fit.down.ports >= down_ports and fit.up.ports >= up_ports
            ),
            down=exact.down,
            up=exact.up,
            down_ports=down_ports,
            up_ports=up_ports,
            protocol=exact.device_type.protocol,
        )
        yield ClassOption(found, found.name, "")


def _list_fits(device_type: DeviceType, tier: str, speed_gbps: int, up_speed_gbps: int | None) -> Iterator[_Fit]:
    """The ways to use the cages of a model for links of a speed downwards and upwards, native ones first."""
    if device_type.group(ACCESS_GROUP) and tier == "leaf":
        uplink = device_type.group(UPLINK_GROUP)
        ups = ([uplink] if uplink else []) if up_speed_gbps is None else device_type.ways(UPLINK_GROUP, up_speed_gbps)
        for down in device_type.ways(ACCESS_GROUP, speed_gbps):
            yield from (_Fit(device_type, down, up) for up in ups)
        return
    for down in device_type.ways(FABRIC_GROUP, speed_gbps):
        ups = [down] if up_speed_gbps in (None, speed_gbps) else device_type.ways(FABRIC_GROUP, up_speed_gbps or 0)
        yield from (_Fit(device_type, down, up) for up in ups)


def _no_ports(device_type: DeviceType, tier: str, speed_gbps: int, up_speed_gbps: int | None) -> str:
    access, uplink = device_type.group(ACCESS_GROUP), device_type.group(UPLINK_GROUP)
    if access and tier == "leaf" and list(device_type.ways(ACCESS_GROUP, speed_gbps)):
        found = f"uplinks of {uplink.speed_gbps}G" if uplink else "no uplinks"
        wanted = f"{up_speed_gbps or speed_gbps}G uplinks (uplink_speed_gbps)"
        return f"the network wants {wanted}, {device_type.model} has {found}"
    speeds = sorted(
        {g.speed_gbps for g in device_type.port_groups if g.cages_of in (FABRIC_GROUP, ACCESS_GROUP)}, reverse=True
    )
    found = " or ".join(f"{speed}G" for speed in speeds) if speeds else "no fabric ports"
    return f"the network wants {speed_gbps}G ports, {device_type.model} has {found}"


Models = tuple[str, ...]
"""The models of a class."""
Left = dict[str, int | None]
"""Pieces that are left of each model; None for as many as wanted."""
Taken = dict[Models, dict[str, int]]
"""Pieces that each class takes of each of its models."""


def _has(left: int | None, count: int) -> bool:
    return left is None or left >= count


class SwitchStock:
    """The switches and optics of the inventory that earlier networks left."""

    def __init__(self, project: Project, taken: Counter[str]):
        listed = Counter(device.model for device in project.devices if device.supply == "bought")
        self.project, self.taken, self.listed = project, taken, listed

    def left(self, model: str) -> int | None:
        """Pieces of a model that are left; None without limit."""
        quantity = self.project.inventory.quantity(model, self.project.request.racks_ready)
        return None if quantity is None else max(0, quantity - self.taken[model] - self.listed[model])

    def assign(self, models: tuple[str, ...], count: int) -> tuple[str, ...] | None:
        """Models for `count` pieces of one class; None where all its models together have too few."""
        found = self.assign_all({models: count})
        return None if found is None else found[models]

    def assign_all(self, counts: Mapping[tuple[str, ...], int]) -> Mapping[tuple[str, ...], tuple[str, ...]] | None:
        """Models for the pieces of several classes, of which some may share models. None where they are too few.

        A class gets one model where its pieces suffice, else several, most pieces first. Where classes compete for a
        model, pieces are exchanged until all classes have theirs (augmenting paths), so that no answer is missed.
        """
        left = {model: self.left(model) for models in counts for model in models}
        taken: Taken = {models: {} for models in counts}
        # The class of fewest models chooses first: the others have more to choose from.
        for models in sorted(counts, key=len):
            whole = [model for model in models if _has(left[model], counts[models])]
            order = whole[:1] or sorted(models, key=lambda model: -(left[model] or 0))
            for model in order:
                self._take(models, model, counts[models] - sum(taken[models].values()), left, taken)
            while sum(taken[models].values()) < counts[models]:
                if not self._exchange(models, left, taken, {models}):
                    return None
        return {
            models: tuple(model for model, pieces in taken[models].items() for _ in range(pieces)) for models in counts
        }

    @staticmethod
    def _take(models: Models, model: str, count: int, left: Left, taken: Taken) -> int:
        """Takes up to `count` pieces of a model for a class, and returns their number."""
        free = left[model]
        pieces = count if free is None else min(count, free)
        taken[models][model] = taken[models].get(model, 0) + pieces
        left[model] = None if free is None else free - pieces
        return pieces

    def _exchange(self, models: Models, left: Left, taken: Taken, asked: set[Models]) -> bool:
        """Takes one more piece for a class, which another class may have to give up for a piece of another model."""
        for model in models:
            if left[model] != 0 and self._take(models, model, 1, left, taken):
                return True
        for model in models:
            for other in taken:
                holds = other not in asked and taken[other].get(model)
                if holds and self._exchange(other, left, taken, asked | {other}):
                    taken[other][model] -= 1
                    taken[models][model] = taken[models].get(model, 0) + 1
                    return True
        return False

    def missing(self, models: tuple[str, ...], count: int, what: str) -> str:
        """The reason where stock is short: 'needs 48 leaves ...; stock has 41, 7 more arrive on ...'."""
        ready = self.project.request.racks_ready
        have = sum(self.left(model) or 0 for model in models)
        used = sum(self.taken[model] for model in models)
        before = [f"{used:,} more {'is' if used == 1 else 'are'} taken by the networks before it"] if used else []
        listed = sum(self.listed[model] for model in models)
        before += [f"{listed:,} more {'is' if listed == 1 else 'are'} bought for equipment.yaml"] if listed else []
        later = [
            f"{'any number' if lot.quantity is None else lot.quantity} more "
            f"{'arrives' if lot.quantity == 1 else 'arrive'} on {lot.arrives}"
            for lot in self.project.inventory.lots
            if lot.model in models and lot.is_late(ready)
        ]
        return f"needs {count:,} {what}; stock has {', '.join([f'{have:,}', *before, *later])}"
