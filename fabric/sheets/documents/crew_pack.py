"""The crew pack: one file to print and staple for each crew and shift.

Page 1 says who, where and when, shows the map of the crew, lists its pulls, and says what to collect and what to
watch out for. Then come the steps, each with one box.
"""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from fabric.sheets.documents.pack_columns import SIZE, SMALL, pack_block, wrap_held
from fabric.sheets.documents.pack_paper import LEADING, SMALL_LEADING, PackPaper
from fabric.sheets.documents.pack_steps import StepList
from fabric.sheets.documents.pull_sheet import pull_sheet
from fabric.sheets.pictures.crew_map import draw_crew_map
from fabric.sheets.roles import CREW, file_names, folder_of, make_document, write_data
from fabric.sheets.rows.crew_day import CrewDays, PullLine, list_pull_lines, start_text
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import CrewSection, list_sections
from fabric.sheets.rows.step import TABLE
from fabric.sheets.rows.text import breaks_text, clock_text, count_text
from fabric.writers import BOLD, FONT, MARGIN, Pages, draw_at

CONTINUED = " (continued)"
MAP_SHARE = 0.50
"""Share of the height of page 1 that the map may take."""
PULL_COLUMNS = (0.0, 40.0, 95.0, 255.0, 307.0, 332.0)
"""Where steps, time, cable, racks, length and way begin in the list of pulls, in points from the margin."""
LEAST_COLUMNS = 80.0
"""Height below which both columns begin on another page, in points."""
IN_CHARGE = "In charge: the crew with the most work at the rack in this shift; it decides who works where."
"""What it means to be in charge of a rack."""
HAND_OVER = 74.0
"""Height of the box for the hand-over, in points."""
LEGEND = (
    "Numbers are steps. coil 4 = stage the coil of step 4 at this rack. A end: step 4 = the pull of step 4 ends at "
    "this rack. Thick line: front of the rack. Black bar: wall sleeve. Not to scale; north is up."
)
NO_BREAK = "No break scheduled. Break agreed: ______ to ______; add its length to all later times."
LEAST_BREAK_S = 30 * 60
"""Time of work below which a crew agrees on no break, in seconds."""


