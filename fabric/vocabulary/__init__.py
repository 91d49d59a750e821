"""The words that a request, a command and a sheet share: each list once, as a type.

Imports no other room, so that the help of a command is instant.
Never holds a value that is computed.
"""

from fabric.vocabulary.renamed import RENAMED_KEYS, RENAMED_WORDS
from fabric.vocabulary.words import (
    ANY,
    BY_RAIL,
    CLOS,
    CatalogFile,
    Family,
    FamilyWord,
    HostOrder,
    InputFile,
    LabelStockName,
    LeafPosition,
    ListFile,
    Objective,
    PaperName,
    PdfSet,
    ScheduleEffort,
    TemplateName,
    Weekday,
)

__all__ = [
    "ANY",
    "BY_RAIL",
    "CLOS",
    "RENAMED_KEYS",
    "RENAMED_WORDS",
    "CatalogFile",
    "Family",
    "FamilyWord",
    "HostOrder",
    "InputFile",
    "LabelStockName",
    "LeafPosition",
    "ListFile",
    "Objective",
    "PaperName",
    "PdfSet",
    "ScheduleEffort",
    "TemplateName",
    "Weekday",
]
