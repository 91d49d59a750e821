"""Reads input files that may use old names (`fabric.vocabulary.renamed`): replaces each, and adds a note."""

import os
from pathlib import Path
from typing import Any

from fabric.inputs.unread_files import nearest_file
from fabric.vocabulary import RENAMED_KEYS, RENAMED_WORDS
from layouts import Document, Fault, InputError, KeyPath, find_places, format_key, read_yaml, value_at, with_value


def read_with_new_names(path: Path, notes: list[str]) -> Document:
    """Reads a YAML file of a project; old names are replaced and noted. Raises InputError as `read_yaml` does."""
    if not os.path.lexists(path):
        near = nearest_file(path.parent, path.name)
        remedy = f"Rename {near} to {path.name}" if near else "Write it: 'fabric-planner init' writes examples"
        raise InputError([Fault.of_file(path.name, "there is no such file", remedy)])
    document = read_yaml(path)
    data, lines = document.data, dict(document.lines)
    for renamed in RENAMED_KEYS:
        for place in find_places(data, renamed.path) if renamed.file == path.stem else ():
            mapping = value_at(data, place)
            if isinstance(mapping, dict) and renamed.old in mapping and renamed.new not in mapping:
                old, new = (*place, renamed.old), (*place, renamed.new)
                notes.append(_note(document, old, renamed.note))
                data = with_value(data, place, _with_key(mapping, renamed.old, renamed.new))
                lines |= {(*new, *key[len(old) :]): line for key, line in lines.items() if key[: len(old)] == old}
    for renamed in RENAMED_WORDS:
        for place in find_places(data, renamed.path) if renamed.file == path.stem else ():
            if value_at(data, place) == renamed.old:
                notes.append(_note(document, place, renamed.note))
                data = with_value(data, place, renamed.new)
    return Document(document.name, data, lines)


def _note(document: Document, path: KeyPath, words: str) -> str:
    return f"{document.name}:{document.line_of(path)} at {format_key(path)}: {words}"


def _with_key(mapping: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The mapping with one key renamed, in the same order."""
    return {new if key == old else key: value for key, value in mapping.items()}
