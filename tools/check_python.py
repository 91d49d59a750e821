"""Says in one sentence why this Python does not do, exit 1; silent and exit 0 if it does. Runs on any Python."""

from __future__ import print_function

import sys

OLDEST, NEWEST = (3, 11), (3, 14)


def find_reason(version, has_venv):
    # type: (tuple[int, ...], bool) -> str | None
    """The sentence, or None if the Python fits."""
    found = "%d.%d" % version
    if version < OLDEST:
        return "Python %s is too old; set PYTHON to a Python 3.11 to 3.14, such as: make PYTHON=python3.12" % found
    if version > NEWEST:
        return "Python %s is too new for the solver's wheels; set PYTHON to a Python 3.11 to 3.14" % found
    if not has_venv:
        return "Python %s lacks venv and ensurepip; install them (Debian: apt install python3-venv)" % found
    return None


def has_venv():
    # type: () -> bool
    try:
        import ensurepip
        import venv
    except ImportError:
        return False
    return bool(ensurepip and venv)


if __name__ == "__main__":
    reason = find_reason(tuple(sys.version_info[:2]), has_venv())
    if reason:
        print("fabric-planner: " + reason + ".")
        sys.exit(1)
