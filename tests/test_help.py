"""The help of the commands: options in groups, with their defaults; and what a shell completes."""

import os
import subprocess
import sys

import click
import pytest

import cli
from fabric.commands.grouped import GROUPS, GroupedCommand


def options_of(name: str) -> list[click.Option]:
    """The options of a command that its help shows, without --help."""
    return [one for one in cli.load(name).params if isinstance(one, click.Option) and not one.hidden]


def test_every_option_has_one_group() -> None:
    """`init.racks` is the option of one command; other names hold for all."""
    headings = [name for names in GROUPS.values() for name in names]
    assert len(set(headings)) == len(headings)
    for command in cli.COMMANDS:
        assert isinstance(cli.load(command), GroupedCommand), command
        for option in options_of(command):
            own = f"{command}.{option.name}"
            assert option.name in headings or own in headings, own


def test_every_name_in_the_groups_is_an_option() -> None:
    there = {"help"}
    for command in cli.COMMANDS:
        names = {str(option.name) for option in options_of(command)}
        there |= names | {f"{command}.{name}" for name in names}
    assert {name for names in GROUPS.values() for name in names} <= there


def test_help_has_headings_and_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sheets", "--help"]) == 0
    text = capsys.readouterr().out
    places = [text.index(f"\n{heading}:\n") for heading in ("Part of the floor", "Files", "Output")]
    assert places == sorted(places)
    assert "[default: a4]" in text
    assert "Options:" not in text
    assert '""' not in text


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_help_shows_each_option_once(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "--help"]) == 0
    text = capsys.readouterr().out
    listed = text[min(text.find(f"\n{heading}:\n") % len(text) for heading in GROUPS) :]
    lines = [line.split() for line in listed.splitlines() if line.startswith("  -")]
    shown = [word.rstrip(",") for line in lines for word in line[:2] if word.startswith("-")]
    assert sorted(shown) == sorted({*shown})
    assert {opt for option in options_of(command) for opt in option.opts} <= set(shown)


@pytest.mark.parametrize(
    ("line", "begun", "values"),
    [
        ("init", "n", {"nvl72"}),
        ("sheets --paper", "", {"a4", "letter"}),
        ("sheets --label-stock", "a4", {"a4-27"}),
        ("size --topology", "dragon", {"dragonfly", "dragonfly-plus"}),
        pytest.param("size --switch", "qm97", {"QM9700", "QM9790"}, marks=pytest.mark.plan),
        ("plan --executor", "s", {"serial"}),
        ("catalog", "dgx-b2", {"DGX-B200"}),
    ],
)
def test_a_shell_completes_values(line: str, begun: str, values: set[str]) -> None:
    """As the function does that bash runs at the tab key."""
    words = ["fabric-planner", *line.split(), begun]
    where = {
        **os.environ,
        "_FABRIC_PLANNER_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run([sys.executable, "-m", "cli"], capture_output=True, text=True, check=False, env=where)
    assert {said.partition(",")[2] for said in done.stdout.split()} == values, done.stderr
