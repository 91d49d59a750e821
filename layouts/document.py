"""Reads YAML files into plain values that remember their lines. The only door to PyYAML.

YAML is read by rules that suit names of ports and racks: `1:30`, `NO`, `on` and `007` are text, not
numbers, times or truth values. A key may occur only once in a mapping. The values that aliases expand to are
limited, so that a small file cannot fill the memory.
"""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from layouts.faults import Fault, InputError
from layouts.key_paths import KeyPath, format_key

MAX_BYTES = 64 * 1024 * 1024
ZIPPED = b"PK\x03\x04"
"""First bytes of a workbook (.xlsx) and of other zipped files."""
MAX_VALUES = 2_000_000
"""A site of 5,000 racks written out one by one holds about 100,000 values."""

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, Any] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".NAN": float("nan"),
    ".inf": float("inf"),
    "-.inf": float("-inf"),
}


@dataclass(frozen=True)
class Document:
    """The values of a file, with the line of each."""

    name: str
    """Name of the file in messages, such as `catalog/ports.csv`."""
    data: Any
    """Plain values: the top value of a YAML file; a list with a mapping for each row of a CSV file."""
    lines: Mapping[KeyPath, int]
    """Line of each value, from 1; of a CSV file, of each row."""
    titles: tuple[str, ...] = ()
    """Names of the columns of a CSV file, in order, those without a name left out; else empty."""

    def line_of(self, path: KeyPath) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: KeyPath, message: str, remedy: str) -> Fault:
        """A fault at the place of `path` in this document."""
        return Fault(self.name, self.line_of(path), format_key(path), message, remedy)


def read_text(
    path: Path,
    name: str,
    too_long: str = "Move long lists to CSV files or describe them as groups",
    most_bytes: int = MAX_BYTES,
) -> str:
    """The text of a UTF-8 file. Raises InputError with the remedy; `too_long` is that for a file above `most_bytes`.

    Only regular files are read: a pipe or a device may have no end.
    """
    try:
        content = _read_regular(path, most_bytes)
        if content is None:
            message, remedy = "this is a folder, a pipe or a device, not a file", "Put a text file in its place"
            raise InputError([Fault.of_file(name, message, remedy)])
        if len(content) > most_bytes:
            message = f"the file has more than the {most_bytes // 2**20} MB that are allowed"
            raise InputError([Fault.of_file(name, message, too_long)])
        if content.startswith(ZIPPED):
            message, remedy = "this is a workbook or an archive, not a text", "Save a sheet as CSV, a text as UTF-8"
            raise InputError([Fault.of_file(name, message, remedy)])
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"byte {error.start} of the file is not UTF-8"
        raise InputError([Fault(name, line, "", message, "Save the file as UTF-8 text")]) from None
    except OSError as error:
        if path.is_symlink() and not path.exists():
            message = f"this is a link to {path.readlink()}, which cannot be read"
            raise InputError([Fault.of_file(name, message, "Repair the link, or remove it")]) from None
        raise InputError(
            [Fault.of_file(name, f"cannot be read: {error.strerror}", "Check that the file exists and is readable")]
        ) from None


def _read_regular(path: Path, most_bytes: int) -> bytes | None:
    """The first bytes of a file, up to one more than are allowed; None where it is not a regular file."""
    if path.is_dir():
        return None
    # A pipe that nobody writes to would hold up an ordinary open for ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read(most_bytes + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None


def read_yaml(path: Path, name: str | None = None) -> Document:
    """Reads one YAML file. Raises InputError with all faults found in its form."""
    name = name or path.name
    return parse_yaml(read_text(path, name), name)


