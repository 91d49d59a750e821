"""Where independent tasks run: here, in processes of this machine, on a Dask cluster.

Imports nothing of the house.
Never knows what a task does.
"""

from fabric.executors.processes import SERIAL, Executor, ProcessExecutor

__all__ = ["SERIAL", "Executor", "ProcessExecutor"]
