"""The forms of a site with the place of each in the files, and the faults that are found in them."""

from collections.abc import Iterable

from layouts.document import Document
from layouts.faults import Fault, InputError
from layouts.floor_form import PathwayForm, RackForm, SiteForm
from layouts.key_paths import KeyPath, format_key
from layouts.qualified_names import qualify_names


class SiteFiles:
    """The forms of one site. `where` remembers the place of each object by kind and id; `faults` are those so far."""

    def __init__(
        self,
        document: Document,
        form: SiteForm,
        racks: list[tuple[Document, KeyPath, RackForm]],
        pathways: list[tuple[Document, KeyPath, PathwayForm]],
    ):
        stated: list[tuple[Document, KeyPath, RackForm]] = [
            (document, ("racks", i), rack) for i, rack in enumerate(form.racks)
        ]
        self.document = document
        self.form, self.racks = qualify_names(form, stated + racks)
        self.pathways: list[tuple[Document, KeyPath, PathwayForm]] = [
            (document, ("pathways", i), pathway) for i, pathway in enumerate(form.pathways)
        ] + pathways
        self.faults: list[Fault] = []
        self.where: dict[tuple[str, str], tuple[Document, KeyPath]] = {}

    def stop_on_faults(self) -> None:
        """Raises InputError where there are faults."""
        if self.faults:
            raise InputError(self.faults)

    def fault(self, path: KeyPath, message: str, remedy: str) -> None:
        """Adds a fault of `site.yaml`."""
        self.faults.append(self.document.fault(path, message, remedy))

    def place_all(self, key: str, ids: Iterable[str]) -> None:
        """Remembers the places of the objects in a list of `site.yaml`; an id that occurs twice is a fault."""
        placed: list[tuple[KeyPath, str]] = [((key, index, "id"), name) for index, name in enumerate(ids)]
        self.faults.extend(_duplicate_faults(self.document, placed, key))
        for path, name in placed:
            self.where[key[:-1], name] = self.document, path[:-1]

    def refer(self, document: Document, path: KeyPath, name: str | None, known: Iterable[str], what: str) -> None:
        """A name of an object that does not exist is a fault."""
        names = sorted(known)
        if name is not None and name not in names:
            meant = [known for known in names if known.endswith(f".{name}")] or names
            listed = ", ".join(meant[:8]) + (", ..." if len(meant) > 8 else "")
            self.faults.append(
                document.fault(
                    path, f"there is no {what} '{name}'", f"Use one of: {listed}" if names else f"Define the {what}"
                )
            )

    def place_once(self, kind: str, name: str, document: Document, path: KeyPath) -> None:
        """Remembers the place of an object; a second one with the same id is a fault."""
        if (kind, name) in self.where:
            first, first_path = self.where[kind, name]
            self.faults.append(
                document.fault(
                    path,
                    f"two {kind}s have the id '{name}', first in {first.name}, line {first.line_of(first_path)}",
                    "Rename one of the two",
                )
            )
            return
        self.where[kind, name] = document, path


def _duplicate_faults(document: Document, ids: list[tuple[KeyPath, str]], what: str) -> list[Fault]:
    """A fault for each id that occurs again; `ids` are (place, id) in order."""
    seen: dict[str, KeyPath] = {}
    faults = []
    for path, name in ids:
        if name in seen:
            first = f"{format_key(seen[name])} in line {document.line_of(seen[name])}"
            faults.append(
                document.fault(path, f"two {what} have the id '{name}', first at {first}", "Rename one of the two")
            )
        seen.setdefault(name, path)
    return faults
