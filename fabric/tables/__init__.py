"""The rows of a plan for programs: links, cables, assemblies, pulls, devices and steps as typed records.

Imports layouts, catalog, topology, plan, rules and work.
Never writes, and never formats a figure.
"""

from fabric.tables.plan_tables import PlanTables, tables_of
from fabric.tables.record_table import RecordTable
from fabric.tables.records import RECORDS, AssemblyRecord, CableRecord, DeviceRecord, LinkRecord, PullRecord, StepRecord

__all__ = [
    "RECORDS",
    "AssemblyRecord",
    "CableRecord",
    "DeviceRecord",
    "LinkRecord",
    "PlanTables",
    "PullRecord",
    "RecordTable",
    "StepRecord",
    "tables_of",
]
