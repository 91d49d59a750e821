"""What whoever asks for sheets may choose: paper, labels, codes, columns, and which links they are for."""

from dataclasses import dataclass

from fabric.writers import PAPERS, Paper


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The links that sheets are for: those that meet every part that is not empty. Crews count from 1, a row or rack
    counts where either end is in it; phases are the build phases of the request, from 1.
    """

    crews: frozenset[int] = frozenset()
    rows: frozenset[str] = frozenset()
    racks: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    phases: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return any((self.crews, self.rows, self.racks, self.networks, self.phases))

    def __str__(self) -> str:
        """What is chosen, for the foot of each page."""
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
    """`paper_name` is one of `PAPERS`, `label_stock` one of `STOCKS`; `base_url` makes the code of a cable a link;
    `revision` is printed as it is; `columns` are those of the cable schedule (all where empty); `both_ways` lists each
    link from either end.
    """

    paper_name: str = "a4"
    label_stock: str = "a4-27"
    label_dpi: int = 300
    base_url: str = ""
    revision: str = ""
    columns: tuple[str, ...] = ()
    both_ways: bool = False
    selection: Selection = Selection()

    @property
    def paper(self) -> Paper:
        return PAPERS[self.paper_name]


PLAIN = Options()
"""What nobody chose."""
