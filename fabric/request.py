"""What must be connected, within which limits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Objective = Literal["install-time", "person-hours", "cost"]


@dataclass(frozen=True)
class NetworkRequest:
    """One network that is wanted.

    `port_group` names the ports of the hosts (catalogue); `oversubscription` is (downlinks, uplinks) of a leaf.
    Where leaves stand already without hosts on them, `uplinks_per_leaf` says how many uplinks each spreads.
    """

    id: str
    topology: Literal["rail-optimized", "leaf-spine"]
    port_group: str
    speed_gbps: int
    nodes_per_su: int | None
    rails: int | None
    planes: int
    oversubscription: tuple[int, int]
    tiers: int | None
    uplinks_per_leaf: int | None
    switch_models: tuple[str, ...]
    switch_face: Literal["front", "rear"]


@dataclass(frozen=True)
class Limits:
    """What the planner may use."""

    trunk_legs: tuple[int, ...]
    bundle_jumpers: int
    custom_kinds: int | None
    fibers: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """All networks with limits, dates and the objective."""

    networks: tuple[NetworkRequest, ...]
    limits: Limits
    racks_ready: datetime | None
    deadline: datetime | None
    budget_cents: int | None
    objective: Objective
    seed: int
