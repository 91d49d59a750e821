"""Prints the measures of the house (CONTRIBUTING.md): sizes, branches, parameters, tests beside source.

.venv/bin/python tools/measure_code.py            # the table
.venv/bin/python tools/measure_code.py offenders  # what is beyond the budget, each with its place
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from radon.complexity import cc_visit

ROOT = Path(__file__).resolve().parent.parent
BUDGET = {"branches": 20, "lines": 60, "parameters": 7}
"""What a function may have at most (CONTRIBUTING.md)."""


def sources() -> list[Path]:
    """The files of the product."""
    return sorted([*ROOT.glob("fabric/**/*.py"), *ROOT.glob("layouts/**/*.py"), ROOT / "cli.py"])


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Each function and method of a file with its place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


class Measures(NamedTuple):
    """The measures of the house."""

    table: dict[str, str]
    offenders: list[str]
    """Functions beyond the budget, each with its value, the measure and its place."""
    median_lines: float
    """Of all modules."""
    p90_lines: int
    """Lines that nine in ten modules do not exceed."""
    largest_lines: int
    """Of the largest module."""
    test_share: float
    """Lines of tests per line of source."""


def measure() -> Measures:
    """Measures all files of the product."""
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    tests = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in ROOT.glob("tests/**/*.py"))
    found = [item for path in sources() for item in functions(path)]
    lengths = [(1 + (node.end_lineno or 0) - node.lineno, place) for node, place in found]
    parameters = [(_count_parameters(node), place) for node, place in found]
    branches = [
        (block.complexity, f"{path.relative_to(ROOT)}:{block.lineno} {block.name}")
        for path in sources()
        for block in cc_visit(path.read_text(encoding="utf-8"))
        if block.letter in "FM"
    ]
    offenders = [
        f"{value} {what}  {place}"
        for what, pairs in (("branches", branches), ("lines", lengths), ("parameters", parameters))
        for value, place in sorted(pairs, reverse=True)
        if value > BUDGET[what]
    ]
    sizes = sorted(lines.values())
    table = {
        "modules, lines": f"{len(sizes)}, {sum(sizes):,}",
        "modules: median, p90, largest": f"{median(sizes):.0f}, {sizes[len(sizes) * 9 // 10]}, {sizes[-1]}",
        "loose modules in fabric/": str(len(list(ROOT.glob("fabric/*.py"))) - 1),
        "functions with more than 20 branches": str(sum(value > BUDGET["branches"] for value, _ in branches)),
        "longest function": str(max(lengths)[0]),
        "functions with 8 parameters and more": str(sum(value > BUDGET["parameters"] for value, _ in parameters)),
        "test lines, to source lines": f"{tests:,}, {tests / sum(sizes):.2f}",
    }
    return Measures(table, offenders, median(sizes), sizes[len(sizes) * 9 // 10], sizes[-1], tests / sum(sizes))


def _count_parameters(node: ast.FunctionDef) -> int:
    """Parameters but for self; an option of a command is one by the form of the library, not by choice."""
    if any("click" in ast.unparse(decorator) for decorator in node.decorator_list):
        return 0
    arguments = node.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def main() -> int:
    """Prints the table or the offenders."""
    found = measure()
    rows = [f"{name:40} {value}" for name, value in found.table.items()]
    for line in found.offenders if "offenders" in sys.argv else rows:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
