"""Archives to send."""

import zipfile
from pathlib import Path

from fabric.writers import write_archive


def test_the_same_files_give_the_same_archive(tmp_path: Path) -> None:
    """One file under another name, written twice: the same bytes, dated 2000-01-01, read back whole."""
    source = tmp_path / "source.txt"
    for name in ("one.zip", "two.zip"):
        source.write_text("text")
        write_archive({"labels.csv": source}, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        (info,) = archive.infolist()
        assert (info.filename, info.date_time) == ("labels.csv", (2000, 1, 1, 0, 0, 0))
        assert archive.read("labels.csv") == b"text"
