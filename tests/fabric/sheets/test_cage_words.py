"""Forms of cages in the words of the trade."""

import pytest

from fabric.sheets.rows.cage_words import cage_text, transceiver_text


@pytest.mark.parametrize(
    ("kind", "cage", "transceiver"),
    [
        ("osfp-finned-twin", "twin-port OSFP, finned top", "twin-port OSFP transceiver, finned top"),
        ("osfp-flat", "OSFP, flat top", "OSFP transceiver, flat top"),
        ("osfp-flat-800", "OSFP, flat top, 800 Gb/s per port", "OSFP transceiver, flat top, 800 Gb/s per port"),
        ("qsfp-dd800", "QSFP-DD800", "QSFP-DD800 transceiver"),
        ("rj45", "RJ45", "RJ45 transceiver"),
        ("our-own", "our-own", "transceiver for our-own"),
    ],
)
def test_words_of_a_form(kind: str, cage: str, transceiver: str) -> None:
    """A form of our own, which no rule takes apart, stays as it is written."""
    assert (cage_text(kind), transceiver_text(kind)) == (cage, transceiver)
