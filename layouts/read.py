"""Reads `site.yaml` and its CSV lists into a `Site`, and collects every fault with its place."""

from pathlib import Path

from layouts.csv_lists import read_list
from layouts.document import Document, read_yaml
from layouts.faults import Fault, InputError
from layouts.floor_form import PathwayForm, RackForm, SiteForm
from layouts.forms import fill_form
from layouts.site import Site
from layouts.site_builder import SiteBuilder
from layouts.site_files import SiteFiles


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
