"""The options of sheets as a person writes them on the command line, checked against the plan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from fabric.plan import Plan
from fabric.sheets.documents.schedule_table import FIELDS
from fabric.sheets.rows.options import Options, Selection
from fabric.sheets.rows.text import millimetres_text
from fabric.vocabulary import PdfSet
from fabric.writers import AUTO, STOCKS, choose_stock, range_text
from layouts import PlannerError

MOST_URL = 120
"""Characters of an address; the code of a longer one is too fine for a label."""
MOST_REVISION = 200
"""Characters of a revision; a longer one leaves no room on a page."""
MOST_COLUMNS = 16
"""Columns of the cable schedule; more are too narrow to print."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The options as written, not yet checked. Each field has the name of the option of the commands."""

    paper: str = "a4"
    """A key of `PAPERS`."""
    revision: str = ""
    """Text at the foot of every page, up to `MOST_REVISION` characters; empty for none."""
    pdf: PdfSet = "carried"
    """PDF files of the documents that people carry, or of all documents."""
    base_url: str = ""
    """Address before the cable id in codes, up to `MOST_URL` characters; empty for the id alone."""
    label_stocks: tuple[str, ...] = ()
    """Keys of `STOCKS`, or `auto`; empty for `auto`."""
    label_text_only: bool = False
    """Whether labels have no code."""
    label_dpi: int = 300
    """Dots per inch of the label printer."""
    columns: str = ""
    """Keys of columns of the cable schedule, with commas between."""
    both_ways: bool = False
    """Whether the cable schedule lists each link from either end."""
    crews: tuple[int, ...] = ()
    """Numbers of crews, from 1; empty for all."""
    rows: tuple[str, ...] = ()
    """Ids of rows of the floor; empty for all."""
    racks: tuple[str, ...] = ()
    """Ids of racks; empty for all."""
    networks: tuple[str, ...] = ()
    """Ids of networks of the request; empty for all."""
    phases: tuple[int, ...] = ()
    """Numbers of build phases, from 1; empty for all."""

    @property
    def column_keys(self) -> tuple[str, ...]:
        """The keys of the columns, in order."""
        return tuple(key.strip() for key in self.columns.split(",") if key.strip())

    @property
    def stock_names(self) -> tuple[str, ...]:
        """The keys of the stocks, in order."""
        named = dict.fromkeys(self.label_stocks)
        return AUTO if "auto" in named or not named else tuple(named)

    @property
    def selection(self) -> Selection:
        """The links that are asked for."""
        return Selection(
            crews=frozenset(self.crews),
            rows=frozenset(self.rows),
            racks=frozenset(self.racks),
            networks=frozenset(self.networks),
            phases=frozenset(self.phases),
        )


def read_options(plan: Plan, wanted: Wanted) -> Options:
    """The options. Raises PlannerError where the plan has no such crew, row, rack, network or phase, where the schedule
    has no such column, and where a text is too long or cannot be printed: all faults at once.
    """
    wrong = [*_list_unknown(plan, wanted), *_list_unprintable(wanted), *_list_unfit_stocks(plan, wanted)]
    if wrong:
        raise PlannerError("; ".join(wrong))
    base_url = wanted.base_url
    if base_url and not base_url.endswith(("/", "#", "=", "?")):
        base_url += "/"
    return Options(
        paper_name=wanted.paper,
        label_stocks=wanted.stock_names,
        label_text_only=wanted.label_text_only,
        label_dpi=wanted.label_dpi,
        pdf=wanted.pdf,
        base_url=base_url,
        revision=wanted.revision,
        columns=wanted.column_keys,
        both_ways=wanted.both_ways,
        selection=wanted.selection,
    )


def _list_unknown(plan: Plan, wanted: Wanted) -> Iterator[str]:
    """The names that the plan or the schedule does not have."""
    project, selection = plan.project, wanted.selection
    yield from _unknown("crew", selection.crews, range(1, project.crew.crews + 1))
    yield from _unknown("row", selection.rows, (row.id for row in project.site.rows))
    yield from _unknown("rack", selection.racks, (rack.id for rack in project.site.racks))
    yield from _unknown("network", selection.networks, (network.id for network in project.request.networks))
    yield from _unknown("phase", selection.phases, range(1, len(project.request.phases) + 1))
    yield from _unknown("column", wanted.column_keys, (field.key for field in FIELDS))


def _list_unprintable(wanted: Wanted) -> Iterator[str]:
    """The texts that find no room on paper."""
    for name, text, most in (("base-url", wanted.base_url, MOST_URL), ("revision", wanted.revision, MOST_REVISION)):
        if not text.isprintable() or len(text) > most:
            yield f"--{name} takes at most {most} characters that can be printed"
    if len(wanted.column_keys) > MOST_COLUMNS:
        yield f"--columns takes at most {MOST_COLUMNS}: more do not fit a page"


def _list_unfit_stocks(plan: Plan, wanted: Wanted) -> Iterator[str]:
    """The diameters of cables for which no stock of labels is given that fits."""
    catalog = plan.project.catalog
    kinds = [plan.kinds[index] for index in sorted(set(plan.assemblies.kind.tolist()))]
    diameters = sorted({catalog.cables[kind.model].diameter_um for kind in kinds if kind.form != "trunk"})
    bare = [one for one in diameters if choose_stock(wanted.stock_names, one) is None]
    if bare:
        given = ", ".join(f"{name} fits {range_text(STOCKS[name])}" for name in wanted.stock_names)
        fit = sorted({name for name, stock in STOCKS.items() for one in bare if stock.fits(one)})
        yield (
            f"no label for cables of {' and '.join(millimetres_text(one) for one in bare)} mm: {given}. Add "
            f"--label-stock {' or '.join(fit)}, or leave the option out"
        )


def _unknown(what: str, chosen: Iterable[object], known: Iterable[object]) -> Iterator[str]:
    names = [str(one) for one in known]
    for one in chosen:
        if str(one) not in names:
            near = get_close_matches(str(one), names, 3)
            meant = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(names[:12]) or 'none'}"
            yield f"the plan has no {what} {ascii(one) if not str(one).isprintable() else one}; {meant}"
