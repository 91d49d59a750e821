"""Trios of fabric/audit/needs.py: what a network must offer, whatever its family.

Names tell roles: h host, l leaf, s spine.
"""

from fabric.project import Needs
from tests.fabric.audit.small_plan import HOST, net
from tests.fabric.audit.trios.trio import Trio, trio

UP = ("leaf-spine l1 s1", "leaf-spine l2 s1")
"""An uplink of each leaf."""
LINE = ("node-leaf h1 l1", "node-leaf h2 l2", "node-leaf h3 l3", "global l1 l2", "global l2 l3")
"""Three leaves in a line, with a host each."""


@trio("hops-as-needed")
def hops_as_needed() -> Trio:
    """In a line of three leaves, l1 and l3 are two hops apart; each is the one leaf of its class."""
    return Trio(
        accepts=net("jellyfish", *LINE),
        rejects=net("jellyfish", *LINE, needs=Needs(hops=1)),
        next_door=net("jellyfish", *LINE, needs=Needs(hops=2)),
        alone=True,
        count=1,
        object="l1",
        found="2 hops to the farthest leaf",
        allowed="1 hops",
        remedy="Take a design with shorter ways, or allow more hops",
    )


@trio("bandwidth-as-needed")
def bandwidth_as_needed() -> Trio:
    """Leaf l1 has two links of 400G to hosts and one up: 50 %; leaf l2 has as much up as down."""
    links = ("node-leaf h1 l1", "node-leaf h2 l1", "node-leaf h1 l2", *UP)
    return Trio(
        accepts=net("leaf-spine", *HOST, *UP, needs=Needs(bisection_pct=100)),
        rejects=net("leaf-spine", *links, oversubscription=(2, 1), leaf_per="fabric", needs=Needs(bisection_pct=51)),
        next_door=net("leaf-spine", *links, oversubscription=(2, 1), leaf_per="fabric", needs=Needs(bisection_pct=50)),
        alone=True,
        object="l1",
        found="400 Gb/s up for 800 Gb/s down",
        allowed="at least 51 %",
        remedy="Add uplinks, or need less bandwidth between halves",
    )


@trio("uplinks-left-as-needed")
def uplinks_left_as_needed() -> Trio:
    """Each leaf has three uplinks, two of them to s1: a third is left when s1 fails."""
    links = (*HOST, *UP, *UP, "leaf-spine l1 s2", "leaf-spine l2 s2")
    return Trio(
        accepts=net("leaf-spine", *links),
        rejects=net("leaf-spine", *links, needs=Needs(uplinks_left_pct=34)),
        next_door=net("leaf-spine", *links, needs=Needs(uplinks_left_pct=33)),
        alone=True,
        count=2,
        object="l1",
        found="33 % of its uplinks left",
        allowed="at least 34 %",
        remedy="Spread its uplinks over more switches",
    )


@trio("oversubscription-as-needed")
def oversubscription_as_needed() -> Trio:
    """Leaf l1 has two links of 400G to hosts and one to a switch, l2 one each: 2:1 at most. A link between two leaves
    counts at both of its ends.
    """
    links = ("node-leaf h1 l1", "node-leaf h2 l1", "node-leaf h1 l2", "global l1 l2")
    return Trio(
        accepts=net("jellyfish", *links),
        rejects=net("jellyfish", *links, needs=Needs(oversubscription=(3, 2))),
        next_door=net("jellyfish", *links, needs=Needs(oversubscription=(2, 1))),
        alone=True,
        object="l1",
        found="800 Gb/s to devices, 400 Gb/s to other switches",
        allowed="3:2 or less",
        remedy="Add links between switches, or need a higher ratio",
    )
