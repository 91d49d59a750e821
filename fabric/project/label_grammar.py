"""The names of cable ends on labels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class LabelGrammar:
    """The name of an end on labels, with fields in braces (`END_FIELDS`), and the text between near and far end."""

    end: str = "{rack}-{u}:{port}"
    """Template of one end, 1 to 120 characters, with fields of `END_FIELDS` in braces."""
    between: str = "/"
    """Text between near and far end, 1 to 8 characters."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it uses, in order, unknown ones included."""
        return tuple(_FIELD.findall(self.end))

    def name_end(self, fields: Mapping[str, str]) -> str:
        """One end; every field must be there."""
        return "".join([fields[part] if number % 2 else part for number, part in enumerate(_split(self.end))])

    def join(self, near: str, far: str) -> str:
        """The label of one end of a cable: that end first."""
        return f"{near}{self.between}{far}"


_FIELD = re.compile(r"\{([^{}]*)\}")


@lru_cache(maxsize=16)
def _split(template: str) -> list[str]:
    """The parts of a template: text and field by turns."""
    return _FIELD.split(template)


END_FIELDS = ("site", "room", "row", "rack", "u", "device", "port", "printed")
"""Facts of an end that a label may name. `port` is cage, connector and lane; `printed` is the name on the metal."""
