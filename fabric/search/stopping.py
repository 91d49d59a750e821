"""The options that steer one run: another objective, and when the run is to stop."""

import signal
import time
from collections.abc import Callable
from dataclasses import replace

from fabric.project import Project, Weights
from fabric.vocabulary import Objective
from layouts import INTERRUPTS


def with_objective(project: Project, objective: Objective | None, weights: Weights | None) -> Project:
    """The project with another objective than its request names.

    Raises ValueError for weights that nothing uses, and where weights are wanted and none are stated.
    """
    request = project.request
    if objective == "weighted" and weights is None and request.objective != "weighted":
        raise ValueError("the objective weighted needs weights: add --weights, such as 100:1:0.001")
    if weights is not None:
        objective = objective or "weighted"
        if objective != "weighted":
            raise ValueError(f"weights go with the objective weighted, not with {objective}")
        request = replace(request, weights=weights)
    return replace(project, request=replace(request, objective=objective or request.objective))


class Stopping:
    """Whether a search should stop: after the first interrupt, or at the end of its time.

    Used as a context, it takes over the signals of `INTERRUPTS`. A second one raises KeyboardInterrupt. A signal that
    was ignored before, as nohup does, stays so.
    """

    def __init__(self, limit_s: float | None, report: Callable[[str], None]):
        self.end_s = None if limit_s is None else time.monotonic() + limit_s
        self.report = report
        self.interrupted = False

    def __enter__(self) -> "Stopping":
        self.before = {
            number: signal.signal(number, self.interrupt)
            for number in INTERRUPTS
            if signal.getsignal(number) != signal.SIG_IGN
        }
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def interrupt(self, *_: object) -> None:
        """Stops the search at the first interrupt, gives up at the second."""
        if self.interrupted:
            for number in self.before:
                signal.signal(number, signal.SIG_IGN)
            raise KeyboardInterrupt
        self.interrupted = True
        self.report("stopping with the best plan found so far; press Ctrl-C again to give up")

    def asked(self) -> bool:
        """Whether the search should stop now."""
        return self.interrupted or (self.end_s is not None and time.monotonic() >= self.end_s)
