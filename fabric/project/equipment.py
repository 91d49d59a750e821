"""Devices, panels and the installed cables."""

from dataclasses import dataclass
from typing import Literal

from layouts import Face

Status = Literal["planned", "staged", "installed", "tested", "locked"]
Role = Literal["host", "leaf", "spine", "core", "other"]


@dataclass(frozen=True, kw_only=True)
class Device:
    """One switch, host, server or PDU."""

    id: str
    model: str
    role: Role
    rack: str | None
    """Id of its rack; None until it is placed."""
    position_half_ru: int | None
    """Twice the lowest-numbered unit that it takes; None until it is placed."""
    face: Face
    """Side of the rack at which its ports show."""
    su: int | None
    """Scalable unit of a host; None where the order of the list decides."""
    status: Status
    """Progress of its installation."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A patch panel that exists; it takes rack units."""

    id: str
    rack: str
    position_half_ru: int
    half_ru: int
    ports: int
    connector: str


@dataclass(frozen=True, kw_only=True)
class ExistingCable:
    """A cable that is installed and stays: its ports are in use, and it fills the pathways that it names."""

    id: str
    a_device: str
    a_port: str
    b_device: str
    b_port: str
    diameter_um: int
    pathways: tuple[str, ...]
    status: Status
