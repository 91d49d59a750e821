"""Connectors of patch panels: whether a text names one, in the spellings of the trade and of NetBox."""

import re

CONNECTORS = frozenset((
    "LC", "SC", "ST", "FC", "MU", "LSH", "E2000", "LX5", "MTRJ", "MPO", "MTP", "MMC", "SN", "CS",
    "MDC", "URM", "SMA", "RJ45", "RJ11", "8P8C", "8P6C", "8P4C", "6P6C", "GG45", "TERA", "ARJ45",
    "MRJ21", "110", "BNC", "F", "N", "SPLICE", "USB",
))  # fmt: skip
"""Connectors of fibers and of copper: those of IEC 61754 and 61755, of IEC 60603-7, and the port types of NetBox."""


def is_connector(text: str) -> bool:
    """Whether a text names a connector, such as `LC duplex`, `MPO-12`, `SC/APC` or `RJ-45`."""
    words = [word for word in re.split(r"[^A-Z0-9]+", text.upper()) if word]
    bare = {word.rstrip("0123456789") for word in words}
    return not CONNECTORS.isdisjoint({*words, *bare, "".join(words)})
