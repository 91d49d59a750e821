"""A reader's choices for the sheets: paper, labels, codes, columns, and the links that the sheets are for."""

from dataclasses import dataclass

from fabric.vocabulary import PdfSet
from fabric.writers import AUTO, PAPERS, Paper


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The links that sheets are for: links that meet every part that is not empty."""

    crews: frozenset[int] = frozenset()
    """From 1."""
    rows: frozenset[str] = frozenset()
    """Rows of the floor; either end of a link may be in one."""
    racks: frozenset[str] = frozenset()
    """Either end of a link may be in one."""
    networks: frozenset[str] = frozenset()
    """Ids of networks of the request."""
    phases: frozenset[int] = frozenset()
    """Build phases of the request, from 1."""

    def __bool__(self) -> bool:
        return any((self.crews, self.rows, self.racks, self.networks, self.phases))

    def __str__(self) -> str:
        """The selection in words, for the foot of each page."""
        parts = (
            ("crew", self.crews),
            ("row", self.rows),
            ("rack", self.racks),
            ("network", self.networks),
            ("phase", self.phases),
        )
        return ", ".join(f"{name} {' '.join(map(str, sorted(values)))}" for name, values in parts if values)


@dataclass(frozen=True, kw_only=True)
class Options:
    """The form of the sheets, and the links that they are for."""

    paper_name: str = "a4"
    """A key of `PAPERS`."""
    label_stocks: tuple[str, ...] = AUTO
    """Keys of `STOCKS`; each cable takes the first one that fits its diameter."""
    label_text_only: bool = False
    """Whether labels have no code."""
    label_dpi: int = 300
    """Dots per inch of the label printer."""
    pdf: PdfSet = "carried"
    """PDF files of the documents that people carry, or of all documents."""
    base_url: str = ""
    """Address before the cable id in codes; empty for the id alone."""
    revision: str = ""
    """Text at the foot of every page."""
    supersedes: str = ""
    """The plan and revision that the sheets replace, in words, at the foot of every page; empty where none is known."""
    columns: tuple[str, ...] = ()
    """Keys of the columns of the cable schedule; all where empty."""
    both_ways: bool = False
    """Whether the cable schedule lists each link from either end."""
    selection: Selection = Selection()
    """The links that the sheets are for; empty for all links."""

    @property
    def paper(self) -> Paper:
        """The paper of all PDF files."""
        return PAPERS[self.paper_name]


PLAIN = Options()
"""The options of a reader who chooses nothing."""
