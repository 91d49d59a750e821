"""The command line: a table from verb to module, and the exit codes. A command is loaded when it is asked for.

Exit codes: 0 done, 1 the input is wrong or cannot be met, 2 usage, 3 a bug in this program, 130 interrupted.
"""

import ast
import gc
import os
import signal
import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

COMMANDS = {
    "init": "fabric.commands.init",
    "check": "fabric.commands.check",
    "size": "fabric.commands.size",
    "designs": "fabric.commands.designs",
    "catalog": "fabric.commands.catalog",
    "plan": "fabric.commands.plan",
    "audit": "fabric.commands.audit",
    "explain": "fabric.commands.explain",
    "compare": "fabric.commands.compare",
    "report": "fabric.commands.report",
    "sheets": "fabric.commands.sheets",
    "draw": "fabric.commands.draw",
    "simulate": "fabric.commands.simulate",
    "staff": "fabric.commands.staff",
    "handover": "fabric.commands.handover",
    "schema": "fabric.commands.schema",
}
"""Each verb with its module, in the order of use. The module holds a command of the verb's name."""


YOUNG_OBJECTS, OLD_ROUNDS, OLDEST_ROUNDS = 100_000, 20, 100
"""How seldom a command looks for cycles of objects that nobody needs. Hardly any arise, and looking as often as Python
does by itself takes a tenth of the time of a plan; see docs/decisions/0051-what-a-search-costs.md.
"""


class LazyGroup(click.Group):
    """The commands of `COMMANDS`. The list of commands is made from their docstrings alone, without importing them."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The verbs, in the order of use."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of a verb; None where there is none."""
        return load(name) if name in COMMANDS else None

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises UsageError that suggests the nearest verb."""
        near = get_close_matches(arguments[0], COMMANDS, 1)
        if near and arguments[0] not in COMMANDS:
            context.fail(f"No such command '{arguments[0]}'. Did you mean '{near[0]}'?")
        return super().resolve_command(context, arguments)

    def invoke(self, context: click.Context) -> Any:
        """Runs the command. A reader of its output that leaves early, such as `| head -1`, is no fault."""
        try:
            return super().invoke(context)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summarize(name)) for name in COMMANDS])


def load(name: str) -> click.Command:
    """The command of a verb of `COMMANDS`."""
    command: click.Command = getattr(import_module(COMMANDS[name]), name)
    return command


def summarize(name: str) -> str:
    """The first sentence of a command's help, read from the source of its module."""
    source = Path(__file__).parent.joinpath(*COMMANDS[name].split(".")).with_suffix(".py")
    text = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ").split(": ")[0].rstrip(".")


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "show_default": True},
)
@click.version_option(package_name="fabric-planner")
def commands() -> None:
    """Plan the network fabric and the cabling of a data centre for the shortest installation.

    \b
    Start with a worked site:
      fabric-planner init superpod-h100 --su 4 my-site
      fabric-planner check my-site
      fabric-planner plan my-site -o my-site.plan.json
      fabric-planner sheets my-site.plan.json -o my-site-sheets

    Exit codes: 0 done, 1 the input is wrong or cannot be met, 2 usage, 3 a bug in this program, 130 interrupted.
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with its code. A request to end is obeyed as Ctrl-C is."""
    gc.set_threshold(YOUNG_OBJECTS, OLD_ROUNDS, OLDEST_ROUNDS)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _interrupt)
    sys.exit(run(arguments))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def run(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code. Errors go to the error stream."""
    try:
        code = commands.main(args=arguments, prog_name="fabric-planner", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except Exception as error:
        return _fail(error, sys.argv[1:] if arguments is None else arguments)


def _fail(error: Exception, arguments: list[str]) -> int:
    """Prints the message, and with --json the facts of it on the standard output as well."""
    import json

    from fabric.report import explain_failure, failure_facts

    lines, code = explain_failure(error, arguments)
    click.echo("\n".join(lines), err=True)
    facts = failure_facts(error) if "--json" in arguments else None
    if facts:
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
    return code


if __name__ == "__main__":
    main()
