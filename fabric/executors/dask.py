"""Tasks on a Dask cluster that is already running; needs `pip install 'fabric-planner[dask]'`."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from distributed import Client, as_completed

from fabric.executors.processes import ignore
from layouts import PlannerError

Item = TypeVar("Item")
Result = TypeVar("Result")
WAIT_S = 10
"""Seconds that the scheduler of the cluster has to answer before it counts as absent."""


class DaskExecutor:
    """Items on the workers of a cluster. Use it as a context.

    The workers need the same version of this package. Raises PlannerError where no scheduler answers at `address`.
    """

    least_links = 0
    """Fabrics of any size are sent."""

    def __init__(self, address: str):
        try:
            self._client = Client(address, timeout=WAIT_S)
        except (OSError, ValueError) as error:
            said = f"no Dask scheduler answers at {address} ({error}). Start one with: dask scheduler --port 8786"
            raise PlannerError(said) from error

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
