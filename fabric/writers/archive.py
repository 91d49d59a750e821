"""Archives to send: ZIP files with fixed dates, so that the same files give the same bytes."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DATE = (2000, 1, 1, 0, 0, 0)
"""Date of every file in an archive."""
_MODE = 0o644 << 16
"""Everyone reads, the owner writes; as ZIP has it."""


def write_archive(files: Mapping[str, Path], path: Path) -> None:
    """Writes files under the names that they have in the archive."""
    with ZipFile(path, "w") as archive:
        for name, source in files.items():
            info = ZipInfo(name, _DATE)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _MODE, 3
            archive.writestr(info, source.read_bytes())
