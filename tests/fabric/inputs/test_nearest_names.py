"""Names that do not exist: the remedy names the object that is meant."""

from fabric.inputs.nearest_names import nearest_remedy


def test_the_remedy_names_the_rack_that_is_meant() -> None:
    """A01 stands in two halls, A04 in one: the first has a long name, the second a short one. B9 is nobody's."""
    known = ("one.A01", "two.A01", "A04")
    assert nearest_remedy("A01", known, "List it") == "Name it in full: one.A01 or two.A01"
    assert nearest_remedy("two.A04", known, "List it") == "Its name is unique, so it is called 'A04'"
    assert nearest_remedy("B9", known, "List it") == "List it"


def test_a_rack_in_small_letters_is_the_rack_of_that_name() -> None:
    """`a01` was taken for B01, which has as many letters in common."""
    assert nearest_remedy("a01", ("A01", "B01"), "List it") == "Did you mean 'A01'? List it"
