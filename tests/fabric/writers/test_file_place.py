"""A file of ours takes the place of one of its kind, and of no other."""

from pathlib import Path

import pytest

from fabric.writers import require_file_place
from layouts import PlannerError


def test_only_a_file_that_begins_so_may_be_replaced(tmp_path: Path) -> None:
    """Nothing, and a file of the kind, may give way; a shorter file, another one and a folder may not."""
    path = tmp_path / "page"
    require_file_place(path, b"ours", "page")
    path.write_bytes(b"ours and more")
    require_file_place(path, b"ours", "page")
    for content in (b"", b"our", b"mine"):
        path.write_bytes(content)
        with pytest.raises(PlannerError, match="page exists and is not a page, so it is not overwritten"):
            require_file_place(path, b"ours", "page")
    with pytest.raises(PlannerError, match="is not a file"):
        require_file_place(tmp_path, b"ours", "page")


def test_a_name_that_is_too_long_is_no_link_to_itself(tmp_path: Path) -> None:
    """Each refusal of the system was told as a link to itself."""
    with pytest.raises(PlannerError, match="cannot be written: File name too long"):
        require_file_place(tmp_path / ("x" * 300), b"ours", "page")
