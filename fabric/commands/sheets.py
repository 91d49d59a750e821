"""Write the sheets of PLAN_FILE into folders by role: crew, racks, store, supplier, test, lead, data, phone.

index.html says what each is for. Lists that nobody carries are XLSX and CSV only, unless --pdf all asks for them.

--crew, --row, --rack, --network and --phase choose a part of the floor. Pull and door sheets, cable schedule,
port map, labels, tests, kitting and optics list then cover that part only. Order form and bill of materials are always
whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import click

from fabric.commands.grouped import GroupedCommand
from fabric.commands.progress import Progress
from fabric.commands.shared import (
    JSON,
    PAPER,
    PATH,
    QUIET,
    REVISION,
    TARGET,
    Choice,
    Decorator,
    is_quiet,
    load_sound,
    note,
    open_prepared,
    tell_files,
)
from fabric.vocabulary import LabelStockName, PdfSet


def several(name: str, words: str, kind: type = str) -> Decorator:
    """An option that may be given several times."""
    return click.option(f"--{name}", f"{name}s", type=kind, multiple=True, help=f"{words}; may be given several times.")


@click.command(cls=GroupedCommand, help=__doc__)
@click.argument("plan_file", type=PATH)
@click.option(
    "-o", "--output", type=TARGET, required=True, help="Folder to write. An older set in it is replaced as a whole."
)
@PAPER
@REVISION
@click.option(
    "--pdf",
    type=Choice(get_args(PdfSet)),
    default="carried",
    show_default=True,
    help="PDF files of what people carry, or of all documents.",
)
@click.option(
    "--base-url",
    default="",
    show_default="none",
    metavar="URL",
    help="Address that precedes cable id and end in every QR code.",
)
@click.option(
    "--label-stock",
    "label_stocks",
    type=Choice(get_args(LabelStockName)),
    multiple=True,
    show_default="by diameter of the cable",
    help="Sheet or roll of labels; may be given several times.",
)
@click.option("--label-text-only", is_flag=True, help="Labels without a QR code.")
@click.option("--label-dpi", type=click.IntRange(100, 1200), default=300, help="Dots per inch of the label printer.")
@click.option(
    "--columns", default="", show_default="all", metavar="KEY,...", help="Columns of the cable schedule, in this order."
)
@click.option("--both-ways", is_flag=True, help="List each link in the cable schedule from either end.")
@several("crew", "Only what this crew does", int)
@several("row", "Only links that end in this row")
@several("rack", "Only links that end in this rack")
@several("network", "Only links of this network")
@several("phase", "Only links of this build phase", int)
@click.option("--status", multiple=True, hidden=True, help="Has no effect. Only this version still accepts it.")
@click.option("-v", "--verbose", is_flag=True, help="Name each file as soon as it is written.")
@QUIET
@JSON
def sheets(plan_file: Path, output: Path, status: tuple[str, ...], verbose: bool, as_json: bool, **wanted: Any) -> None:
    """Runs the command."""
    from fabric.report import make_report
    from fabric.sheets import Wanted, list_stock_notes, read_options, write_sheets

    if status:
        note(["--status has no effect: every link of a plan is planned. Only this version still accepts the option"])
    with open_prepared(plan_file, "fabric.sheets") as executor:
        found = load_sound(plan_file)
        options = read_options(found, Wanted(**wanted))
        note(list_stock_notes(found, options))
        with Progress(verbose, is_quiet()) as shown:
            report = shown.tell if verbose else _say_nothing
            names = write_sheets(found, output, report, options, executor, make_report, shown.advance)
    tell_files(output, names, _list_folders(output, names, any(kind.custom for kind in found.kinds)), as_json)


def _say_nothing(name: str) -> None:
    pass


def _list_folders(output: Path, names: Sequence[str], is_ordered: bool) -> Iterator[str]:
    """A line for each folder, and what to open first."""
    for folder, count in Counter(name.split("/")[0] for name in names if "/" in name).items():
        yield f"  {folder:<10}{count:>4} file{'s' if count > 1 else ''}"
    yield f"{len(names)} files in {output}. Open {output / 'index.html'} first; crews start from {output / 'crew'}"
    if is_ordered:
        yield f"Custom assemblies are ordered with {output / 'supplier'}"
