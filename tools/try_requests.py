"""Plans projects whose options are combined at random, and counts how each ends. No defect and no hang is allowed.

    python tools/try_requests.py 3000

Ends with code 1 where a project ended in a defect (exit code 3 of the command) or took more than `--seconds` of
processor time. Each kind of defect is printed once, with the first seed that shows it. `--write SEED FOLDER` writes the
project of a seed.

    python tools/try_requests.py 3000 --search-each 4

Then only the seeds that 4 divides are searched to the end; the others get the first plan that is found, which takes
less time and meets the same options, rules and judge.
"""

import argparse
import re
import signal
import sys
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from random_requests import make_request

from fabric import make_plan, read_project
from fabric.audit import require_sound
from fabric.search.search_run import Stop, never_stop
from layouts import InputError, UnmetError

SECONDS = 120
"""Most seconds of processor time of one project, unless told otherwise. Most take less than one; the slowest, of three
networks with devices to be placed, take 60 on a loaded machine.
"""


class _SlowError(Exception):
    """A project took longer than it may."""


def _give_up(*_: object) -> None:
    raise _SlowError


def try_one(seed: int, seconds: int, stop: Stop = never_stop) -> str:
    """The end of one project: planned, unmet, refused by check, or a kind of defect."""
    with TemporaryDirectory() as name:
        write(seed, Path(name))
        signal.signal(signal.SIGPROF, _give_up)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            require_sound(make_plan(read_project(name), stop=stop))
        except InputError:
            return "refused by check"
        except UnmetError:
            return "unmet, with reasons"
        except _SlowError:
            return f"defect: longer than {seconds} s"
        except AssertionError as error:
            return f"defect: {kind_of(str(error)) or last_line(error)}"
        except Exception as error:  # every other error is a defect, to be counted by its kind
            return f"defect: {type(error).__name__} {last_line(error)}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return "planned"


def kind_of(text: str) -> str:
    """The rules that the judge names, without objects and numbers."""
    return ", ".join(sorted(set(re.findall(r"error: ([a-z0-9-]+):", text))))


def last_line(error: BaseException) -> str:
    """The place where an error was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name} {frame.name}: {str(error)[:80]}"


def write(seed: int, folder: Path) -> None:
    """Writes the project of a seed."""
    for path, text in make_request(seed).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def main() -> None:
    """Runs the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=300, help="projects to plan")
    parser.add_argument("--first", type=int, default=0, help="seed of the first project")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="most processor time of one project")
    parser.add_argument("--search-each", type=int, default=1, help="seeds that this divides are searched to the end")
    parser.add_argument("--write", nargs=2, metavar=("SEED", "FOLDER"), help="write the project of a seed instead")
    options = parser.parse_args()
    if options.write:
        write(int(options.write[0]), Path(options.write[1]))
        return
    ends: Counter[str] = Counter()
    for seed in range(options.first, options.first + options.count):
        end = try_one(seed, options.seconds, (lambda: True) if seed % options.search_each else never_stop)
        if end not in ends and end.startswith("defect"):
            print(f"seed {seed}: {end}", flush=True)
        ends[end] += 1
    for end, count in ends.most_common():
        print(f"{count:6} {end}")
    sys.exit(any(end.startswith("defect") for end in ends))


if __name__ == "__main__":
    main()