def write_crew_packs(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the steps as data, and a file to print and staple for each crew and shift."""
    days = CrewDays(rows)
    names = write_data(make_document(lambda of: pull_sheet(of, days), rows), rows, folder)
    for section in list_sections(rows):
        name = _file_name(rows, section)
        title = f"Crew {section.crew}, {section.when}"
        foot = f"crew {section.crew} / {rows.origin}"
        with Pages(folder_of(folder, CREW) / f"{name}.pdf", title, rows.options.paper.portrait, foot) as pages:
            _Pack(days, section, PackPaper(pages, title, rows.site.name)).write()
        names.append(f"{CREW}/{name}.pdf")
    return names


def _file_name(rows: PlanRows, section: CrewSection) -> str:
    """Crew, day and shift, so that the files of a crew are in order of time."""
    (shift,) = file_names("", [section.shift_name]).values()
    day = section.day.replace(" ", "-")
    return f"crew-{section.crew:02d}-{day}{shift}"


class _Pack:
    """Lays out the pages of one crew and shift, from the top down."""

    def __init__(self, days: CrewDays, section: CrewSection, paper: PackPaper):
        self.days, self.section, self.paper, self.pages = days, section, paper, paper.pages
        self.room = paper.room

    def write(self) -> None:
        """Page 1, then the steps. The box for the hand-over stands below the columns where it fits, else behind the
        steps."""
        paper = self.paper
        paper.start_page()
        self.write_head()
        self.write_map()
        self.write_pulls()
        left, right = self.columns()
        self.write_columns(left, right)
        fits = paper.left - HAND_OVER - 12 >= 0
        if fits:
            self.write_hand_over()
        StepList(self.days, self.section, paper).write()
        if not fits:
            self.write_hand_over()

    def write_head(self) -> None:
        """Who, where and when."""
        steps, plan, paper = self.section.steps, self.days.plan, self.paper
        first = f"{clock_text(steps[0].start)} at {start_text(steps[0].place)}"
        acts = count_text(len(steps), "step")
        size = count_text(plan.project.crew.crew_size, "technician")
        words = f"{size}. Start {first}. Last step ends {clock_text(steps[-1].end)}. {acts}, "
        paper.paragraph(f"{words}{self.days.range_text(self.section)}.", SIZE, LEADING)
        pauses = breaks_text(self.days.breaks_of(self.section))
        if pauses or steps[-1].end_s - steps[0].start_s >= LEAST_BREAK_S:
            paper.paragraph(f"Breaks: {pauses}." if pauses else NO_BREAK, SIZE, LEADING)
        call = self.days.contact_text()
        if call:
            paper.paragraph(f"Questions about the plan: {call}.", SIZE, LEADING)
        paper.y -= 4
        paper.paragraph(f"Names: {34 * '_'}   Lead, telephone: {26 * '_'}", SIZE, LEADING + 2)

    def write_map(self) -> None:
        """The map of the racks of the crew."""
        paper = self.paper
        paper.heading("Where")
        if all(step.place.is_table for step in self.section.steps):
            words = f"All steps are at the {TABLE}. Racks are named for what goes there later."
            paper.paragraph(words, SIZE, LEADING)
            return
        most = self.pages.height * MAP_SHARE
        drawing = draw_crew_map(self.days.rows, self.section, self.room, most)
        draw_at(self.pages, drawing, paper.y - 4)
        paper.y -= drawing.height + 4
        paper.paragraph(LEGEND, 7.5, 9)

    def write_pulls(self) -> None:
        """The pulls, a line each."""
        lines, paper = list_pull_lines(self.section), self.paper
        if not lines:
            return
        paper.heading("Pulls: step, time, labels and cable, coil > A end, length m, route with metres in trays")
        for one in lines:
            height = self.write_pull(one, dry=True)
            if paper.left < height:
                paper.start_page(CONTINUED)
            self.write_pull(one)

    def write_pull(self, one: PullLine, dry: bool = False) -> float:
        """One line of the list; its height."""
        paper = self.paper
        cells = (
            one.steps,
            f"{clock_text(one.start)}-{clock_text(one.end)}",
            f"{one.labels}  {one.serials}",
            one.racks,
            one.length,
            one.way,
        )
        ends = (*PULL_COLUMNS[1:], self.room)
        fonts = [BOLD if number in (0, 2) else FONT for number in range(len(cells))]
        wrapped = [
            wrap_held(cell, end - start - 4, font, SMALL)
            for cell, start, end, font in zip(cells, PULL_COLUMNS, ends, fonts, strict=True)
        ]
        height = SMALL_LEADING * max(map(len, wrapped)) + 3
        if not dry:
            for parts, start, font in zip(wrapped, PULL_COLUMNS, fonts, strict=True):
                for place, words in enumerate(parts):
                    y = paper.y - SMALL_LEADING * (place + 1)
                    self.pages.text(MARGIN + start, y, words, bold=font == BOLD, size=SMALL)
            paper.y -= height
            self.pages.line(MARGIN, paper.y, self.pages.width - MARGIN, paper.y)
        return height

    def columns(self) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """What to collect; hazards and other crews. Lines of two columns, each with whether it is bold."""
        days, section = self.days, self.section
        width = self.room / 2 - 8
        left = list(pack_block("Collect", days.fetch_lines(section), width))
        right = list(pack_block("Watch out", days.hazard_lines(section), width))
        met = days.meeting_lines(section)
        right += pack_block("Other crews at your racks", [IN_CHARGE, *met] if met else met, width)
        return left, right

    def write_columns(self, left: Sequence[tuple[str, bool]], right: Sequence[tuple[str, bool]]) -> None:
        """Both columns side by side, on another page where less than a few of their lines fit."""
        paper = self.paper
        height = max(len(left), len(right)) * SMALL_LEADING + 6
        if paper.left < min(height, LEAST_COLUMNS):
            paper.start_page(CONTINUED)
        paper.y -= 6
        pairs = list(zip_longest(left, right))
        while pairs:
            fits = int(paper.left / SMALL_LEADING)
            # Column by column, so that a reader of the file gets each of them whole.
            for column, x in enumerate((MARGIN, MARGIN + self.room / 2 + 8)):
                for number, pair in enumerate(pairs[:fits], start=1):
                    if pair[column]:
                        text, bold = pair[column]
                        self.pages.text(x, paper.y - SMALL_LEADING * number, text, bold=bold, size=SMALL)
            paper.y -= SMALL_LEADING * min(fits, len(pairs))
            pairs = pairs[fits:]
            if pairs:
                paper.start_page(CONTINUED)

    def write_hand_over(self) -> None:
        """The box that is filled in at the end of the shift."""
        paper = self.paper
        if paper.left < HAND_OVER + 12:
            paper.start_page(CONTINUED)
        paper.y -= 12
        self.pages.box(MARGIN, paper.y - HAND_OVER, self.room, HAND_OVER, 1.0)
        lines = (
            f"HAND-OVER   Done up to step: {8 * '_'}   at: {9 * '_'}   Not finished, handed to: {19 * '_'}",
            f"Open ends, capped: {60 * '_'}",
            f"Faults (cable, end): {60 * '_'}",
            f"Received by: {32 * '_'}   Time: {12 * '_'}",
        )
        for number, words in enumerate(lines):
            self.pages.text(MARGIN + 8, paper.y - 15 - 17 * number, words, bold=not number, size=SMALL)
        paper.y -= HAND_OVER
