"""Connectors of panels are told from slips of the pen."""

import pytest

from fabric.inputs.panel_connectors import is_connector


@pytest.mark.parametrize(
    "text", ["LC", "lc duplex", "Duplex LC", "LC/APC", "sc-upc", "MPO-12", "MTP24", "RJ-45", "8p8c", "E-2000", "110"]
)
def test_names_of_the_trade_and_of_netbox_are_connectors(text: str) -> None:
    assert is_connector(text)


@pytest.mark.parametrize("text", ["5", "LCC", "XY", "MPP", "RJ54", "duplex", "-"])
def test_other_words_are_none(text: str) -> None:
    """A number, letters too many or swapped, and a word that only describes a connector."""
    assert not is_connector(text)
