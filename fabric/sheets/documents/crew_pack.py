"""The crew pack: one file to print and staple for each crew and shift.

Page 1 says who, where and when, shows the map of the crew, lists its pulls, and says what to fetch and what to mind.
Then come the steps, each with one box.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from fabric.sheets.documents.pull_sheet import pull_sheet
from fabric.sheets.pictures.crew_map import draw_crew_map
from fabric.sheets.roles import CREW, file_names, folder_of, make_document, write_data
from fabric.sheets.rows.crew_day import CrewDays, PullLine, list_pull_lines
from fabric.sheets.rows.pack_words import minutes_text, step_lines, title_text
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
from fabric.writers import BOLD, FONT, MARGIN, Pages, draw_at, fit_size, width_pt, wrap

SIZE, LEADING = 10.0, 12.2
"""Height and distance of the lines that are read on a ladder, in points."""
SMALL, SMALL_LEADING = 9.0, 11.0
"""Height and distance of the lines that are read at the cart, in points."""
TITLE, HEADING = 17.0, 10.5
BOTTOM = MARGIN + 6
TEXT = 118.0
"""Where the text of a step begins, right of box, number and time, in points from the margin."""
DETAIL = 15.0
"""Where the plugs and pieces of a step begin, below its time, in points from the margin."""
MAP_SHARE = 0.40
"""Share of the height of page 1 that the map may take."""
PULL_COLUMNS = (0.0, 32.0, 94.0, 262.0, 326.0, 354.0)
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
        wrapped = [
            wrap(cell, end - start - 4, FONT, SIZE) for cell, start, end in zip(cells, PULL_COLUMNS, ends, strict=True)
        ]
        height = LEADING * max(map(len, wrapped)) + 2
        if not dry:
            for number, (parts, start) in enumerate(zip(wrapped, PULL_COLUMNS, strict=True)):
                for place, words in enumerate(parts):
                    y = self.y - LEADING * (place + 1)
                    self.pages.text(MARGIN + start, y, words, bold=number in (0, 2), size=SIZE)
            self.y -= height
            self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y)
        return height

    def write_columns(self) -> None:
        """What to fetch at the left; hazards and other crews at the right."""
        days, section = self.days, self.section
        width = self.room / 2 - 8
        left = list(_block("Fetch", days.fetch_lines(section), width))
        right = list(_block("Mind", days.hazard_lines(section), width))
        right += _block("Other crews at your racks", days.meeting_lines(section), width)
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
        for step in self.section.steps:
            while breaks and breaks[0].start_s <= step.start_s:
                self.write_break(breaks.pop(0))
            self.write_step(step)

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
        width = self.room - TEXT
        title = wrap(title_text(step), width, BOLD, SIZE)
        lines = [(part, BOLD) for part in title]
        lines += [(part, FONT) for text in step_lines(step) for part in wrap(text, width, FONT, SIZE)]
        details = _abreast(step.details, self.room - DETAIL)
        whole = LEADING * (len(lines) + len(details)) + 7
        tallest = self.pages.height - 2 * MARGIN - 40
        self.make_room(min(whole, tallest))
        self.pages.box(MARGIN, self.y - LEADING, 10, 10, 0.9)
        self.pages.text(MARGIN + 15, self.y - LEADING + 1, str(step.number), bold=True, size=12)
        times = f"{clock_text(step.start)}-{clock_text(step.end)}"
        self.pages.text(MARGIN + 44, self.y - LEADING + 1, times, size=SIZE)
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

    def next_line(self) -> None:
        """The next line of a step, on another page where this one is full."""
        if self.y - LEADING < BOTTOM:
            self.start_page(f"{self.title}: steps")
        self.y -= LEADING


def _block(heading: str, lines: Iterable[str], width: float) -> Iterator[tuple[str, bool]]:
    """A heading and its lines, each with whether it is bold."""
    lines = list(lines)
    if lines:
        yield heading, True
        for text in lines:
            for part in wrap(text, width, FONT, SMALL):
                yield part, False


def _abreast(details: Sequence[str], width: float) -> list[tuple[str, ...]]:
    """The lines of details, in two columns where all are short."""
    if len(details) < 4 or any(width_pt(one, FONT, SIZE) > width / 2 - 6 for one in details):
        return [(part,) for one in details for part in wrap(one, width, FONT, SIZE)]
    half = (len(details) + 1) // 2
    return list(zip_longest(details[:half], details[half:], fillvalue=""))
