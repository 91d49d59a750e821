"""What stands where, and what is already cabled."""

from dataclasses import dataclass
from typing import Literal

from layouts import Face

Status = Literal["planned", "staged", "installed", "tested", "locked"]
Role = Literal["host", "leaf", "spine", "core", "other"]


@dataclass(frozen=True, kw_only=True)
class Device:
    """One switch or host. `rack` and `position_half_ru` are None until it is placed.

    `position_half_ru` is twice the lowest-numbered unit; `face` is the side of the rack where its ports show.
    """

    id: str
    model: str
    role: Role
    rack: str | None
    position_half_ru: int | None
    face: Face
    su: int | None
    status: Status


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
    """A cable that lies already, locked: its ports are taken, its cross-section fills the pathways it names."""

    id: str
    a_device: str
    a_port: str
    b_device: str
    b_port: str
    diameter_um: int
    pathways: tuple[str, ...]
    status: Status
