"""Plugs that are inspected and cleaned before they are plugged: those of fiber, whose end faces lie open."""

from fabric.rules.media import Medium


def has_end_faces(medium: Medium) -> bool:
    """Whether the plugs of a medium have end faces. RJ45 has none, and DAC and AOC end in modules of their own."""
    return bool(medium.trunks) or medium.cables[0].form == "jumper"
