"""The words of work before the racks are ready, and of the landings after it."""

from collections import Counter
from collections.abc import Sequence

from fabric.plan import AssemblyKind, PullForm
from fabric.sheets.rows.link_row import LinkRow
from layouts import format_m


def early_words(form: PullForm, kind: AssemblyKind, links: Sequence[LinkRow]) -> str:
    """Laying a trunk or a bundle before the racks stand: both ends wait at the tray, coiled and marked."""
    a, b = links[0].a.rack, links[0].b.rack
    what = f"trunk {kind.id} ({len(links)} of {len(kind.a_legs_mm)} legs)"
    if form != PullForm.TRUNK:
        what = f"label both ends of {_pieces_text(links)}, tape them flush at the A end"
    return (
        f"{what}: stage below the place of {b}, pull the A end along the trays to the place of {a}; coil both ends at "
        f"the tray above {b} and {a}, tie them, mark each coil with its label. The racks do not stand yet"
    )


def kit_words(form: PullForm, kind: AssemblyKind, links: Sequence[LinkRow]) -> str:
    """Kitting the cables of a pull at a table."""
    to = f"put the kit on the cart for {links[0].b.rack}"
    if form == PullForm.TRUNK:
        return f"at a table: unpack trunk {kind.id}, check its label, {to}"
    tape = ", tape them flush at the A end" if form == PullForm.BUNDLE else ""
    return f"at a table: label both ends of {_pieces_text(links)}{tape}, {to}"


def kitted_words(words: str) -> str:
    """A pull whose cables were kitted: its labels and tape are on, and it stands at its rack."""
    return f"kitted: labels and tape are on, the kit stands at the rack, skip these; {words}"


def _pieces_text(links: Sequence[LinkRow]) -> str:
    """The cables of a pull by length: 4 x 3 m."""
    pieces = Counter(format_m(row.total_mm) for row in {row.assembly: row for row in links}.values())
    return ", ".join(f"{count} x {length} m" for length, count in pieces.items())


def hanging_words(rack: str, words: str) -> str:
    """A landing whose cable lies in the trays already: its end is lowered first."""
    return f"it lies in the trays already: untie the coil at the tray above {rack}, lower it into the rack; {words}"
