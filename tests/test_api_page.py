"""docs/api.md: each example runs, and prints what the page says."""

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "api.md"


@pytest.mark.plan
def test_the_examples_of_the_page_print_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks share their names, as in one session. A block of text after one is what it prints."""
    shutil.copytree(ROOT / "docs" / "examples" / "colo", tmp_path / "my-cage")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    found = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(found) == PAGE.read_text(encoding="utf-8").count("```python")
    for code, said in found:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(PAGE), "exec"), names)
        assert printed.getvalue() == said, code
