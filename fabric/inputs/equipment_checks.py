"""What the equipment of one project is held against, and the faults found so far."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from fabric.catalog import Catalog
from fabric.inputs.doubts import Doubts
from layouts import Document, Fault, KeyPath, Site

Placed = tuple[Document, KeyPath]
"""The place of an object: its file and its key path there."""


@dataclass(frozen=True, kw_only=True)
class EquipmentChecks:
    """What equipment is checked against: the project as far as it is known. Readers add faults, notes and ids."""

    folder: Path
    """Folder of the project."""
    document: Document
    """`equipment.yaml`."""
    site: Site | None
    """Its floor; without one no place is checked."""
    catalog: Catalog
    """Hardware."""
    doubts: Doubts
    """Names that nothing is checked against."""
    stocked: Collection[str]
    """Models that have a lot."""
    notes: list[str]
    """Sentences for people."""
    faults: list[Fault] = field(default_factory=list)
    """Faults so far."""
    where: dict[str, Placed] = field(default_factory=dict)
    """Place of each id so far."""

    def fault(self, placed: Placed, key: str, message: str, remedy: str) -> None:
        """Adds a fault at a key of an object; at the object itself where `key` is empty."""
        document, path = placed
        self.faults.append(document.fault((*path, key) if key else path, message, remedy))

    def claim(self, name: str, placed: Placed) -> None:
        """Remembers the place of an id; a second object with it is a fault."""
        if name in self.where:
            document, path = self.where[name]
            self.fault(
                placed,
                "id",
                f"two objects have the id '{name}', first in {document.name}, line {document.line_of(path)}",
                "Rename one of the two",
            )
        self.where.setdefault(name, placed)
