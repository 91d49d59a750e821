#!/bin/sh
# Prints the first Python that fits; with an argument only that one is tried. Else one sentence on the error stream, exit 1.
here=$(dirname "$0")
if [ -n "$1" ]; then
    if ! command -v "$1" >/dev/null 2>&1; then
        echo "fabric-planner: there is no '$1' on this machine; set PYTHON to a Python 3.11 to 3.14." >&2
        exit 1
    fi
    "$1" "$here/check_python.py" >&2 || exit 1
    command -v "$1"
    exit 0
fi
for candidate in python3 python3.13 python3.12 python3.11 python3.14 python; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" "$here/check_python.py" >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
if command -v python3 >/dev/null 2>&1; then
    python3 "$here/check_python.py" >&2
else
    echo "fabric-planner: no Python found; install Python 3.11 to 3.14 and run make again." >&2
fi
exit 1
