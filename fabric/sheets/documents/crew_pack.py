"""The crew pack: one file to print and staple for each crew and shift.

Page 1 says who, where and when, shows the map of the crew, lists its pulls, and says what to fetch and what to mind.
Then come the steps, each with one box.
"""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from fabric.sheets.documents.pack_columns import SIZE, SMALL, pack_block, set_abreast
from fabric.sheets.documents.pull_sheet import pull_sheet
from fabric.sheets.pictures.crew_map import draw_crew_map
from fabric.sheets.roles import CREW, file_names, folder_of, make_document, write_data
from fabric.sheets.rows.crew_day import CrewDays, PullLine, list_pull_lines
from fabric.sheets.rows.pack_words import (
    device_text,
    is_short,
    list_step_runs,
    minutes_text,
    optics_title,
    step_lines,
    title_text,
)
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.sections import CrewSection, list_sections
from fabric.sheets.rows.shift_times import Break
from fabric.sheets.rows.step import Step
from fabric.sheets.rows.text import (
    breaks_text,
    clock_text,
    count_text,
    day_text,
    work_place_text,
)
from fabric.writers import BOLD, FONT, MARGIN, Pages, draw_at, fit_size, wrap

LEADING, SMALL_LEADING = 12.2, 11.0
"""Distance of the lines that are read on a ladder, and at the cart, in points."""
TITLE, HEADING = 17.0, 10.5
BOTTOM = MARGIN + 6
TEXT = 118.0
"""Where the text of a step begins, right of box, number and time, in points from the margin."""
DETAIL = 15.0
"""Where the plugs and pieces of a step begin, below its time, in points from the margin."""
MINUTES = 78.0
"""Width of the minutes at the right of a device whose optics are inserted, in points."""
MAP_SHARE = 0.40
"""Share of the height of page 1 that the map may take."""
PULL_COLUMNS = (0.0, 44.0, 104.0, 276.0, 342.0, 370.0)
"""Where steps, time, cable, racks, length and way begin in the list of pulls, in points from the margin."""
HAND_OVER = 74.0
"""Height of the box for the hand-over, in points."""
LEGEND = (
    "Numbers are steps. coil: stage it there. pull to: the A end (eye) goes there. Thick line: front of the rack. "
    "Black bar: wall sleeve. Not to scale; north is up."
)
NO_BREAK = "Breaks: none in the plan. Agree on one: ______ to ______; later steps move by it."
SIDES = "Left and right: as you face the ports."
TESTS = (
    "Test: before plugging, loss by the test sheet of the rack. After power: link up at full speed, error counters "
    "steady for five minutes."
)


