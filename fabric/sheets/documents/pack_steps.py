"""The steps of a crew pack, each with one box. Steps of one kind at one place share a title, and take a line or two."""

from collections.abc import Sequence
from datetime import datetime

from fabric.sheets.documents.pack_columns import SIZE, SMALL, set_abreast, wrap_held
from fabric.sheets.documents.pack_paper import LEADING, PackPaper
from fabric.sheets.rows.crew_day import CrewDays
from fabric.sheets.rows.label_key import label_key
from fabric.sheets.rows.pack_words import (
    find_like,
    is_short,
    list_idle,
    list_step_runs,
    minutes_text,
    row_words,
    run_lines,
    run_title,
    step_lines,
    title_text,
    wait_text,
)
from fabric.sheets.rows.sections import CrewSection
from fabric.sheets.rows.shift_times import Break
from fabric.sheets.rows.step import Act, Step
from fabric.sheets.rows.text import clock_text
from fabric.writers import BOLD, FONT, MARGIN, fit_size, width_pt

TIME = 44.0
"""Where the time of a step begins, right of box and number, in points from the margin."""
TEXT = 118.0
"""Where the text of a step begins, right of box, number and time, in points from the margin."""
DETAIL = 15.0
"""Where the plugs and pieces of a step begin, below its time, in points from the margin."""
MINUTES = 78.0
"""Width of the minutes at the right of a step that shares its title, in points."""
LEAST = 150.0
"""Height below which the steps begin on a page of their own, in points."""
MORE = ": steps"
SIDES = "Left and right: as you face the ports."
TESTS = (
    "Test, after power: link up at full speed (see the test sheet). When all links of a rack are up, check that its "
    "error counters do not rise for five minutes."
)


