"""Cages and transceivers by the words of the trade: the id of a form, such as osfp-finned-twin, is for programs."""

FAMILIES = ("osfp", "qsfp", "sfp", "rj45")
"""How the forms begin that are known; others are printed as they are."""
TOPS = {"finned": "finned top", "flat": "flat top"}
"""Words for the top of a transceiver, by a part of the name of its cage."""


def cage_text(cage_kind: str) -> str:
    """The form of a cage: twin-port OSFP, finned top; QSFP112."""
    return _words(cage_kind, "")


def transceiver_text(cage_kind: str) -> str:
    """The transceiver of a cage: twin-port OSFP transceiver, finned top; transceiver for other forms."""
    return _words(cage_kind, " transceiver") if cage_kind.startswith(FAMILIES) else f"transceiver for {cage_kind}"


def _words(cage_kind: str, noun: str) -> str:
    if not cage_kind.startswith(FAMILIES):
        return cage_kind
    parts = cage_kind.split("-")
    name = "-".join(part for part in parts if part not in TOPS and part != "twin" and not part.isdecimal()).upper()
    more = [TOPS[part] for part in parts if part in TOPS]
    more += [f"{part} Gb/s per port" for part in parts if part.isdecimal()]
    return ", ".join((f"{'twin-port ' if 'twin' in parts else ''}{name}{noun}", *more))