def write_crew_packs(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the steps as data, and a file to print and staple for each crew and shift."""
    days = CrewDays(rows)
    names = write_data(make_document(lambda of: pull_sheet(of, days), rows), rows, folder)
    for section in list_sections(rows):
        name = _file_name(rows, section)
        title = f"Crew {section.crew}, {section.when}"
        foot = f"crew {section.crew} / {rows.origin}"
        with Pages(folder_of(folder, CREW) / f"{name}.pdf", title, rows.options.paper.portrait, foot) as pages:
            _Pack(days, section, pages, title).write()
        names.append(f"{CREW}/{name}.pdf")
    return names


def _file_name(rows: PlanRows, section: CrewSection) -> str:
    """Crew, day and shift, so that the files of a crew are in order of time."""
    (shift,) = file_names("", [section.shift_name]).values()
    day = day_text(rows.plan.project.request.racks_ready, section.steps[0].start).replace(" ", "-")
    return f"crew-{section.crew:02d}-{day}{shift}"


class _Pack:
    """Lays out the pages of one crew and shift, from the top down."""

    def __init__(self, days: CrewDays, section: CrewSection, pages: Pages, title: str):
        self.days, self.section, self.pages, self.title = days, section, pages, title
        self.room = pages.width - 2 * MARGIN
        self.y = 0.0
        self.told: Step | None = None
        """The last pull of this page that is told in full."""

    def write(self) -> None:
        """Page 1, then the steps."""
        self.start_page(self.title)
        self.write_head()
        self.write_map()
        self.write_pulls()
        self.write_columns()
        fits = self.y - HAND_OVER - 12 >= BOTTOM
        if fits:
            self.write_hand_over()
        self.write_steps()
        if not fits:
            self.write_hand_over()

    def start_page(self, title: str) -> None:
        """A page with its title, and the floor at the right."""
        self.pages.start()
        self.told = None
        top = self.pages.height - MARGIN - 14
        self.pages.text(MARGIN, top, title, bold=True, size=fit_size(title, self.room * 0.7, BOLD, TITLE))
        name = self.days.plan.project.site.name
        self.pages.text_right(self.pages.width - MARGIN, top, name, size=fit_size(name, self.room * 0.28, FONT, 9))
        self.y = top - 8

    def heading(self, words: str) -> None:
        """A heading with a line below it."""
        self.y -= 14
        self.pages.text(MARGIN, self.y, words, bold=True, size=HEADING)
        self.y -= 3.5
        self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y, 0.8)

    def paragraph(self, text: str, size: float = SMALL, leading: float = SMALL_LEADING) -> None:
        """A paragraph over the width of the page."""
        for words in wrap(text, self.room, FONT, size):
            self.y -= leading
            self.pages.text(MARGIN, self.y, words, size=size)

    def write_head(self) -> None:
        """Who, where and when."""
        steps, plan = self.section.steps, self.days.plan
        first = f"{clock_text(steps[0].start)} at {work_place_text(steps[0].place)}"
        acts = count_text(len(steps), "step")
        size = count_text(plan.project.crew.crew_size, "technician")
        words = f"{size}. Start {first}. Last step ends {clock_text(steps[-1].end)}. {acts}, "
        self.paragraph(f"{words}{self.days.range_text(self.section)}.", SIZE, LEADING)
        pauses = breaks_text(self.days.breaks_of(self.section))
        self.paragraph(f"Breaks: {pauses}." if pauses else NO_BREAK, SIZE, LEADING)
        call = self.days.contact_text()
        if call:
            self.paragraph(f"Questions about the plan: {call}.", SIZE, LEADING)
        self.y -= 4
        self.paragraph(f"Names: {34 * '_'}   Lead, telephone: {26 * '_'}", SIZE, LEADING + 2)

    def write_map(self) -> None:
        """The map of the racks of the crew."""
        self.heading("Where")
        most = self.pages.height * MAP_SHARE
        drawing = draw_crew_map(self.days.rows, self.section, self.room, most)
        draw_at(self.pages, drawing, self.y - 4)
        self.y -= drawing.height + 4
        self.paragraph(LEGEND, 7.5, 9)

    def write_pulls(self) -> None:
        """The pulls, a line each."""
        lines = list_pull_lines(self.section)
        if not lines:
            return
        self.heading("Pulls: step, time, labels and cable, coil > A end, length m, route with metres")
        for one in lines:
            height = self.write_pull(one, dry=True)
            if self.y - height < BOTTOM:
                self.start_page(f"{self.title} (continued)")
            self.write_pull(one)

    def write_pull(self, one: PullLine, dry: bool = False) -> float:
        """One line of the list; its height."""
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
            wrap(cell, end - start - 4, font, SIZE)
            for cell, start, end, font in zip(cells, PULL_COLUMNS, ends, fonts, strict=True)
        ]
        height = LEADING * max(map(len, wrapped)) + 2
        if not dry:
            for parts, start, font in zip(wrapped, PULL_COLUMNS, fonts, strict=True):
                for place, words in enumerate(parts):
                    y = self.y - LEADING * (place + 1)
                    self.pages.text(MARGIN + start, y, words, bold=font == BOLD, size=SIZE)
            self.y -= height
            self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y)
        return height

    def write_columns(self) -> None:
        """What to fetch at the left; hazards and other crews at the right."""
        days, section = self.days, self.section
        width = self.room / 2 - 8
        left = list(pack_block("Fetch", days.fetch_lines(section), width))
        right = list(pack_block("Mind", days.hazard_lines(section), width))
        right += pack_block("Other crews at your racks", days.meeting_lines(section), width)
        height = max(len(left), len(right)) * SMALL_LEADING + 6
        if self.y - min(height, 200) < BOTTOM:
            self.start_page(f"{self.title} (continued)")
        self.y -= 6
        pairs = list(zip_longest(left, right))
        while pairs:
            fits = int((self.y - BOTTOM) / SMALL_LEADING)
            # Column by column, so that a reader of the file gets each of them whole.
            for column, x in enumerate((MARGIN, MARGIN + self.room / 2 + 8)):
                for number, pair in enumerate(pairs[:fits], start=1):
                    if pair[column]:
                        text, bold = pair[column]
                        self.pages.text(x, self.y - SMALL_LEADING * number, text, bold=bold, size=SMALL)
            self.y -= SMALL_LEADING * min(fits, len(pairs))
            pairs = pairs[fits:]
            if pairs:
                self.start_page(f"{self.title} (continued)")

    def write_hand_over(self) -> None:
        """The box that is filled in at the end of the shift."""
        if self.y - HAND_OVER - 12 < BOTTOM:
            self.start_page(f"{self.title} (continued)")
        self.y -= 12
        self.pages.box(MARGIN, self.y - HAND_OVER, self.room, HAND_OVER, 1.0)
        lines = (
            f"HAND-OVER   Done up to step: {8 * '_'}   at: {9 * '_'}   Not finished, handed to: {19 * '_'}",
            f"Open ends, capped: {60 * '_'}",
            f"Faults (cable, end): {60 * '_'}",
            f"Received by: {32 * '_'}   Time: {12 * '_'}",
        )
        for number, words in enumerate(lines):
            self.pages.text(MARGIN + 8, self.y - 15 - 17 * number, words, bold=not number, size=SMALL)
        self.y -= HAND_OVER

    def write_steps(self) -> None:
        """All steps in order, breaks between them."""
        self.start_page(f"{self.title}: steps")
        self.paragraph(f"{SIDES} Finish the steps after 'Wait for' first. 'Same rack': another crew is there. {TESTS}")
        self.paragraph(self.days.rows.label_key)
        self.y -= 4
        breaks = list(self.days.breaks_of(self.section))
        for run in list_step_runs(self.section.steps, [one.start for one in breaks]):
            while breaks and breaks[0].start_s <= run[0].start_s:
                self.write_break(breaks.pop(0))
            if len(run) > 1:
                self.write_optics(run)
            else:
                self.write_step(run[0])

    def write_break(self, one: Break) -> None:
        """A row for a break."""
        self.make_room(LEADING + 8)
        self.pages.box(MARGIN, self.y - LEADING - 5, self.room, LEADING + 5, 0, 0.88)
        words = f"{clock_text(one.start)}-{clock_text(one.end)}   BREAK"
        self.pages.text(MARGIN + 20, self.y - LEADING, words, bold=True, size=SIZE)
        self.y -= LEADING + 5

    def make_room(self, height: float) -> None:
        """A new page where less than a height is left."""
        if self.y - height < BOTTOM:
            self.start_page(f"{self.title}: steps")

    def write_step(self, step: Step) -> None:
        """One step: box, number and time at the left, its lines at the right. A step stays on one page if it fits."""
        details = set_abreast(step.details, self.room - DETAIL)
        lines = self.lines_of(step)
        tallest = self.pages.height - 2 * MARGIN - 40
        self.make_room(min(LEADING * (len(lines) + len(details)) + 7, tallest))
        # Another page may have begun, on which nothing is told yet.
        lines = self.lines_of(step)
        if step.pull and not (self.told and is_short(step, self.told)):
            self.told = step
        self.write_margin(step)
        self.pages.text(MARGIN + 44, self.y - 2 * LEADING + 1, minutes_text(step), size=SMALL)
        for words, font in lines:
            self.next_line()
            self.pages.text(MARGIN + TEXT, self.y + 1, words, bold=font == BOLD, size=SIZE)
        for parts in details:
            self.next_line()
            for number, part in enumerate(parts):
                self.pages.text(MARGIN + DETAIL + number * (self.room - DETAIL) / 2, self.y + 1, part, size=SIZE)
        self.y -= LEADING * max(0, 2 - len(lines) - len(details)) + 5
        self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y)
        self.y -= 2

    def lines_of(self, step: Step) -> list[tuple[str, str]]:
        """The title and the lines of a step, each with its font."""
        width = self.room - TEXT
        lines = [(part, BOLD) for part in wrap(title_text(step), width, BOLD, SIZE)]
        return lines + [(part, FONT) for text in step_lines(step, self.told) for part in wrap(text, width, FONT, SIZE)]

    def write_margin(self, step: Step) -> None:
        """Box, number and time of a step at the left."""
        self.pages.box(MARGIN, self.y - LEADING, 10, 10, 0.9)
        self.pages.text(MARGIN + 15, self.y - LEADING + 1, str(step.number), bold=True, size=12)
        times = f"{clock_text(step.start)}-{clock_text(step.end)}"
        self.pages.text(MARGIN + 44, self.y - LEADING + 1, times, size=SIZE)

    def write_optics(self, run: Sequence[Step]) -> None:
        """Devices of one rack whose optics follow each other: what they share once, then a line for each device."""
        width = self.room - TEXT
        heads = [(part, BOLD) for part in wrap(optics_title(run[0]), width, BOLD, SIZE)]
        shared = list(step_lines(run[0]))[:-1]
        heads += [(part, FONT) for text in shared for part in wrap(text, width, FONT, SIZE)]
        self.make_room(LEADING * len(heads) + 2 * (LEADING + 2) + 7)
        for words, font in heads:
            self.next_line()
            self.pages.text(MARGIN + TEXT, self.y + 1, words, bold=font == BOLD, size=SIZE)
        for step in run:
            parts = wrap(device_text(step), width - MINUTES, FONT, SIZE)
            self.y -= 2
            self.make_room(LEADING * len(parts))
            self.write_margin(step)
            self.pages.text_right(MARGIN + self.room, self.y - LEADING + 1, minutes_text(step), size=SMALL)
            for words in parts:
                self.next_line()
                self.pages.text(MARGIN + TEXT, self.y + 1, words, size=SIZE)
        self.y -= 5
        self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y)
        self.y -= 2

    def next_line(self) -> None:
        """The next line of a step, on another page where this one is full."""
        if self.y - LEADING < BOTTOM:
            self.start_page(f"{self.title}: steps")
        self.y -= LEADING
