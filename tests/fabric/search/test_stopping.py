"""Options of a run: what is read, what is refused in which words, and when a search stops."""

import os
import signal

import pytest

from fabric import Project
from fabric.commands.option_values import read_executor, read_numbers, read_ratio, read_seconds, read_weights
from fabric.project.request import Weights
from fabric.search.stopping import Stopping, with_objective


def test_what_is_read() -> None:
    assert read_numbers("8x8x2") == (8, 8, 2)
    assert read_ratio("2:1") == (2, 1)
    assert read_weights("100:1.5:0.001") == Weights(100, 1.5, 0.001)
    assert read_executor("tcp://10.0.0.1:8786") == "tcp://10.0.0.1:8786"


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (read_numbers, "8x", "'8x' is not a list of numbers such as 8x8"),
        (read_numbers, "0x2", "'0x2' is not a list of numbers such as 8x8"),
        (read_ratio, "2:1:1", "'2:1:1' is not a ratio such as 2:1"),
        (read_weights, "1:2", "'1:2' is not three weights such as 100:1:0.001"),
        (read_weights, "1:2:-1", "'1:2:-1' is not three weights such as 100:1:0.001"),
        (read_weights, "nan:0:0", "'nan:0:0' is not three weights such as 100:1:0.001"),
        (read_weights, "0:0:0", "'0:0:0' is not three weights such as 100:1:0.001"),
        (read_seconds, "nan", "'nan' is not a number of seconds (0 or more)"),
        (read_seconds, "-1", "'-1' is not a number of seconds (0 or more)"),
        (read_executor, "tcp://", "'tcp://' is not serial, processes or tcp://HOST:PORT"),
        (read_executor, "tcp://a:99999", "'tcp://a:99999' is not serial, processes or tcp://HOST:PORT"),
        (read_executor, "udp://x", "'udp://x' is not serial, processes or tcp://HOST:PORT"),
    ],
)
def test_what_is_refused(read: object, text: str, said: str) -> None:
    with pytest.raises(ValueError, match="is n") as found:
        read(text)  # type: ignore[operator]
    assert str(found.value) == said


def test_weights_set_the_objective_and_go_with_no_other(pod_project: Project) -> None:
    weighted = with_objective(pod_project, None, Weights(0, 1, 0))
    assert (weighted.request.objective, weighted.request.weights) == ("weighted", Weights(0, 1, 0))
    assert with_objective(pod_project, "cost", None).request.objective == "cost"
    assert with_objective(pod_project, None, None) == pod_project
    with pytest.raises(ValueError, match="add --weights, such as"):
        with_objective(pod_project, "weighted", None)
    assert with_objective(weighted, "weighted", None) == weighted
    with pytest.raises(ValueError, match="not with cost"):
        with_objective(pod_project, "cost", Weights(0, 1, 0))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_interrupt_stops_the_second_gives_up(number: int) -> None:
    """A request of a scheduler, or of a terminal that closes, is obeyed as Ctrl-C is."""
    said: list[str] = []
    # The tests may run under nohup.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with Stopping(None, said.append) as stopping:
            assert not stopping.asked()
            os.kill(os.getpid(), number)
            assert stopping.asked()
            assert said == ["stopping with the best plan found so far; press Ctrl-C again to give up"]
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), number)
    finally:
        signal.signal(number, before)
    with Stopping(0.0, said.append) as stopping:
        assert stopping.asked()


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """`nohup` ignores the end of the terminal for a run that shall go on."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Stopping(None, lambda line: None) as stopping:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not stopping.asked()
    finally:
        signal.signal(signal.SIGHUP, before)
