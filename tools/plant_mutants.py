"""Breaks the code in many places, one at a time, and lists the mutants that no test of their room catches.

    .venv/bin/python tools/plant_mutants.py            # all of tests/mutants.toml, on two processes
    .venv/bin/python tools/plant_mutants.py bounds     # those whose name holds the word

A mutant is one replacement in one file, with the tests that should go red: those of its room, not of the whole house.
Each runs in a copy of the tree, so that nothing here is touched. Exits 1 where more survive than `MAY_SURVIVE`, and 2
where a text to replace is not found exactly once.
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAY_SURVIVE = 2
PROCESSES = 2
"""Mutants that are tried side by side."""


@dataclass(frozen=True)
class Mutant:
    """One break of the code."""

    name: str
    """What is broken, in words."""
    file: str
    before: str
    """Text that stands in the file exactly once."""
    after: str
    tests: tuple[str, ...]
    """Arguments of pytest: the related tests."""


def read_mutants(word: str = "") -> list[Mutant]:
    """The mutants of tests/mutants.toml whose name holds the word."""
    data = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text(encoding="utf-8"))
    return [
        Mutant(item["name"], item["file"], item["before"], item["after"], tuple(item["tests"]))
        for item in data["mutant"]
        if word in item["name"]
    ]


def is_caught(mutant: Mutant) -> bool:
    """Whether a related test goes red. Raises ValueError where the text is not there exactly once."""
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.before) != 1:
        raise ValueError(f"{mutant.name}: {mutant.file} holds the text {text.count(mutant.before)} times")
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "demo", "__pycache__", ".*cache"))
        (tree / mutant.file).write_text(text.replace(mutant.before, mutant.after), encoding="utf-8")
        task = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", "0", *mutant.tests]
        done = subprocess.run(task, cwd=tree, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode not in (0, 1):
            raise ValueError(f"{mutant.name}: the tests did not run\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.returncode == 1


def main() -> int:
    """Tries all mutants; prints a line each."""
    mutants = read_mutants(*sys.argv[1:2])
    survived, unusable = 0, 0
    with ThreadPoolExecutor(PROCESSES) as pool:
        for mutant, future in [(mutant, pool.submit(is_caught, mutant)) for mutant in mutants]:
            try:
                caught = future.result()
                survived += not caught
                print(f"{'caught' if caught else 'SURVIVED':10} {mutant.name}", flush=True)
            except ValueError as error:
                unusable += 1
                print(f"{'unusable':10} {error}", flush=True)
    print(f"{len(mutants)} mutants, {survived} survived, {unusable} unusable")
    return 2 if unusable else int(survived > MAY_SURVIVE)


if __name__ == "__main__":
    sys.exit(main())
