"""Writes the page for phones and tablets: one HTML file with plan, style and scripts, which works without a network.

Names of a project are data in JSON, which the page shows as text alone. Only a plan too large for one file has its data
beside it.
"""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from fabric.sheets.phone.facts import page_facts
from fabric.sheets.rows.plan_rows import PlanRows

ASSETS = Path(__file__).parent
SCRIPTS = ("find.js", "draw.js", "ticks.js", "screens.js", "crew.js", "code.js", "share.js", "scan.js", "start.js")
"""The parts of the script in order; all share one scope."""
DECODER, DECODER_LICENCE = "vendored/jsQR.js", "vendored/jsQR-LICENSE.txt"
ONE_FILE_BYTES = 16_000_000
"""Data of a plan up to which the page is one file: about 100,000 links, which a telephone still reads in a second."""


def write_phone_page(rows: PlanRows, folder: Path) -> list[str]:
    """Writes the folder `phone`: `index.html`, and `data.js` where the plan is too large for one file."""
    page = folder / "phone"
    page.mkdir()
    # A browser would take '</script>' or '<!--' inside a text for a mark of its own.
    data = json.dumps(page_facts(rows), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    data = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    is_one_file = len(data.encode("utf-8")) <= ONE_FILE_BYTES
    files = {"index.html": _page(data if is_one_file else "")}
    files |= {} if is_one_file else {"data.js": f"window.PLAN = {data};\n"}
    for name, text in files.items():
        (page / name).write_text(text, encoding="utf-8", newline="\n")
    return [f"phone/{name}" for name in files]


def _page(data: str) -> str:
    """The page around some data; without data it loads `data.js`."""
    script = "".join(["(() => {\n", *map(_asset, SCRIPTS), "})();\n"])
    style, decoder = _asset("style.css"), _asset(DECODER)
    loaded = f'<script type="application/json" id="data">{data}</script>' if data else '<script src="data.js"></script>'
    allowed = "" if data else " 'self' file:"
    policy = (
        f"default-src 'none'; script-src {_hash(decoder)} {_hash(script)}{allowed}; "
        f"style-src {_hash(style)}; img-src data: blob:; media-src blob:"
    )
    parts = {
        "POLICY": policy,
        "STYLE": f"<style>{style}</style>",
        "DATA": loaded,
        "LICENCE": f"<!-- The decoder of codes is jsQR 1.4.0, under this licence:\n{_asset(DECODER_LICENCE)}-->",
        "DECODER": f"<script>{decoder}</script>",
        "SCRIPT": f"<script>{script}</script>",
    }
    text = _asset("index.html")
    for name, part in parts.items():
        before, after = text.split(f"{{{name}}}", 1)
        text = before + part + after
    return text


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The name of an inline text in a content security policy."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
