"""Reads a project folder into a `Project`, with all faults at once; writes schemas and the files of templates.

Imports layouts, vocabulary, catalog, writers, project and rules.
Never decides and never plans.
"""

from fabric.inputs.crew_forms import LabourForm
from fabric.inputs.project_reader import read_folder, read_project
from fabric.inputs.project_writer import write_project
from fabric.inputs.schemas import FORMS, LIST_FORMS, schema_text
from fabric.inputs.unread_files import FILES

__all__ = [
    "FILES",
    "FORMS",
    "LIST_FORMS",
    "LabourForm",
    "read_folder",
    "read_project",
    "schema_text",
    "write_project",
]
