"""Shows that a change of the code does not change what users get: every output of every template, byte for byte.

    .venv/bin/python tools/compare_outputs.py write FOLDER [TREE]      # all outputs of this tree, or of another
    .venv/bin/python tools/compare_outputs.py compare BEFORE AFTER     # exits 1 where a file differs

For each template: project files, `check`, `designs`, plan file, `audit`, `explain`, sheets, pictures, simulation and
hand-over. Seconds that a run took are left out. A file whose text was rewritten on purpose is shown as a diff of its
lines, so that a reader can see that nothing but words moved; binary files (PDF, XLSX) are told by name, after the CSV
files that hold the same rows.
"""

import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITES = {
    "multirack": ["multirack", "--racks", "4"],
    "superpod-1": ["superpod-h100", "--su", "1"],
    "superpod-4": ["superpod-h100", "--su", "4"],
    "superpod-all": ["superpod-h100", "--su", "1", "--networks", "all"],
    "room-1mw": ["room-1mw"],
    "nvl72": ["nvl72", "--racks", "8"],
    "roce": ["roce-h100", "--su", "2", "--rooms", "2"],
}
WITHOUT_SHEETS = {"superpod-4"}
"""The documents of 2,048 links take a minute; the smaller sites have the same kinds of pages."""
TEXT = {".csv", ".json", ".yaml", ".txt", ".svg", ".zpl", ".ics", ".js", ".html", ".css"}
SHOWN = 6
"""Differing lines that are shown of a file."""


def write(folder: Path, tree: Path) -> None:
    """Writes all outputs of a checkout into a folder that does not exist yet."""
    for name, template in SITES.items():
        site, out = folder / name / "site", folder / name
        out.mkdir(parents=True)
        plan = str(out / "plan.json")
        _run(tree, out / "init.txt", "init", template[0], str(site), *template[1:])
        _run(tree, out / "check.txt", "check", str(site))
        _run(tree, out / "designs.txt", "designs", str(site))
        _run(tree, out / "summary.json", "plan", str(site), "-o", plan, "--json")
        _run(tree, out / "audit.txt", "audit", plan)
        _run(tree, out / "explain.txt", "explain", plan)
        _run(tree, out / "simulate.txt", "simulate", plan, "--runs", "20", "--executor", "serial")
        _run(tree, out / "handover.txt", "handover", plan, "--at", "3h", "-o", str(out / "left"))
        if name in WITHOUT_SHEETS:
            _run(tree, out / "draw.txt", "draw", plan, "-o", str(out / "pictures"))
        else:
            _run(tree, out / "sheets.txt", "sheets", plan, "-o", str(out / "sheets"))
        print(f"wrote {out}", flush=True)


def _run(tree: Path, output: Path, *arguments: str) -> None:
    """One command of that tree; what it prints goes to a file, without seconds and without the folder's own name."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    task = [sys.executable, "-m", "cli", *arguments]
    done = subprocess.run(task, capture_output=True, text=True, env=environment, cwd=tree, check=False)
    text = re.sub(r'"runtime_s": [\d.]+|in [\d.]+ s\b', "", done.stdout).replace(str(output.parent.parent), "")
    output.write_text(f"exit {done.returncode}\n{text}{done.stderr if done.returncode else ''}", encoding="utf-8")


def compare(before: Path, after: Path) -> int:
    """Prints what differs; returns 1 where anything does."""
    names = sorted({path.relative_to(root) for root in (before, after) for path in root.rglob("*") if path.is_file()})
    changed = [name for name in names if _bytes(before / name) != _bytes(after / name)]
    for name in changed:
        print(f"--- {name}")
        if name.suffix in TEXT and (before / name).exists() and (after / name).exists():
            old, new = ((root / name).read_text(encoding="utf-8").splitlines() for root in (before, after))
            lines = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:1] in "+-"][2:]
            print("\n".join(line[:400] for line in lines[:SHOWN]))
            if len(lines) > SHOWN:
                print(f"... {len(lines) - SHOWN} more lines")
    print(f"{len(names) - len(changed)} of {len(names)} files are the same bytes, {len(changed)} differ")
    return 1 if changed else 0


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def main() -> int:
    """Reads the arguments."""
    match sys.argv[1:]:
        case ["write", folder]:
            write(Path(folder).resolve(), ROOT)
        case ["write", folder, tree]:
            write(Path(folder).resolve(), Path(tree).resolve())
        case ["compare", before, after]:
            return compare(Path(before), Path(after))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
