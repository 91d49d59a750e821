"""What a device is whose ports look like those of a switch: a firewall, a load balancer, a storage box; or a switch.
Its family decides, then its manufacturer, then words of the file. Where none of them does, it is a switch.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fabric.catalog.netbox_forms import KindForm

WORDS: Mapping[str, re.Pattern[str]] = {
    "firewall": re.compile(r"(?i)firewall|\bngfw\b|\butm\b|(?:security|services) gateway|security appliance"),
    "load balancer": re.compile(r"(?i)load ?balancer|application delivery|\badc\b"),
    "storage box": re.compile(
        r"(?i)storage (?:array|system|shelf|enclosure|appliance)|dis[ck] (?:array|shelf)|network attached storage|"
        r"\bnas\b|\bjbod\b"
    ),
    "console server": re.compile(r"(?i)console server"),
}
"""Words that show a device that is no switch; in a file that also has the word switch they do not count."""
SWITCH = re.compile(r"(?i)switch")
"""The word that shows a switch where the manufacturer makes other devices too."""


class Kind(NamedTuple):
    """What a device is, and the rule that decided it."""

    name: str
    """`switch`, or one of the kinds of the list."""
    how: str
    """The rule that decided it."""


def tell_kind(data: Mapping[str, Any], rows: Sequence[KindForm], by_words: bool) -> Kind | None:
    """The kind by the family, the manufacturer or, `by_words`, the words of a file; None where none of them decides."""
    maker, model = str(data.get("manufacturer") or ""), str(data.get("model") or "")
    names = model, str(data.get("part_number") or "")
    found = [row for row in rows if row.fits(maker, *names)]
    families = [row for row in found if row.model]
    if families:
        row = families[-1]
        return Kind(row.kind, f"the family {row.model}{f' of {row.manufacturer}' if row.manufacturer else ''}")
    if found and not SWITCH.search(f"{model} {data.get('description') or ''}"):
        return Kind(found[-1].kind, f"the manufacturer {found[-1].manufacturer}")
    return _tell_by_words(data) if by_words else None


def _tell_by_words(data: Mapping[str, Any]) -> Kind | None:
    """The kind by the first word of the file that names one; addresses of web pages count with their words."""
    texts = {
        key: re.sub(r"[-_/]", " ", str(data.get(key) or ""))
        for key in ("model", "part_number", "description", "comments")
    }
    if any(SWITCH.search(text) for text in texts.values()):
        return None
    for key, text in texts.items():
        for kind, words in WORDS.items():
            word = words.search(text)
            if word:
                return Kind(kind, f"the words '{word[0]}' in its {key}")
    return None
