"""The paper of a crew pack: pages with a title, and a place that moves down them."""

from fabric.sheets.documents.pack_columns import SMALL, wrap_held
from fabric.writers import BOLD, FONT, MARGIN, Pages, fit_size

LEADING, SMALL_LEADING = 12.2, 11.0
"""Distance of the lines that are read on a ladder, and at the cart, in points."""
TITLE, HEADING = 17.0, 10.5
BOTTOM = MARGIN + 6


class PackPaper:
    """Pages of one crew and shift, filled from the top down."""

    def __init__(self, pages: Pages, title: str, site: str):
        self.pages, self.title, self.site = pages, title, site
        self.room = pages.width - 2 * MARGIN
        self.y = 0.0

    @property
    def left(self) -> float:
        """Height that is left on this page."""
        return self.y - BOTTOM

    def start_page(self, more: str = "") -> None:
        """A page with its title, and the floor at the right."""
        self.pages.start()
        title, top = f"{self.title}{more}", self.pages.height - MARGIN - 14
        self.pages.text(MARGIN, top, title, bold=True, size=fit_size(title, self.room * 0.7, BOLD, TITLE))
        size = fit_size(self.site, self.room * 0.28, FONT, 9)
        self.pages.text_right(self.pages.width - MARGIN, top, self.site, size=size)
        self.y = top - 8

    def heading(self, words: str) -> None:
        """A heading with a line below it."""
        self.y -= 14
        self.pages.text(MARGIN, self.y, words, bold=True, size=HEADING)
        self.y -= 3.5
        self.pages.line(MARGIN, self.y, self.pages.width - MARGIN, self.y, 0.8)

    def paragraph(self, text: str, size: float = SMALL, leading: float = SMALL_LEADING) -> None:
        """A paragraph over the width of the page."""
        for words in wrap_held(text, self.room, FONT, size):
            self.y -= leading
            self.pages.text(MARGIN, self.y, words, size=size)
