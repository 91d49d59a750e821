"""Connectors in the words of an order: the gender with what is seen of it."""

GENDERS = {"male": "male (pins)", "female": "female (no pins)"}
"""Genders of connectors with what they mean; others stand as they are."""


def connector_words(connector: str, gender: str) -> str:
    """A connector with its gender: MPO-12/APC female (no pins)."""
    return f"{connector} {GENDERS.get(gender, gender)}".strip()