def parse_yaml(text: str, name: str) -> Document:
    """Values and lines of a YAML text. Raises InputError; an empty document is a fault too."""
    loader_type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loader = loader_type(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise InputError([_syntax_fault(text, name, error)]) from None
    except (yaml.YAMLError, RecursionError) as error:
        problem = str(error).splitlines()[0] or type(error).__name__
        raise InputError(
            [
                Fault.of_file(
                    name,
                    f"this is not YAML: {problem}",
                    "Save it as plain UTF-8 text without control characters",
                )
            ]
        ) from None
    if root is None:
        raise InputError([Fault(name, 1, "", "the file is empty", "Fill it in, or remove it if it is not needed")])
    return _Builder(name).build(root)


def _syntax_fault(text: str, name: str, error: Any) -> Fault:
    """The fault of a text that is no YAML. Characters that only look like spaces are reported first."""
    marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
    lines = re.split(r"\r\n|\r|\n", text)
    for number in (near for mark in marks for near in (mark, mark - 1) if 0 <= near < len(lines)):
        indent = re.match(r"[ \t]*", lines[number])
        if indent and "\t" in indent[0]:
            return Fault(name, number + 1, "", "the line is indented with a tab", "Indent it with spaces")
        if "\u00a0" in lines[number]:
            message = "the line holds a no-break space (U+00A0)"
            return Fault(name, number + 1, "", message, "Replace it by an ordinary space")
    message = f"this is not YAML: {error.problem or error.context}"
    remedy = "Mind indentation, colons and quotes near that line"
    return Fault(name, marks[0] + 1 if marks else 0, "", message, remedy)


class _Builder:
    """Walks the node tree once, collecting values, lines and faults."""

    def __init__(self, name: str):
        self.name = name
        self.lines: dict[KeyPath, int] = {}
        self.faults: list[Fault] = []
        self.open_nodes: set[int] = set()
        self.sizes: dict[int, int] = {}
        """Values below each node with its aliases written out; 1 for a node that is being counted."""

    def build(self, root: Any) -> Document:
        try:
            self.count(root)
            data = self.walk(root, ())
        except RecursionError:
            raise InputError(
                [Fault.of_file(self.name, "values are nested too deeply", "Flatten the file: no key needs ten levels")]
            ) from None
        if self.faults:
            raise InputError(self.faults)
        return Document(self.name, data, self.lines)

    def fault(self, node: Any, path: KeyPath, message: str, remedy: str) -> None:
        self.faults.append(Fault(self.name, node.start_mark.line + 1, format_key(path), message, remedy))

    def count(self, node: Any) -> int:
        """The number of values of a node with its aliases expanded; each node is visited once. Raises InputError."""
        if isinstance(node, yaml.ScalarNode):
            return 1
        if id(node) not in self.sizes:
            self.sizes[id(node)] = 1
            items = node.value if isinstance(node, yaml.SequenceNode) else [value for _, value in node.value]
            self.sizes[id(node)] = 1 + sum(map(self.count, items))
        if self.sizes[id(node)] > MAX_VALUES:
            self.fault(
                node,
                (),
                f"aliases expand to more than {MAX_VALUES} values",
                "Write the values out, or use groups and CSV lists instead of aliases",
            )
            raise InputError(self.faults)
        return self.sizes[id(node)]

    def walk(self, node: Any, path: KeyPath) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if node.tag != _plain_tag(node):
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.fault(node, path, f"tags such as {tag} are not supported", "Write the value without it")
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if id(node) in self.open_nodes:
            self.fault(node, path, "an alias contains itself", "Write the value out instead of using the alias")
            return None
        self.open_nodes.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.walk(item, (*path, index)) for index, item in enumerate(node.value)]
            return self.mapping(node, path)
        finally:
            self.open_nodes.discard(id(node))

    def mapping(self, node: Any, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(key_node, path, "a key must be plain text", "Write the key as one word")
                continue
            key = key_node.value
            if key == "<<":
                self.fault(key_node, path, "merge keys (<<) are not supported", "Write the keys out")
                continue
            if key in result:
                first = self.lines[(*path, key)]
                self.fault(
                    key_node,
                    (*path, key),
                    f"the key '{key}' occurs twice, first in line {first}",
                    "Remove or rename one of the two",
                )
                continue
            result[key] = self.walk(value_node, (*path, key))
            self.lines[(*path, key)] = key_node.start_mark.line + 1
        return result

    def scalar(self, node: Any) -> Any:
        if node.style:  # quoted or block text is text
            return node.value
        return parse_scalar(node.value)


_RESOLVER: Any = yaml.resolver.Resolver()


def _plain_tag(node: Any) -> str:
    """The tag that a node has where its file states none."""
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    return str(_RESOLVER.resolve(type(node), node.value, (not style, bool(style))))


def parse_scalar(text: str) -> Any:
    """An unquoted value: '3' and '0.5' are numbers, 'true' is a truth value; '1:30', 'NO' and '007' are text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text) and len(text) <= 18:
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
