"""Tables and paragraphs of the report as HTML."""

import re
from collections.abc import Iterable, Sequence
from html import escape

SHORT = 24
"""Letters of a text up to which its cell stays on one line."""


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], marked: int | None = None) -> str:
    """A table of texts. A heading that begins with # is that of a column of figures. `marked` is the bold row."""
    figures = [head.startswith("#") for head in heads]
    top = "".join(_cell("th", head.removeprefix("#"), right) for head, right in zip(heads, figures, strict=True))
    body = []
    for number, row in enumerate(rows):
        cells = "".join(_cell("td", text, right) for text, right in zip(row, figures, strict=True))
        body.append(f'<tr class="this">{cells}</tr>' if number == marked else f"<tr>{cells}</tr>")
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _cell(tag: str, text: str, is_figure: bool) -> str:
    kind = ' class="n"' if is_figure else ' class="k"' if len(text) <= SHORT else ""
    return f"<{tag}{kind}>{escape(text)}</{tag}>"


def paragraphs(lines: Iterable[str]) -> str:
    """Lines as paragraphs in soft print."""
    return "".join(f'<p class="soft">{mark_code(line)}</p>' for line in lines)


def mark_code(line: str) -> str:
    """A line with what stands in backticks as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(line))
