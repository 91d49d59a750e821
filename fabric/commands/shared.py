"""The parts that several commands share: common options, the reading of option texts, the printing of facts."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from fabric.vocabulary import RENAMED_WORDS, PaperName

if TYPE_CHECKING:
    from fabric.executors import Executor
    from fabric.plan import Plan
    from fabric.project import Project

    # Up to click 8.1 a choice is always of texts, and its class takes no parameter.
    _TextChoice = click.Choice[str]
else:
    _TextChoice = click.Choice

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


class Choice(_TextChoice):
    """An option or argument that takes one of several words; for a wrong word the nearest right one is suggested."""

    def __init__(self, words: Iterable[str]):
        super().__init__(tuple(words))

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        try:
            return super().convert(value, parameter, context)
        except click.BadParameter as error:
            near = get_close_matches(str(value).lower(), self.choices, 1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            self.fail(f"{error.message.rstrip('.')}.{meant}", parameter, context)


class Word(Choice):
    """An option that takes a word of the request; the old name of a renamed word is accepted too, with a note."""

    def __init__(self, words: Iterable[str], key: str):
        super().__init__(words)
        self.renamed = {renamed.old: renamed for renamed in RENAMED_WORDS if renamed.path[-1] == key}

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        if value in self.renamed:
            note([f"--{parameter.name}: {self.renamed[value].note}" if parameter else self.renamed[value].note])
            value = self.renamed[value].new
        return super().convert(value, parameter, context)


class Target(click.Path):
    """A file or folder to write. The folder around it must be there: a wrong one would be made in silence."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        path = Path(os.fsdecode(super().convert(value, parameter, context)))
        # What else is wrong with the place is said by the command.
        with contextlib.suppress(PermissionError, NotADirectoryError):
            if not path.parent.exists():
                said = f"folder {path.parent} does not exist. Make it first, or choose another place"
                self.fail(said, parameter, context)
        return path


def _quieten(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    context.meta[_QUIET] = value


_QUIET = "fabric.quiet"
PATH = click.Path(path_type=Path)
TARGET = Target()
JSON = click.option("--json", "as_json", is_flag=True, help="Print facts as JSON.")
PAPER = click.option("--paper", type=Choice(get_args(PaperName)), default="a4", help="Paper size of all PDF files.")
REVISION = click.option(
    "--revision", default="", show_default="none", metavar="TEXT", help="Text at the foot of every page."
)
RUNS = click.option(
    "--runs", type=click.IntRange(20, 100_000), default=400, show_default=True, help="Number of simulated runs."
)


VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Keep every line of progress on a terminal.")
QUIET = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    # Eager: an option before it may have a note of its own.
    is_eager=True,
    expose_value=False,
    callback=_quieten,
    help="Print no progress and no notes; errors and warnings stay.",
)


def reading(read: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """A callback that reads the text of an option; a ValueError becomes a usage error."""

    def callback(context: click.Context, parameter: click.Parameter, text: str | None) -> Any:
        try:
            return text if text is None else read(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return callback


def show(value: Any) -> None:
    """Prints facts as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def note(notes: Iterable[str]) -> None:
    """Prints notes on the error stream, so that --json stays clean. --quiet leaves them out."""
    if not is_quiet():
        _note_always(notes)


def _note_always(notes: Iterable[str]) -> None:
    for line in notes:
        say_aside(f"note: {line}")


def read_noted(folder: Path) -> "Project":
    """The project in a folder; notes on its files are printed on the error stream, unless --quiet is given."""
    from fabric.inputs import read_folder
    from layouts import InputError

    try:
        read = read_folder(folder)
    except InputError as error:
        note(error.notes)
        raise
    note(read.notes)
    return read.project


def load_noted(path: Path) -> "Plan":
    """The plan in a file; what it leaves out as a plan of an older format is noted on the error stream.

    --quiet does not silence that: the figures of such a plan are not those of a new one.
    """
    from fabric.plan import list_old_rules, load_plan

    plan = load_plan(path)
    _note_always(list_old_rules(plan))
    return plan


def load_sound(path: Path) -> "Plan":
    """As `load_noted`. Raises UnsoundError where the judge refuses the plan: no crew may work from it."""
    from fabric.audit import refuse_unsound

    found = load_noted(path)
    refuse_unsound(found, str(path))
    return found


def say_aside(line: str) -> None:
    """Prints a line on the error stream. One that takes no more, such as a full disk, does not end the work."""
    try:
        click.echo(line, err=True)
    except OSError:
        # What the broken stream still holds would fail again at the end of the run.
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def is_quiet() -> bool:
    """Whether the command that runs has --quiet."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def report(line: str) -> None:
    """Prints a line of progress on the error stream, so that --json stays clean. --quiet leaves it out."""
    if not is_quiet():
        say_aside(f"  {line}")


def tell(facts: Any, lines: Iterable[str], as_json: bool) -> None:
    """Prints facts, as JSON or as lines of text."""
    if as_json:
        show(facts)
        return
    for line in lines:
        click.echo(line)


def tell_files(folder: Path, names: Iterable[str], lines: Iterable[str], as_json: bool) -> None:
    """Prints what was written: as JSON the folder and its files, else the lines that say it."""
    tell({"folder": str(folder), "files": list(names)}, lines, as_json)


LEAST_LINKS = 6_000
"""Links of the smallest fabric whose search is shared among processes. They take two seconds each to start: with 2,048
links on two cores one process is done sooner.
"""


LARGE_BYTES = 1_000_000
"""Size of a plan file from which on the processes for its documents start while it is read: some 5,000 links."""


def open_prepared(plan_file: Path, module: str) -> AbstractContextManager["Executor"]:
    """The executor for documents of a plan, as a context. For a large plan its processes import a module meanwhile."""
    from fabric.executors import ProcessExecutor

    executor = open_executor("processes")
    if isinstance(executor, ProcessExecutor) and plan_file.is_file() and plan_file.stat().st_size >= LARGE_BYTES:
        executor.prepare(module)
    return executor


def open_executor(name: str) -> AbstractContextManager["Executor"]:
    """The executor of a name (option_values.read_executor), as a context."""
    from fabric.executors import SERIAL, ProcessExecutor

    if name == "serial":
        return contextlib.nullcontext(SERIAL)
    if name == "processes":
        affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return ProcessExecutor(affinity or 1, LEAST_LINKS)
    try:
        from fabric.executors.dask import DaskExecutor
    except ImportError:
        raise click.UsageError("a Dask cluster needs: pip install 'fabric-planner[dask]'") from None
    return DaskExecutor(name)
