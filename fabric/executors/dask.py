"""Designs tried on a Dask cluster that runs already: `pip install 'fabric-planner[dask]'`."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from distributed import Client, as_completed

from fabric.executors.processes import ignore
from layouts import PlannerError

Item = TypeVar("Item")
Result = TypeVar("Result")
WAIT_S = 10
"""How long the scheduler of the cluster may take to answer."""


class DaskExecutor:
    """Items on the workers of a cluster, which need the same version of this package. Use it as a context.

    Raises PlannerError where no scheduler answers at `address`.
    """

    least_links = 0

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
        """The results in order."""
        futures = [self._client.submit(function, item, pure=False) for item in items]
        for future in as_completed(futures):
            if future.status == "finished":
                done(future.result())
        return list(self._client.gather(futures))
