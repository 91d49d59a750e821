"""Kinds of listed links, and sections of their switches."""

import pytest

from fabric.topology import STAGES, kind_of_link, sections_of


@pytest.mark.parametrize(
    ("ends", "kind"),
    [
        (("host", "leaf"), "node-leaf"),
        (("other", "leaf"), "node-leaf"),
        (("leaf", "spine"), "leaf-spine"),
        (("spine", "core"), "spine-core"),
        (("leaf", "leaf"), "local"),
        (("core", "core"), "local"),
        (("host", "host"), "direct"),
        (("host", "spine"), "direct"),
        (("leaf", "core"), "direct"),
    ],
)
def test_kinds(ends: tuple[str, str], kind: str) -> None:
    """Neighbouring tiers have a kind of their own; one tier is local; what skips a tier or joins devices is direct."""
    assert STAGES[kind_of_link(*ends)] == kind


def test_sections() -> None:
    """l1 and l2 share h1, and l2 and l3 share h2; l4 serves h3 alone; l5 serves nothing."""
    pairs = [("h1", "l1"), ("h1", "l2"), ("h2", "l2"), ("h2", "l3"), ("h3", "l4")]
    assert sections_of(["l1", "l2", "l3", "l4", "l5"], pairs) == {"l1": 1, "l2": 1, "l3": 1, "l4": 2, "l5": 3}
