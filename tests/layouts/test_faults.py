"""Faults as the user reads them, and their order."""

from layouts.faults import Fault, InputError


def test_a_fault_of_a_file_has_neither_line_nor_key() -> None:
    fault = Fault.of_file("crew.yaml", "it is empty", "Fill it in")
    assert (fault.file, fault.line, fault.key) == ("crew.yaml", 0, "")
    assert str(fault) == "crew.yaml: it is empty. Fill it in"


def test_faults_are_told_once_each_in_the_order_of_their_places() -> None:
    """The fault of the whole file comes before that of its line 2; the same fault twice counts once."""
    second = Fault("crew.yaml", 2, "shifts", "it is no list", "Write a list")
    first = Fault.of_file("crew.yaml", "it is old", "Renew it")
    assert InputError([second, first, second]).lines == [
        "crew.yaml: it is old. Renew it",
        "crew.yaml:2 at shifts: it is no list. Write a list",
        "2 faults found",
    ]
