"""Executors of independent tasks: in this process, in processes of this machine, on a Dask cluster.

Imports layouts.
Never knows what a task does.
"""

from fabric.executors.processes import SERIAL, Executor, ProcessExecutor

__all__ = ["SERIAL", "Executor", "ProcessExecutor"]
