"""Reads `site.yaml` and its CSV lists into a `Site`, and collects every fault with its place."""

from pathlib import Path
from typing import TypeVar

from layouts.document import Document, read_csv, read_yaml
from layouts.faults import Fault, InputError
from layouts.floor_form import PathwayForm, RackForm, SiteForm
from layouts.forms import Form, fill_form
from layouts.key_paths import KeyPath
from layouts.site import Site
from layouts.site_builder import SiteBuilder
from layouts.site_files import SiteFiles

FormType = TypeVar("FormType", bound=Form)


def read_site(folder: Path, document: Document | None = None) -> Site:
    """The floor described in a project folder. Raises InputError with all faults of its files.

    `document` is `site.yaml` where it has been read already.
    """
    faults: list[Fault] = []
    racks = read_list(folder / "racks.csv", RackForm, faults)
    pathways = read_list(folder / "pathways.csv", PathwayForm, faults)
    document = document or read_yaml(folder / "site.yaml")
    try:
        form = fill_form(SiteForm, document)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    if faults:
        raise InputError(faults)
    return SiteBuilder(SiteFiles(document, form, racks, pathways)).build()


def read_list(
    path: Path, form_type: type[FormType], faults: list[Fault], name: str | None = None
) -> list[tuple[Document, KeyPath, FormType]]:
    """The well-formed rows of a CSV list, with their places; faults of the others are added to `faults`.

    Nothing where there is no such file.
    """
    if not path.exists():
        return []
    try:
        document = read_csv(path, name=name)
    except InputError as error:
        faults.extend(error.faults)
        return []
    rows: list[tuple[Document, KeyPath, FormType]] = []
    for index in range(len(document.data)):
        try:
            rows.append((document, (index,), fill_form(form_type, document, (index,))))
        except InputError as error:
            faults.extend(error.faults)
    return rows
