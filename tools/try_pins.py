"""Runs the tests with the lowest or the newest releases that setup.cfg admits, in an environment of its own.

    python3.11 tools/try_pins.py lowest
    python3.13 tools/try_pins.py newest

More arguments go to pytest. The interpreter that runs this file is the one that is tried.
"""

import configparser
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = (("options", "install_requires"), ("options.extras_require", "test"))


def main(which: str, *arguments: str) -> int:
    """Makes the environment, says what is in it, runs the tests; returns their exit code."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = [line for section, key in SECTIONS for line in setup[section][key].split("\n") if line.strip()]
    wanted = [_lowest(line) if which == "lowest" else line for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        pip = [python, "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", *wanted], check=True)
        subprocess.run([*pip, "install", "--quiet", "--no-deps", "--editable", str(ROOT)], check=True)
        print(f"Python {sys.version.split()[0]}, {which} releases:")
        subprocess.run([*pip, "list", "--format=freeze"], check=True)
        # Releases that are years old warn of what newer Pythons deprecate: only our own faults count here.
        return subprocess.run([python, "-m", "pytest", "-W", "default", *arguments], cwd=ROOT, check=False).returncode


def _lowest(requirement: str) -> str:
    """numpy>=2.0.2,<3 -> numpy==2.0.2.*, which holds for releases such as 9.12.4544 of ortools 9.12 as well."""
    return re.sub(r">=([^,]+).*", r"==\1.*", requirement.strip())


if __name__ == "__main__":
    if sys.argv[1:2] not in (["lowest"], ["newest"]):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
