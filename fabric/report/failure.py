"""The message and the exit code of a failure."""

import errno
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any

from fabric.report.check_summary import fault_facts, unmet_facts
from layouts import InputError, PlannerError, UnmetError

INTERRUPTED = 130


def explain_failure(error: BaseException, arguments: Sequence[str]) -> tuple[list[str], int]:
    """Lines and exit code. For a fault of ours the traceback goes to a file of its own, which the lines name."""
    if _interrupted_inside(error):
        return ["interrupted"], INTERRUPTED
    if isinstance(error, PlannerError):
        return error.lines, error.exit_code
    if isinstance(error, OSError) and error.strerror:
        return [f"{error.filename or 'the output'}: {error.strerror}. {_remedy(error.errno)}"], 1
    with tempfile.NamedTemporaryFile(
        "w", prefix="fabric-planner-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"arguments: {list(arguments)}\n")
        traceback.print_exception(error, file=file)
    return [
        f"This is a bug in fabric-planner: {' '.join(arguments[:1])} failed with {type(error).__name__}: {error}",
        f"Please send {file.name} together with your project folder or plan file.",
    ], 3


def failure_facts(error: BaseException) -> dict[str, Any] | None:
    """The same for a script: `status`, and the faults or reasons one by one. None for a fault of ours."""
    if isinstance(error, InputError):
        return fault_facts(error)
    if isinstance(error, UnmetError):
        return unmet_facts(error, ())
    if isinstance(error, PlannerError):
        return {"status": "failed", "faults": [], "reasons": error.lines, "notes": []}
    return None


def _remedy(number: int | None) -> str:
    """The remedy for an error of the operating system."""
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "Free space, or choose another place"
    if number in (errno.EACCES, errno.EPERM):
        return "Check that you may read and write it, or choose another place"
    if number in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        return "End other programs, and run it again"
    return "Choose another place"


def _interrupted_inside(error: BaseException | None) -> bool:
    """Whether an interrupt made it fail, perhaps in the middle of an import."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False
