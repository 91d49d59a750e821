"""Writes the commented files of a template into a folder, with the schemas that editors use."""

from pathlib import Path

from fabric.inputs.schemas import FORMS, schema_text
from fabric.writers import write_text
from layouts import PlannerError

SCHEMA_FOLDER = "schema"


def write_project(files: dict[str, str], folder: Path | str) -> list[Path]:
    """Writes the files of a template. Raises PlannerError where the folder already holds one of them."""
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise PlannerError(f"{folder} is a file. Choose another folder")
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise PlannerError(
            f"{folder} holds {', '.join(taken)} already. Choose another folder, or remove them; nothing was written"
        )
    written = []
    for name, text in files.items():
        stem = name.removesuffix(".yaml")
        if stem in FORMS:
            text = f"# yaml-language-server: $schema={SCHEMA_FOLDER}/{stem}.schema.json\n{text}"
            write_text(folder / SCHEMA_FOLDER / f"{stem}.schema.json", schema_text(stem))
        write_text(folder / name, text)
        written.append(folder / name)
    return written
