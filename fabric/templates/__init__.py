"""Worked sites to start from, as the texts of their files.

Imports no other room.
Never touches a file.
"""

from fabric.templates.around import TRUNK_LEGS
from fabric.templates.multirack import write_multirack
from fabric.templates.nvl72 import write_nvl72
from fabric.templates.registry import TEMPLATES, Template
from fabric.templates.roce import write_roce
from fabric.templates.superpod import write_room, write_superpod

__all__ = [
    "TEMPLATES",
    "TRUNK_LEGS",
    "Template",
    "write_multirack",
    "write_nvl72",
    "write_roce",
    "write_room",
    "write_superpod",
]
