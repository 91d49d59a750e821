"""Writes the commented files of a template into a folder, with the schemas that editors use."""

from collections.abc import Mapping
from pathlib import Path

from fabric.inputs.schemas import FORMS, schema_text
from fabric.writers import make_folder, write_text
from layouts import PlannerError, hold_interrupts

SCHEMA_FOLDER = "schema"


def write_project(files: dict[str, str], folder: Path | str) -> list[Path]:
    """Writes the files of a template, and the schema of each form. Returns the paths of the files.

    Raises PlannerError where the folder already holds one of them, or another text in the place of a schema.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise PlannerError(f"{folder} is a file. Choose another folder")
    schemas = {
        f"{SCHEMA_FOLDER}/{stem}.schema.json": schema_text(stem)
        for stem in (name.removesuffix(".yaml") for name in files)
        if stem in FORMS
    }
    texts = {name: _head(name) + text for name, text in files.items()}
    if not _is_there(folder):
        with make_folder(folder) as fresh:
            _write(fresh, {**schemas, **texts})
        return [folder / name for name in files]
    # What a killed run has written is completed; a project that is whole is told, even where its texts are ours.
    is_whole = all(_is_there(folder / name) for name in files)
    taken = [name for name, text in texts.items() if _is_there(folder / name) and not _holds(folder / name, text)]
    taken = list(files) if is_whole else taken
    taken += [name for name, text in schemas.items() if _is_there(folder / name) and not _holds(folder / name, text)]
    if taken:
        raise PlannerError(
            f"{folder} holds {', '.join(taken)} already. Choose another folder, or remove them; nothing was written"
        )
    with hold_interrupts():
        _write(folder, {**schemas, **texts})
    return [folder / name for name in files]


def _head(name: str) -> str:
    """The line of a file that tells editors its schema."""
    stem = name.removesuffix(".yaml")
    return f"# yaml-language-server: $schema={SCHEMA_FOLDER}/{stem}.schema.json\n" if stem in FORMS else ""


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        write_text(folder / name, text)


def _is_there(path: Path) -> bool:
    """Whether something has the name, even a link that leads nowhere."""
    return path.is_symlink() or path.exists()


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