class StepList:
    """Lays out the steps of one crew and shift, below what stands on the page already."""

    def __init__(self, days: CrewDays, section: CrewSection, paper: PackPaper):
        self.days, self.section, self.paper = days, section, paper
        self.told: list[Step] = []
        """The pulls of this page whose lines are printed, all or some of them."""

    def write(self) -> None:
        """All steps in order, breaks and idle times between them."""
        paper = self.paper
        if paper.left < LEAST:
            self.start_page()
        else:
            paper.heading("Steps")
        paper.paragraph(
            f"{SIDES} Do not start a step until the steps listed under 'Wait for' are done. 'Also at this rack': "
            f"another crew works there. {TESTS}"
        )
        rows = self.days.rows
        pulls = dict.fromkeys(step.subject for step in self.section.steps if step.kind.is_of_pull)
        if pulls:
            paper.paragraph(label_key(rows.index, (row for pull in pulls for row in rows.by_pull[pull])))
        paper.y -= 4
        breaks = list(self.days.breaks_of(self.section))
        idle = {after.number: before for before, after in list_idle(self.section.steps)}
        begins = [step.start for step in self.section.steps if step.number in idle]
        for run in list_step_runs(self.section.steps, sorted([*begins, *(one.start for one in breaks)])):
            due = [one for one in breaks if one.start_s <= run[0].start_s]
            breaks = breaks[len(due) :]
            self.write_bars(idle.get(run[0].number), run[0], due)
            if len(run) > 1:
                self.write_run(run)
            else:
                self.write_step(run[0])

    def start_page(self) -> None:
        """Another page of steps; nothing is told on it yet."""
        self.paper.start_page(MORE)
        self.told = []

    def make_room(self, height: float) -> None:
        """A new page where less than a height is left."""
        if self.paper.left < height:
            self.start_page()

    def next_line(self) -> None:
        """The next line of a step, on another page where this one is full."""
        self.make_room(LEADING)
        self.paper.y -= LEADING

    def put(self, left: float, text: str, font: str = FONT) -> None:
        """Words on the present line, from a place beside the margin on."""
        self.paper.pages.text(MARGIN + left, self.paper.y + 1, text, bold=font == BOLD, size=SIZE)

    def write_bars(self, before: Step | None, step: Step, breaks: Sequence[Break]) -> None:
        """The breaks before a step and the times without work around them; `before` is the last step before such a
        time, None where there is none.
        """
        idle = f"WAIT until step {step.number}: ask the lead for other work"
        at = before.end if before else step.start
        for one in breaks:
            if at < one.start:
                self.write_bar(at, one.start, idle)
            self.write_bar(one.start, one.end, "BREAK")
            at = max(at, one.end)
        if at < step.start:
            self.write_bar(at, step.start, idle)

    def write_bar(self, start: datetime, end: datetime, words: str) -> None:
        """A grey row for a time without steps."""
        paper = self.paper
        self.make_room(LEADING + 8)
        paper.pages.box(MARGIN, paper.y - LEADING - 5, paper.room, LEADING + 5, 0, 0.88)
        text = f"{clock_text(start)}-{clock_text(end)}   {words}"
        paper.pages.text(MARGIN + 20, paper.y - LEADING, text, bold=True, size=SIZE)
        paper.y -= LEADING + 5

    def write_step(self, step: Step) -> None:
        """One step: box, number and time at the left, its lines at the right. A step stays on one page if it fits."""
        paper = self.paper
        details = set_abreast(step.details, paper.room - DETAIL)
        like, page = find_like(step, self.told), paper.pages.page
        lines = self.lines_of(step, like)
        tallest = paper.pages.height - 2 * MARGIN - 40
        self.make_room(min(LEADING * (len(lines) + len(details)) + 7, tallest))
        if like and paper.pages.page > page:
            # Nothing is told yet on the page that has begun.
            like, lines = None, self.lines_of(step, None)
        if step.pull and not is_short(step, like):
            self.told.append(step)
        self.write_margin(step)
        minutes = minutes_text(step)
        size = fit_size(minutes, TEXT - TIME - 4, FONT, SMALL)
        paper.pages.text(MARGIN + TIME, paper.y - 2 * LEADING + 1, minutes, size=size)
        for words, font in lines:
            self.next_line()
            self.put(TEXT, words, font)
        for parts in details:
            self.next_line()
            for number, part in enumerate(parts):
                self.put(DETAIL + number * (paper.room - DETAIL) / 2, part)
        paper.y -= LEADING * max(0, 2 - len(lines) - len(details))
        self.end_block()

    def lines_of(self, step: Step, like: Step | None) -> list[tuple[str, str]]:
        """The title and the lines of a step, each with its font; `like` is the pull above whose lines it shares."""
        width = self.paper.room - TEXT
        lines = [(part, BOLD) for part in wrap_held(title_text(step), width, BOLD, SIZE)]
        texts = step_lines(step, like)
        return lines + [(part, FONT) for text in texts for part in wrap_held(text, width, FONT, SIZE)]

    def write_margin(self, step: Step) -> None:
        """Box, number and time of a step at the left."""
        pages, y = self.paper.pages, self.paper.y
        pages.box(MARGIN, y - LEADING, 10, 10, 0.9)
        pages.text(MARGIN + 15, y - LEADING + 1, str(step.number), bold=True, size=12)
        pages.text(MARGIN + TIME, y - LEADING + 1, f"{clock_text(step.start)}-{clock_text(step.end)}", size=SIZE)

    def write_run(self, run: Sequence[Step]) -> None:
        """Steps of one kind at one place: what they share once, then each on lines of its own."""
        paper, width = self.paper, self.paper.room - TEXT
        heads = [(part, BOLD) for part in wrap_held(run_title(run[0]), width, BOLD, SIZE)]
        heads += [(part, FONT) for text in run_lines(run[0]) for part in wrap_held(text, width, FONT, SIZE)]
        rows = [self.row_lines(step) for step in run]
        waits = [wait_text(step) if step.act == Act.INSERT_OPTICS else "" for step in run]
        self.make_room(LEADING * (len(heads) + len(rows[0]) + len(rows[1]) + bool(waits[0])) + 11)
        for words, font in heads:
            self.next_line()
            self.put(TEXT, words, font)
        said = ""
        for step, lines, wait in zip(run, rows, waits, strict=True):
            others = wrap_held(wait, width, FONT, SIZE) if wait != said else ()
            said = wait
            paper.y -= 2
            self.make_room(LEADING * (len(others) + len(lines)))
            for words in others:
                self.next_line()
                self.put(TEXT, words)
            self.write_margin(step)
            right, y = MARGIN + paper.room, paper.y - LEADING + 1
            paper.pages.text_right(right, y, minutes_text(step), size=SMALL)
            for parts in lines:
                self.next_line()
                left = TEXT
                for words, font in parts:
                    self.put(left, words, font)
                    left += width_pt(words, font, SIZE) + 6
        self.end_block()

    def row_lines(self, step: Step) -> list[list[tuple[str, str]]]:
        """The lines of a step that shares its title: label and words side by side if they fit, then its plugs."""
        label, words, plugs = row_words(step)
        width = self.paper.room - TEXT - MINUTES
        first = [(text, font) for text, font in ((label, BOLD), (words, FONT)) if text]
        if sum(width_pt(text, font, SIZE) + 6 for text, font in first) <= width + 6:
            lines = [first]
        else:
            lines = [[(part, font)] for text, font in first for part in wrap_held(text, width, font, SIZE)]
        return [*lines, *([(part, FONT)] for text in plugs for part in wrap_held(text, width + MINUTES, FONT, SIZE))]

    def end_block(self) -> None:
        """A line below a step or a run."""
        self.paper.y -= 5
        self.paper.pages.line(MARGIN, self.paper.y, MARGIN + self.paper.room, self.paper.y)
        self.paper.y -= 2
