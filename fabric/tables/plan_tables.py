"""All tables of a plan. A table is made when it is first asked for, and what several share is made once."""

from functools import cached_property

from fabric.plan import Plan, plan_of_cords
from fabric.tables.cable_table import list_cables, list_links
from fabric.tables.place_table import list_devices
from fabric.tables.plan_names import PlanNames
from fabric.tables.record_table import RecordTable
from fabric.tables.records import AssemblyRecord, CableRecord, DeviceRecord, LinkRecord, PullRecord, StepRecord
from fabric.tables.work_table import list_assemblies, list_pulls, list_steps
from fabric.topology import TIERS


class PlanTables:
    """The tables of one plan: its figures as the sheets print them, as numbers with their units in the names."""

    def __init__(self, plan: Plan):
        self._names = PlanNames(plan)
        # Pieces of cable end at panels too; links and devices are those of the plan.
        self._cords = PlanNames(plan_of_cords(plan)) if plan.joints else self._names

    @cached_property
    def links(self) -> RecordTable[LinkRecord]:
        """Every link once, in the order of the plan."""
        return list_links(self._names)

    @cached_property
    def cables(self) -> RecordTable[CableRecord]:
        """Every link with its pieces of cable, in the order of the cable schedule: pull by pull, leg by leg.

        A link over panels has two.
        """
        return list_cables(self._cords)

    @cached_property
    def assemblies(self) -> RecordTable[AssemblyRecord]:
        """Every piece of cable, pull by pull."""
        return list_assemblies(self._cords)

    @cached_property
    def pulls(self) -> RecordTable[PullRecord]:
        """Every pull, by number."""
        return list_pulls(self._cords)

    @cached_property
    def devices(self) -> RecordTable[DeviceRecord]:
        """Every device with its place: those of the project, then the new switches."""
        return list_devices(self._names)

    @cached_property
    def switches(self) -> RecordTable[DeviceRecord]:
        """The switches among the devices."""
        return self.devices.where(lambda device: device.role in TIERS)

    @cached_property
    def steps(self) -> RecordTable[StepRecord]:
        """Every step, crew by crew in order of work."""
        return list_steps(self._cords)


def tables_of(plan: Plan) -> PlanTables:
    """The tables of a plan."""
    return PlanTables(plan)
