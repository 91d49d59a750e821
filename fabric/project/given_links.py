"""Links that a project lists port by port: they are laid as they stand in the list, not designed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GivenEnd:
    """One end of a listed link."""

    device: str
    """Id of the device."""
    group: str
    """Port group of the device type; `:mode` follows where its cages are split."""
    port: str
    """Name of the port in its group, as printed on the metal."""


@dataclass(frozen=True)
class GivenLink:
    """One link of a list."""

    a: GivenEnd
    """The end that the list names first."""
    b: GivenEnd
    """The other end."""
    speed_gbps: int
    """Speed of the link in Gb/s: that of both ports."""
