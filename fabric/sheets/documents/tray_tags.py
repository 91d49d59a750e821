"""Tags to print and fasten to the pathways before the first pull: the names that the sheets print."""

from collections.abc import Sequence
from pathlib import Path

from fabric.sheets.roles import CREW, folder_of
from fabric.sheets.rows.lane_marks import lane_lines
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.pull_ways import PullWays, run_stem
from fabric.writers import BOLD, FONT, MARGIN, Pages, fit_size
from layouts import Pathway

COLUMNS, ROWS = 2, 6
"""Tags beside each other and below each other on a page."""
NAME_SIZE, WORDS_SIZE = 40.0, 11.0
"""Height of the name and of the words below it, in points."""
NAME_AT = 0.62
"""Where the name stands, as a share of the height of a tag."""
EACH = 2
"""Tags of a pathway: one for each end."""


def list_used_pathways(rows: PlanRows) -> list[Pathway]:
    """The pathways in which the chosen pulls lie, in the order of the site."""
    plan = rows.plan
    routes = {int(plan.pulls.route[pull]) for pull in rows.selected.pulls}
    used = {name for number in routes if number >= 0 for name in plan.routes[number].named_pathways}
    return [pathway for pathway in rows.site.pathways if pathway.id in used]


def tag_words(pathway: Pathway, lanes: Sequence[str] = ()) -> tuple[str, ...]:
    """The lines below the name of a pathway: its kind and size, its run, its lanes, and who closes a fire barrier."""
    lines = [f"{pathway.kind}, {pathway.width_mm} x {pathway.depth_mm} mm, {' and '.join(pathway.media)}"]
    stem = run_stem(pathway.id)
    lines += [f"part of {stem}"] if stem != pathway.id else []
    lines += lanes
    # Two lines: one of all words would be too small to read from a ladder.
    closes = (f"FIRESTOP: the last crew to pull through this {pathway.kind}", "in a shift refits the firestop")
    lines += closes if pathway.firestop else ()
    return tuple(lines)


def write_tray_tags(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the tags, two of each pathway; nothing where no pull takes one."""
    pathways = list_used_pathways(rows)
    if not pathways:
        return []
    path = folder_of(folder, CREW) / "tray_tags.pdf"
    foot = f"tray tags: fasten one at each end of the tray, to be read from the ladder / {rows.origin}"
    ways = PullWays(rows.index, rows.by_pull)
    with Pages(path, "Tray tags", rows.options.paper.portrait, foot) as pages:
        wide, tall = (pages.width - 2 * MARGIN) / COLUMNS, (pages.height - 2 * MARGIN - 14) / ROWS
        for number, pathway in enumerate(one for one in pathways for _ in range(EACH)):
            place = number % (COLUMNS * ROWS)
            if not place:
                pages.start()
            x = MARGIN + place % COLUMNS * wide
            y = pages.height - MARGIN - (place // COLUMNS + 1) * tall
            lanes = lane_lines(pathway, ways.uses_of.get(pathway.id, frozenset()), rows.site.racks)
            _draw_tag(pages, pathway.id, tag_words(pathway, lanes), (x, y, wide, tall))
    return [f"{CREW}/{path.name}"]


def _draw_tag(pages: Pages, name: str, lines: Sequence[str], frame: tuple[float, float, float, float]) -> None:
    x, y, wide, tall = frame
    pages.box(x, y, wide, tall, 0.5)
    middle, base = x + wide / 2, y + tall * NAME_AT
    size = fit_size(name, wide - 20, BOLD, NAME_SIZE)
    pages.text_middle(middle, base, name, bold=True, size=size)
    step = min(14.0, (base - y - 8) / max(1, len(lines)))
    for number, words in enumerate(lines, start=1):
        fitted = fit_size(words, wide - 20, FONT, WORDS_SIZE)
        pages.text_middle(middle, base - 4 - step * number, words, size=min(fitted, step - 1))
