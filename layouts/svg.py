"""Pictures as SVG text. No library: a few elements, everything that comes from a project escaped."""

from xml.sax.saxutils import escape, quoteattr

from layouts.shapes import Drawing, Path, Shape, Words, fit_words

MOST_PX = 1800
TITLE_PT = 12.0


def svg_text(drawing: Drawing) -> str:
    """The picture as a whole document, at most `MOST_PX` wide on screen."""
    px = min(drawing.unit_pt * 96 / 72, MOST_PX / drawing.width)
    size = min(TITLE_PT / drawing.unit_pt, fit_words(drawing.title, 0.95 * drawing.width, TITLE_PT / drawing.unit_pt))
    top, height = drawing.top - 1.8 * size, drawing.height + 1.8 * size
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_n(drawing.left)} {_n(top)} {_n(drawing.width)} '
        f'{_n(height)}" width="{_n(drawing.width * px)}" height="{_n(height * px)}" '
        'font-family="Helvetica, Arial, sans-serif">'
    )
    title = Words(x=drawing.left + size / 2, y=drawing.top - size / 2, text=drawing.title, size=size, bold=True)
    parts = [
        head,
        f"<title>{printable(drawing.title)}</title>",
        f'<rect x="{_n(drawing.left)}" y="{_n(top)}" width="100%" height="100%" fill="#ffffff"/>',
        shape_text(title),
        *(shape_text(shape) for shape in drawing.shapes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def printable(text: str) -> str:
    """Text for XML: control characters, which XML forbids, as their code points."""
    return escape("".join(c if c.isprintable() or c == " " else f"<U+{ord(c):04X}>" for c in text))


def shape_text(shape: Shape) -> str:
    """One element."""
    return _path_text(shape) if isinstance(shape, Path) else _words_text(shape)


def _path_text(path: Path) -> str:
    style = path.style
    parts = [f'fill="{style.fill or "none"}"']
    if style.width and style.stroke:
        parts.append(f'stroke="{style.stroke}" stroke-width="{_n(style.width)}" stroke-linejoin="round"')
    if style.dash:
        parts.append(f'stroke-dasharray="{" ".join(map(_n, style.dash))}"')
    if style.opacity < 1:
        parts.append(f'opacity="{_n(style.opacity)}"')
    if path.id:
        parts.append(f"id={quoteattr(path.id)}")
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in path.points)
    name = "polygon" if path.closed else "polyline"
    body = f'{name} points="{points}" {" ".join(parts)}'
    return f"<{body}><title>{printable(path.title)}</title></{name}>" if path.title else f"<{body}/>"


def _words_text(words: Words) -> str:
    parts = [f'x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}"']
    if words.bold:
        parts.append('font-weight="bold"')
    if words.anchor != "start":
        parts.append(f'text-anchor="{words.anchor}"')
    if words.upright:
        parts.append(f'transform="rotate(-90 {_n(words.x)} {_n(words.y)})"')
    if words.halo:
        parts.append(f'paint-order="stroke" stroke="#ffffff" stroke-width="{_n(words.size / 4)}"')
    return f"<text {' '.join(parts)}>{printable(words.text)}</text>"


def _n(value: float) -> str:
    """A number without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
