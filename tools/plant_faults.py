"""Plants real faults in sound plans of every family and prints by which rules of the judge each was caught.

    python tools/plant_faults.py                  all faults of tests/plan_faults, some 300
    python tools/plant_faults.py --mutate 2000    that many plan files with one value damaged at random, by --seed

Exit code 1 where a fault is not caught by name, or a damaged file makes a command fail for a fault of ours.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from cli import run
from fabric.plan import save_plan
from fabric.plan.codec import CodecError
from tests.plan_faults import cable_faults, claim_faults, fabric_faults
from tests.plan_faults.fault import FAULTS
from tests.plan_faults.plans import plan_of

LISTS = (fabric_faults, cable_faults, claim_faults)
"""Importing these modules fills the list of faults."""
SMALL = ("multirack", "two racks", "two networks", "three tiers")
"""Plans whose files are mutated: a command on them takes well under a second."""
VALUES: tuple[Any, ...] = (
    0, 1, -1, 2**31 - 1, 2**31, 10**12, 10**15, 10**18, 0.5, "", "x", "drop:x", "9999-12-31T23:00:00", None, True, [],
    {}, "y" * 20_000,
)  # fmt: skip
"""Values that take the place of another one."""
SLOWEST_S = 30.0
"""A command that takes longer hangs."""


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutate", type=int, default=0, metavar="N", help="mutate N plan files instead")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.exit(mutate_files(options.mutate, options.seed) if options.mutate else plant_faults())


def plant_faults() -> int:
    """Plants every fault, prints what caught it, and returns the exit code."""
    caught = 0
    for fault in FAULTS:
        try:
            found = fault.rules_found()
        except CodecError as error:
            found = {f"refused by the reader: {error}"}
        caught += fault.rule in found
        verdict = "caught" if fault.rule in found else "MISSED"
        print(f"{verdict}  {fault.title}: {fault.rule} of {', '.join(sorted(found)) or 'nothing'}")
    print(f"{caught} of {len(FAULTS)} caught by name")
    return 0 if caught == len(FAULTS) else 1


def mutate_files(count: int, seed: int) -> int:
    """Damages one value of a plan file at a time, runs the commands on it, and returns the exit code."""
    chance = random.Random(seed)
    codes: Counter[str] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "damaged.plan.json"
        texts = []
        for name in SMALL:
            save_plan(plan_of(name), file)
            texts.append(file.read_text(encoding="utf-8"))
        for number in range(count):
            plain = json.loads(chance.choice(texts))
            place = damage(plain, chance)
            file.write_text(json.dumps(plain), encoding="utf-8")
            command = chance.choice(COMMANDS)
            begin = time.monotonic()
            # Each command replaces its own folder alone.
            out = str(Path(folder) / command[0])
            code = run([command[0], str(file), *(part.replace("OUT", out) for part in command[1:])])
            seconds = time.monotonic() - begin
            codes[f"{command[0]} exit {code}"] += 1
            if code not in (0, 1) or seconds > SLOWEST_S:
                bad += 1
                print(f"BAD {number}: {place}: {command[0]} exit {code} after {seconds:.1f} s", file=sys.stderr)
    print(", ".join(f"{name}: {times}" for name, times in sorted(codes.items())), file=sys.stderr)
    print(f"{bad} of {count} damaged files made a command fail or hang", file=sys.stderr)
    return 1 if bad else 0


COMMANDS = (
    ("audit",),
    ("explain",),
    ("draw", "-o", "OUT"),
    ("handover", "--at", "2h", "-o", "OUT"),
    ("simulate", "--executor", "serial", "--runs", "20"),
)
"""Commands on a plan file. `sheets` draws and lists what `draw` and `handover` do, in more documents."""


def damage(plain: Any, chance: random.Random) -> str:
    """Replaces, removes, repeats or adds one value somewhere in a plan; returns the place."""
    place, value = "", plain
    while True:
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        inner = value[key]
        place += f".{key}" if isinstance(value, dict) else f"[{key}]"
        deeper = isinstance(inner, dict | list) and inner and chance.random() < 0.93
        if not deeper:
            break
        value = inner
    way = chance.random()
    if way < 0.1 and isinstance(value, list):
        value.append(inner)
    elif way < 0.2:
        del value[key]
    elif way < 0.5 and type(inner) is int:
        value[key] = inner + chance.choice((-1, 1, 10, -100, 10_000))
    else:
        value[key] = chance.choice(VALUES)
    return place


if __name__ == "__main__":
    main()
