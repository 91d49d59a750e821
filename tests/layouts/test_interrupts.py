"""Interrupts wait for short steps, and for nothing else."""

import signal
from threading import Thread

import pytest

from layouts import INTERRUPTS, hold_interrupts


@pytest.mark.parametrize("number", INTERRUPTS)
def test_an_interrupt_waits_for_the_step(number: signal.Signals) -> None:
    """The step ends, then the interrupt is obeyed once, and the handler is the one of before."""
    heard: list[int] = []
    before = signal.signal(number, lambda found, _: heard.append(found))
    try:
        mine = signal.getsignal(number)
        with hold_interrupts():
            with hold_interrupts():
                signal.raise_signal(number)
                signal.raise_signal(number)
            assert heard == []
        assert heard == [number]
        assert signal.getsignal(number) is mine
    finally:
        signal.signal(number, before)


def test_an_interrupt_follows_an_error_of_the_step() -> None:
    with pytest.raises(KeyboardInterrupt) as caught, hold_interrupts():
        signal.raise_signal(signal.SIGINT)
        raise ValueError("the step failed")
    assert isinstance(caught.value.__context__, ValueError)


def test_an_ignored_interrupt_stays_ignored_and_threads_change_nothing() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with hold_interrupts():
            assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    seen: list[object] = []

    def look() -> None:
        with hold_interrupts():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [before]
