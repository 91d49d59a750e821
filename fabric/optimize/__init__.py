"""The decisions: where switches stand, which cable runs where, who does what when. The only door to ortools.

Imports everything down to layouts, but for the judge and the sheets.
Never touches a file, never prints, never reads a clock to decide.
"""

from fabric.optimize.candidate import Cabled, Placed, Racks, Rival
from fabric.optimize.placement.blocks import TIERS
from fabric.optimize.schedule.list_scheduling import Dispatch, Measure, Work
from fabric.optimize.state import Finders, State, nothing_decided

__all__ = [
    "TIERS",
    "Cabled",
    "Dispatch",
    "Finders",
    "Measure",
    "Placed",
    "Racks",
    "Rival",
    "State",
    "Work",
    "nothing_decided",
]
