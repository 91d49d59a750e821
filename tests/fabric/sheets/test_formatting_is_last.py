"""Sheets format values and never read a printed text back."""

import ast
from pathlib import Path

ROOM = Path(__file__).parents[3] / "fabric" / "sheets"
PARSERS = {"split", "rsplit", "partition", "rpartition", "removeprefix", "removesuffix", "splitlines", "findall"}
"""Methods that take a text apart."""
ALLOWED = {
    # What people write: the columns of an option, and the form of a cage.
    ("rows/cage_words.py", "split"),
    ("option_reader.py", "split"),
    # The name of a port group from the catalogue: cages, then a mode.
    ("rows/plan_index.py", "partition"),
    ("rows/pull_ways.py", "partition"),
    # The words of a text, to measure them and to break it into lines.
    ("pictures/face_words.py", "findall"),
    ("pictures/face_drawing.py", "split"),
    ("pictures/face_words.py", "split"),
    # What all labels of a faceplate, or of a run of legs, begin with stands there once.
    ("documents/door_sheet.py", "removeprefix"),
    ("rows/step_words.py", "removeprefix"),
    # What the lines of several devices end with stands in their title once.
    ("rows/pack_words.py", "removesuffix"),
    ("pictures/face_words.py", "removeprefix"),
    # The page's own template, and the first of two wavelengths of a rule.
    ("phone/page.py", "split"),
    ("documents/order_terms.py", "split"),
}


def test_no_printed_text_is_taken_apart() -> None:
    """A new place where a text is cut must be of something that people or files wrote."""
    found = set()
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in PARSERS:
                found.add((path.relative_to(ROOM).as_posix(), node.attr))
    assert found == ALLOWED


def test_no_figure_is_made_of_a_text() -> None:
    """`float(...)` reads a figure from a text; sheets have the figure itself."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(ROOM.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert found == []


def test_lengths_are_formatted_in_one_module() -> None:
    """A figure divided by 1,000 inside a text is a unit that is turned: only `rows/text.py` does so."""
    found = set()
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FormattedValue):
                for part in ast.walk(node):
                    if (
                        isinstance(part, ast.BinOp)
                        and isinstance(part.right, ast.Constant)
                        and part.right.value == 1000
                    ):
                        found.add(path.relative_to(ROOM).as_posix())
    assert found == {"rows/text.py"}
