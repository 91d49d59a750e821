"""Requests whose options are combined at random end in a plan that the judge accepts, or in reasons in words.

`tools/try_requests.py 3000` is the same at length.
"""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent.parent.parent / "tools"


@pytest.mark.plan
def test_no_request_ends_in_a_defect() -> None:
    """The tool counts how eight of them end: there is no defect, and some of them are planned.

    How long they take depends on the machine: the limit is ten times that of the tool and only finds what hangs.
    """
    done = subprocess.run(
        [sys.executable, str(TOOLS / "try_requests.py"), "8", "--seconds", "600"],
        capture_output=True,
        text=True,
        check=False,
        cwd=TOOLS.parent,
        env={"PYTHONPATH": str(TOOLS.parent)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "planned" in done.stdout
