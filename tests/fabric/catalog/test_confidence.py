"""The confidence of a shipped row is that of its weakest figure, by the words of its own source. The price is aside."""

import csv
import re
from importlib.resources import files

import pytest

ORDER = ("published", "secondary", "memory", "assumed")
"""From the best known to the least."""
NO_FIGURES = {"price", "prices", "jacket", "and"}
"""Words before `assumed` that name nothing a plan is held against: every price is assumed, and a jacket is a colour."""
FILES = ("device_types", "ports", "optics", "cables", "trunks", "breakouts", "faceplates", "cage_fits", "cage_splits")

Row = dict[str, str]


def limit(source: str, of_model: dict[str, str]) -> str:
    """The best confidence that a source allows: its clauses that are assumed or from memory, and rows it follows."""
    found = ["published"]
    for clause in re.split(r"[;:()]|\. ", source):
        words = set(re.findall(r"[a-z]+", clause.partition("assumed")[0].lower())) - NO_FIGURES
        if re.search(r"\bassumed\b", clause) and (words or clause.strip() == "assumed"):
            found.append("assumed")
        if "from memory" in clause:
            found.append("memory")
        if "NetBox" in clause:
            found.append("secondary")
        followed = re.search(r"(?:figures|power|weight|size) as (\S+)|^as (\S+)", clause.strip())
        if followed:
            found.append(of_model.get((followed[1] or followed[2]).rstrip(","), "published"))
    return max(found, key=ORDER.index)


def read(name: str) -> list[Row]:
    """The rows of a shipped file."""
    text = (files("fabric.catalog") / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("source", "best"),
    [
        ("a data sheet: 900 W at most; price and jacket assumed", "published"),
        ("a data sheet: 900 W at most; depth and price assumed", "assumed"),
        ("a data sheet; loss budget from memory; price assumed", "memory"),
        ("assumed", "assumed"),
        ("1U, NetBox; price assumed", "secondary"),
        ("sibling of the X-1; figures as X-1", "memory"),
    ],
)
def test_the_words_of_a_source_limit_its_confidence(source: str, best: str) -> None:
    """A price may be assumed in a published row; a depth may not."""
    assert limit(source, {"X-1": "memory"}) == best


@pytest.mark.parametrize("name", FILES)
def test_no_row_claims_more_than_its_weakest_figure(name: str) -> None:
    """`published` rows are not listed among the assumptions of a plan: an assumed diameter in one would be hidden."""
    rows = read(name)
    of_model = {row["model"]: row["confidence"] for row in rows if "model" in row}
    wrong = [
        (row.get("model") or row["cage_kind"], row["confidence"], row["source"])
        for row in rows
        if ORDER.index(row["confidence"]) < ORDER.index(limit(row["source"], of_model))
    ]
    assert wrong == []
