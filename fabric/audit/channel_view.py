"""The channels of a plan: the parts of each link from A to B, and the ports and transceivers at both ends.

A channel is one cable, or a cord, a lane of a trunk that lies between two panels, and a cord; over more panels, more of
them in turn.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from fabric.audit.cord_ends import CordEnds
from fabric.audit.end_names import ENDS, End
from fabric.audit.panel_lanes import LaneEnd, LaneMap
from fabric.catalog import CableType, OpticType, PortGroup, TrunkType
from fabric.plan import AssemblyKind, Plan
from fabric.project import PanelTrunk


@dataclass(frozen=True)
class Part:
    """One piece of a channel: a segment, or the lane of a trunk between two segments."""

    kind: AssemblyKind
    """Kind of the assembly in the plan, with its lengths. A lane has a kind of its own, as long as its trunk."""
    model: CableType | TrunkType | PanelTrunk
    """The same assembly in the catalogue: a trunk where the form of the kind is trunk. The trunk itself for a lane."""

    @property
    def is_lane(self) -> bool:
        """Whether it lies between panels already, so that it is no assembly of the plan."""
        return isinstance(self.model, PanelTrunk)

    @cached_property
    def longest_mm(self) -> int:
        """Longest way from plug to plug."""
        kind = self.kind
        return kind.body_mm + max(kind.a_legs_mm, default=0) + max(kind.b_legs_mm, default=0)

    @property
    def has_modules(self) -> bool:
        """Whether it brings modules of its own, so that it needs no transceiver."""
        return self.kind.form not in ("jumper", "trunk")


@dataclass(frozen=True, kw_only=True)
class ChannelEnd:
    """One end of a channel, on a port that exists."""

    channel: "JudgedChannel"
    """The channel whose end it is."""
    end: End
    """`a` for the first end of the channel, `b` for the last."""
    part: Part
    """First part of the channel at A, last part at B."""
    group: PortGroup
    """Group of the port, in its mode."""
    cage: tuple[int, str, int]
    """Device, port group without its mode, number of the cage."""
    optic: OpticType | None
    """None where there is none, and for a part with modules of its own."""

    @property
    def name(self) -> str:
        """The channel in findings."""
        return self.channel.name

    @property
    def cage_name(self) -> str:
        """The cage in findings."""
        return f"{self.channel.plan.devices[self.cage[0]].id} cage {self.cage[2]}"


class JudgedChannel:
    """One link with its parts and the landings whose ports exist."""

    def __init__(self, link: int, parts: list[Part | None], view: "ChannelView"):
        self.link = link
        self.parts = [part for part in parts if part is not None]
        self.is_known = len(self.parts) == len(parts)
        """Whether a lane lies behind each port of a panel that it passes; where none does, `one-lane` tells."""
        self._view = view
        self.landings = [found for end in ENDS if (found := self._land(end)) is not None]
        self.optics = [landing.optic for landing in self.landings if landing.optic is not None]

    @property
    def plan(self) -> Plan:
        """The plan of the link."""
        return self._view.plan

    @property
    def name(self) -> str:
        """The link and its assembly kinds."""
        return f"{self._view.ends.name(self.link)} ({', '.join(part.kind.id for part in self.parts)})"

    def _land(self, end: End) -> ChannelEnd | None:
        ends, plan = self._view.ends, self._view.plan
        device, name = ends.device(self.link, end), ends.group(self.link, end)
        group, port = plan.project.catalog.device_types[device.model].group(name), ends.port(self.link, end)
        if port is None or group is None:
            return None
        part = self.parts[0 if end == "a" else -1]
        cage = ends.device_number(self.link, end), group.cages_of, port.cage
        return ChannelEnd(
            channel=self,
            end=end,
            part=part,
            group=group,
            cage=cage,
            optic=None if part.has_modules else self._view.optic_in.get(cage),
        )


class ChannelView:
    """All channels, the transceivers by cage, and the links without a channel."""

    def __init__(self, plan: Plan):
        self.plan = plan
        cords = CordEnds(plan)
        self.ends = cords.names
        catalog, optics = plan.project.catalog, plan.optics
        self.optics_in: dict[tuple[int, str, int], list[OpticType]] = defaultdict(list)
        for device, group, cage, model in zip(
            optics.device.tolist(), optics.group.tolist(), optics.cage.tolist(), optics.model.tolist(), strict=True
        ):
            self.optics_in[device, plan.cage_groups[group], cage].append(catalog.optics[plan.optic_models[model]])
        self.optic_in = {cage: found[-1] for cage, found in self.optics_in.items()}
        kinds = [Part(k, catalog.trunks[k.model] if k.form == "trunk" else catalog.cables[k.model]) for k in plan.kinds]
        kind_of = plan.assemblies.kind.tolist()
        cord_of = [kinds[kind_of[assembly]] for assembly in plan.segments.assembly.tolist()]
        lanes = LaneMap(plan, cords)
        self.channels = [
            JudgedChannel(link, list(_list_parts(rows, cord_of, lanes)), self)
            for link, rows in sorted(cords.rows_of.items())
        ]
        self.known = [channel for channel in self.channels if channel.is_known]
        """Channels all of whose parts are known."""
        self.landings = [landing for channel in self.channels for landing in channel.landings]
        self.without = [link for link in range(len(plan.links)) if link not in cords.rows_of]


def _list_parts(rows: list[int], cord_of: list[Part], lanes: LaneMap) -> Iterator[Part | None]:
    """The parts of a link from A to B; None for a lane that is missing behind the port of a panel."""
    yield cord_of[rows[0]]
    for row, after in pairwise(rows):
        sockets = [socket for socket in lanes.sockets_between(row, after) if socket is not None]
        # Cord and trunk of the plan meet at one port of a panel that it places.
        if sockets and lanes.panels[sockets[0][0]].placed is None:
            lane = lanes.behind.get(sockets[0])
            yield _lane_part(lane) if lane else None
        yield cord_of[after]


def _lane_part(lane: LaneEnd) -> Part:
    """The lane of a trunk between panels as a part of a channel, with the figures of its trunk."""
    trunk = lane.trunk
    kind = AssemblyKind(
        id=lane.name,
        model=trunk.id,
        form="trunk",
        custom=False,
        body_mm=trunk.length_mm,
        a_legs_mm=(),
        b_legs_mm=(),
        connector=trunk.connector,
        gender=trunk.gender,
        polarity=trunk.polarity,
        links=1,
    )
    return Part(kind, trunk)


def list_channels(plan: Plan) -> list[ChannelView]:
    """The one view of all channels of a plan."""
    return [ChannelView(plan)]
