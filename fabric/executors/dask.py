"""Tasks on a Dask cluster that is already running; needs `pip install 'fabric-planner[dask]'`."""

import socket
from collections.abc import Callable, Iterable
from typing import TypeVar

from distributed import Client, as_completed

from fabric.executors.processes import ignore
from layouts import PlannerError

Item = TypeVar("Item")
Result = TypeVar("Result")
WAIT_S = 10
"""Seconds that the scheduler of the cluster has to answer before it counts as absent."""
LONGEST_GREETING = 2**20
"""Bytes; the greeting of a scheduler has some hundreds."""
WORKER_WAIT_S = 60
"""Seconds in which the first worker must have come, at the start and whenever none is left."""


class DaskExecutor:
    """Items on the workers of a cluster. Use it as a context.

    The workers need the same version of this package. Raises PlannerError where no scheduler answers at `address`.
    """

    least_links = 0
    """Fabrics of any size are sent."""

    def __init__(self, address: str):
        _require_scheduler(address)
        try:
            self._client = Client(address, timeout=WAIT_S)
        except (OSError, ValueError) as error:
            raise _absent(address, str(error)) from error
        try:
            self._client.wait_for_workers(1, timeout=WORKER_WAIT_S)
        except (TimeoutError, OSError, ValueError):
            self._client.close()
            said = f"no worker has come to {address} in {WORKER_WAIT_S} s. Start one with: dask worker {address}"
            raise PlannerError(said) from None

    def __enter__(self) -> "DaskExecutor":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], done: Callable[[Result], None] = ignore, /
    ) -> list[Result]:
        """The results, in the order of the items."""
        futures = [self._client.submit(function, item, pure=False) for item in items]
        for future in as_completed(futures):
            if future.status == "finished":
                done(future.result())
        return list(self._client.gather(futures))


def _require_scheduler(address: str) -> None:
    """Raises PlannerError where something else listens: a web server would let the client wait for ever.

    A scheduler speaks first, with the length of its greeting in eight bytes. A web server waits to be asked.
    """
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    try:
        with socket.create_connection((host, int(port)), WAIT_S) as connection:
            connection.settimeout(WAIT_S)
            greeting = connection.recv(8)
    except TimeoutError:
        raise _absent(address, f"what listens there says nothing in {WAIT_S} s") from None
    except OSError as error:
        raise _absent(address, str(error)) from error
    if len(greeting) < 8 or int.from_bytes(greeting, "little") > LONGEST_GREETING:
        raise _absent(address, "what listens there is not a Dask scheduler")


def _absent(address: str, why: str) -> PlannerError:
    return PlannerError(f"no Dask scheduler answers at {address} ({why}). Start one with: dask scheduler --port 8786")
