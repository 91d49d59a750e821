"""What the processes of a test do; a module that is quick to load, since each process loads it."""

import os
import time
from pathlib import Path


def square(number: int) -> int:
    return number * number


def fail(number: int) -> int:
    raise ValueError(f"{number} is too many")


def tell_and_sleep(number: int) -> None:
    """Leaves a file named as this process in the folder `TOLD`, then works for an hour."""
    (Path(os.environ["TOLD"]) / str(os.getpid())).touch()
    time.sleep(3600)
