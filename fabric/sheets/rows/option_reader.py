"""What whoever asks for sheets writes on the command line, checked against the plan."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from fabric.plan import Plan
from fabric.sheets.documents.schedule_table import COLUMNS
from fabric.sheets.rows.options import Options, Selection
from layouts import PlannerError

MOST_URL, MOST_REVISION, MOST_COLUMNS = 120, 200, 16
"""A code of a longer address is too fine for a label; more columns are too narrow to print."""


def read_options(
    plan: Plan,
    *,
    paper: str = "a4",
    revision: str = "",
    base_url: str = "",
    label_stock: str = "a4-27",
    label_dpi: int = 300,
    columns: str = "",
    both_ways: bool = False,
    crews: Iterable[int] = (),
    rows: Iterable[str] = (),
    racks: Iterable[str] = (),
    networks: Iterable[str] = (),
    phases: Iterable[int] = (),
) -> Options:
    """The options. Raises PlannerError where the plan has no such crew, row, rack, network or phase, or the schedule no
    such column: all of them at once.
    """
    project = plan.project
    selection = Selection(
        crews=frozenset(crews),
        rows=frozenset(rows),
        racks=frozenset(racks),
        networks=frozenset(networks),
        phases=frozenset(phases),
    )
    keys = tuple(key.strip() for key in columns.split(",") if key.strip())
    wrong = [
        *_unknown("crew", selection.crews, range(1, project.crew.crews + 1)),
        *_unknown("row", selection.rows, (row.id for row in project.site.rows)),
        *_unknown("rack", selection.racks, (rack.id for rack in project.site.racks)),
        *_unknown("network", selection.networks, (network.id for network in project.request.networks)),
        *_unknown("phase", selection.phases, range(1, len(project.request.phases) + 1)),
        *_unknown("column", keys, (column.key for column in COLUMNS)),
    ]
    for name, text, most in (("base-url", base_url, MOST_URL), ("revision", revision, MOST_REVISION)):
        if not text.isprintable() or len(text) > most:
            wrong.append(f"--{name} takes at most {most} characters that can be printed")
    if len(keys) > MOST_COLUMNS:
        wrong.append(f"--columns takes at most {MOST_COLUMNS}: more do not fit a page")
    if base_url and not base_url.endswith(("/", "#", "=", "?")):
        base_url += "/"
    if wrong:
        raise PlannerError("; ".join(wrong))
    return Options(
        paper_name=paper,
        label_stock=label_stock,
        label_dpi=label_dpi,
        base_url=base_url,
        revision=revision,
        columns=keys,
        both_ways=both_ways,
        selection=selection,
    )


def _unknown(what: str, chosen: Iterable[object], known: Iterable[object]) -> Iterator[str]:
    names = [str(one) for one in known]
    for one in chosen:
        if str(one) not in names:
            near = get_close_matches(str(one), names, 3)
            meant = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(names[:12]) or 'none'}"
            yield f"the plan has no {what} {ascii(one) if not str(one).isprintable() else one}; {meant}"
