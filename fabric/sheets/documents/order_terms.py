"""The terms of an order of trunks: what a supplier asks before a quotation.

Figures come from the rows of the catalogue, or from a standard or trade rule that is named beside them. What only the
buyer or the supplier knows is a line to fill in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter

from fabric.catalog import LAYER_STEP_MM, TrunkType
from fabric.plan import AssemblyKind
from fabric.project import Contact
from fabric.sheets.documents.connector_words import connector_words
from fabric.sheets.pictures.assembly_drawing import list_stagger
from fabric.sheets.rows.fields import Field, blank
from fabric.sheets.rows.handling import FIBER_PULL, FIBER_REST, least_bend
from fabric.sheets.rows.link_row import Media
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import decibels_text, list_text, millimetres_text, whole_millimetres_text
from layouts import format_m

FILL, LONG_FILL = 12 * "_", 26 * "_"
"""A line to fill in, and one for a name or a number of many letters."""
SPARE_PCT = 2
"""Spare pieces that are offered, in percent of all pieces; one of each kind at least (trade rule)."""
LABEL_FROM_MM = 60
"""Distance from the boot of a connector to its label, in millimetres: it is read in front of the plug."""
FURCATION_MM = 80
"""Greatest length of a furcation, in millimetres (assumed)."""
FURCATION_OVER_UM = 10_000
"""Greatest thickness of a furcation beyond that of the body, in micrometres (assumed)."""
COIL_DIAMETERS = 40
"""Least inner diameter of a coil, in diameters of the body: twice the minimum bend radius under pull."""
TENSILE_N = 660
"""Load that body and eye bear, in newtons (ANSI/TIA-568.0: indoor cable of more than 12 fibers)."""
MOST_LENGTHS = 12
"""Lengths of legs whose tolerance the terms list; the workbook has that of every leg."""
FIBER_NAMES = {
    "OM3": "IEC 60793-2-10 type A1-OM3. ",
    "OM4": "IEC 60793-2-10 type A1-OM4. ",
    "OM5": "IEC 60793-2-10 type A1-OM5. ",
    "OS2": f"ITU-T G.652.D or G.657.A1, state which: {FILL} ",
}
"""Grades of fiber by the name of their standard."""


@dataclass(frozen=True)
class Term:
    """One term of the order."""

    group: str
    """Group of terms, such as optical."""
    subject: str
    """What the term is about."""
    wanted: str
    """Requirement, with its figures."""
    basis: str
    """Standard, row of the catalogue or rule that it comes from."""


TERM_FIELDS: tuple[Field[Term], ...] = (
    Field("group", "group", attrgetter("group"), 0.7),
    Field("subject", "subject", attrgetter("subject"), 1.2),
    Field("wanted", "required", attrgetter("wanted"), 5.0),
    Field("basis", "basis", attrgetter("basis"), 1.6),
    Field("supplier", "supplier: agreed, or alternative offered", blank, 1.5),
)


@dataclass(frozen=True)
class _Light:
    """Light and limits of one kind of fiber."""

    wavelength: str
    """Wavelengths of the test."""
    launch: str
    """Condition of the light, or the second wavelength."""
    return_loss: str
    """Least return loss of a mated pair."""
    basis: str
    """Standards of return loss."""
    geometry: str
    """Standard of the geometry of the end face."""


_LIGHTS = {
    "mm": _Light(
        "850 nm",
        "encircled flux to IEC 61280-4-1",
        "at least 20 dB",
        "ANSI/TIA-568.3",
        "IEC 63267-3 (multimode, angled)",
    ),
    "sm": _Light(
        "1310 and 1550 nm",
        "both directions",
        "at least 60 dB mated, 55 dB unmated",
        "IEC 61753-1 grade 1",
        "IEC 61755-3-31 or -32",
    ),
}


def list_terms(rows: PlanRows, kinds: Sequence[AssemblyKind], quantity: int) -> list[Term]:
    """All terms of an order, those of delivery first."""
    catalog = rows.plan.project.catalog
    trunks = list({kind.model: catalog.trunks[kind.model] for kind in kinds if kind.form == "trunk"}.values())
    terms = list(_list_delivery(rows, kinds, quantity))
    if trunks:
        terms += [
            *_list_optical(trunks),
            *_list_mechanical(trunks, kinds),
            *_list_fitting(trunks, kinds),
            *_list_labels(rows, trunks),
        ]
    return terms


def _list_delivery(rows: PlanRows, kinds: Sequence[AssemblyKind], quantity: int) -> Iterator[Term]:
    project = rows.plan.project
    models = {kind.model for kind in kinds}
    lead_days = max(lot.lead_time_days for lot in project.inventory.lots if lot.model in models)
    ready = project.request.racks_ready
    required = f"to be agreed with the buyer {FILL}" if ready is None else f"{ready:%Y-%m-%d}"
    lead = f"{lead_days} days" if lead_days else FILL
    if lead_days and ready is not None:
        lead += f", order by {ready - timedelta(days=lead_days):%Y-%m-%d}"
    spares = max(len(kinds), -(-quantity * SPARE_PCT // 100))
    for subject, wanted, basis in (
        ("buyer", buyer_text(project.request.contact), "buyer"),
        (
            "dates",
            f"Required on site: {required}  Lead time: {lead}  Transport: {FILL}",
            "buyer",
        ),
        ("address", f"{3 * FILL}  unloading, hours: {FILL}", "buyer"),
        (
            "partial deliveries",
            f"Ship each kind complete, in the order of the Pieces sheet. First: {FILL}  last: {FILL}",
            "buyer",
        ),
        (
            "approval",
            f"Drawing of each kind, signed by buyer and supplier before manufacture. Approved by {FILL}  date {FILL}",
            "buyer",
        ),
        (
            "spares",
            f"Offer {spares} spare pieces ({SPARE_PCT} %, at least one of each kind) as an option.",
            "common practice",
        ),
    ):
        yield Term("delivery", subject, wanted, basis)
    yield Term(
        "quotation",
        "validity, terms",
        f"Currency: {FILL}  Valid until: {FILL}  Delivery terms (Incoterms): {FILL}  Payment: {FILL}",
        "supplier",
    )


def buyer_text(contact: Contact | None) -> str:
    """The buyer, with whom the request names for questions about the plan; what is not known is left to fill in."""
    name, telephone = (contact.name, contact.telephone) if contact else ("", "")
    contacts = f"contact {name or LONG_FILL}  telephone {telephone or LONG_FILL}"
    return f"Company {LONG_FILL}  {contacts}  order {LONG_FILL}"


def _list_optical(trunks: Sequence[TrunkType]) -> Iterator[Term]:
    for fiber in sorted({trunk.fiber for trunk in trunks}):
        mine = [trunk for trunk in trunks if trunk.fiber == fiber]
        light = _LIGHTS.get(fiber)
        if light is None:
            continue
        grade = mine[0].grade
        pairs = sorted({trunk.connector_loss_mdb for trunk in mine if trunk.connector_loss_mdb is not None})
        kilometre = sorted({trunk.loss_mdb_per_km for trunk in mine if trunk.loss_mdb_per_km is not None})
        fibers = (
            f"{grade} fiber",
            f"{FIBER_NAMES.get(grade, '')}Attenuation at most "
            f"{' or '.join(map(decibels_text, kilometre)) or FILL} dB/km at "
            f"{light.wavelength.split(' ')[0]} nm, cabled.",
            "catalogue",
        )
        loss = (
            f"{grade} insertion loss",
            f"At most {' or '.join(map(decibels_text, pairs)) or FILL} dB for each mated pair, every lit fiber, at "
            f"{light.wavelength}, {light.launch}; one-cord reference.",
            "catalogue; IEC 61280-4-5, IEC 61300-3-45",
        )
        back = (f"{grade} return loss", f"{light.return_loss[0].upper()}{light.return_loss[1:]}.", light.basis)
        face = (
            f"{grade} end faces",
            f"Cleanliness and scratches to IEC 61300-3-35, every fiber; geometry to {light.geometry}.",
            "IEC 61300-3-35",
        )
        for subject, wanted, basis in (fibers, loss, back, face):
            yield Term("optical", subject, wanted, basis)
    yield Term(
        "optical",
        "test report",
        "For each piece by serial: insertion loss and return loss of every lit fiber, length of every leg, picture of "
        "every end face, result pass or fail. One table (CSV or XLSX) and one PDF file, sent before the goods.",
        "buyer",
    )


def lit_text(trunks: Sequence[TrunkType]) -> str:
    """The fibers of a leg that carry light, with the trunks that it holds for: 32 and 72 legs: 8 fibers per leg, ..."""
    said = {
        True: "8 fibers per leg, at positions 1-4 and 9-12; positions 5-8 are empty.",
        False: "12 fibers per leg; those at positions 1-4 and 9-12 are lit, 5-8 stay dark. Legs with 8 fibers may be "
        "offered instead.",
    }
    legs: dict[bool, list[int]] = {}
    for trunk in sorted(trunks, key=lambda one: one.legs):
        found = legs.setdefault(trunk.fibers == 8 * trunk.legs, [])
        found += [] if trunk.legs in found else [trunk.legs]
    if len(legs) == 1:
        return said[next(iter(legs))]
    return " ".join(f"{list_text([*map(str, legs[eight])])} legs: {said[eight]}" for eight in (True, False))


def _list_mechanical(trunks: Sequence[TrunkType], kinds: Sequence[AssemblyKind]) -> Iterator[Term]:
    first = trunks[0]
    longest = max(kind.body_mm for kind in kinds)
    turned = "fibers reversed (1 to 12)" if first.polarity == "B" else "fibers straight (1 to 1)"
    bend = "; ".join(
        f"{trunk.legs} legs {least.rest_mm} / {least.pull_mm}"
        for trunk in trunks
        for least in (least_bend(Media(trunk.fiber, trunk.grade), "trunk", trunk.diameter_um),)
    )
    for subject, wanted, basis in (
        (
            "connectors",
            "; ".join(sorted({f"{connector_words(t.connector, t.gender)}, push-pull tab or boot" for t in trunks}))
            + ", both ends of every leg.",
            "catalogue",
        ),
        (
            "polarity",
            f"Type-{first.polarity}: key up at both ends, {turned} in every leg (picture on each drawing).",
            "ANSI/TIA-568.3",
        ),
        ("lit fibers", lit_text(trunks), "catalogue"),
        (
            "lengths",
            f"Body from furcation to furcation, leg from furcation to tip. Plus {first.tolerance_plus_pct} %, minus 0: "
            f"{leg_tolerances(kinds, first)}; a body of {format_m(longest)} m + {tolerance_mm(longest, first)} mm. "
            "Shorter parts will be rejected.",
            "catalogue",
        ),
        (
            "jacket",
            f"{' and '.join(sorted({trunk.jacket or FILL for trunk in trunks}))}. Rating to the local building code: "
            f"EU Cca-s1a,d1,a1 / US OFNR / OFNP: {FILL}",
            "catalogue; buyer",
        ),
        (
            "bend radius",
            f"At rest / under pull in mm: {bend}. Leg: 25 / 50.",
            f"{FIBER_REST} and {FIBER_PULL} diameters; ANSI/TIA-568",
        ),
        ("tensile load", f"{TENSILE_N} N on body and eye while pulling; no load on connectors.", "ANSI/TIA-568.0"),
    ):
        yield Term("mechanical", subject, wanted, basis)


def leg_tolerances(kinds: Sequence[AssemblyKind], trunk: TrunkType) -> str:
    """The excess that each length of legs may have; of many the shortest and the longest."""
    lengths = sorted({length for kind in kinds for length in kind.a_legs_mm + kind.b_legs_mm})
    shown, more = lengths, ""
    if len(lengths) > MOST_LENGTHS:
        shown, more = [lengths[0], lengths[-1]], " (the others: sheet Legs)"
    return f"legs of {', '.join(f'{format_m(mm)} m + {tolerance_mm(mm, trunk)} mm' for mm in shown)}{more}"


def _list_fitting(trunks: Sequence[TrunkType], kinds: Sequence[AssemblyKind]) -> Iterator[Term]:
    eyes_mm = sorted({list_stagger(kind.a_legs_mm)[-1].back_mm + LAYER_STEP_MM for kind in kinds if kind.a_legs_mm})
    least = " to ".join(f"{mm}" for mm in dict.fromkeys((eyes_mm[0], eyes_mm[-1])))
    for subject, wanted, basis in (
        (
            "furcation",
            f"Rigid, at most {FURCATION_MM} mm long and at most {millimetres_text(FURCATION_OVER_UM)} mm thicker "
            "than the body, with two holes or grooves for ties. Legs numbered from 1 at both ends.",
            "assumed",
        ),
        (
            "pulling eye",
            "At the A end, over staggered connectors. Max. dia. "
            + ", ".join(f"{millimetres_text(trunk.eye_diameter_um)} mm with {trunk.legs} legs" for trunk in trunks)
            + f"; minimum length {least} mm, depending on the stagger on each drawing. Removable without tools. "
            "B end: dust sleeve.",
            "catalogue",
        ),
        ("caps", "A dust cap on each connector, a bag over each end.", "common practice"),
        (
            "packaging",
            "One piece per box or drum, A end on the outside of the coil, inner coil diameter at least "
            f"{whole_millimetres_text(max(trunk.diameter_um for trunk in trunks) * COIL_DIAMETERS)} mm. "
            "On the box: serial, kind, weight.",
            f"{COIL_DIAMETERS} diameters",
        ),
    ):
        yield Term("mechanical", subject, wanted, basis)


def tolerance_mm(length_mm: int, trunk: TrunkType) -> int:
    """The largest excess over a length, rounded down."""
    return length_mm * trunk.tolerance_plus_pct // 100


def _list_labels(rows: PlanRows, trunks: Sequence[TrunkType]) -> Iterator[Term]:
    legs = ", ".join(sorted({millimetres_text(trunk.leg_diameter_um) for trunk in trunks}))
    code = f"{rows.options.base_url}<cable id>.<end>" if rows.options.base_url else "cable id and end"
    for subject, wanted, basis in (
        (
            "text",
            "Print as listed in the Labels sheet of order_form.xlsx: text, port and code for both ends of each leg, "
            "and the serial.",
            "order_form.xlsx",
        ),
        (
            "legs",
            f"Polyester flag of 70 x 25 mm on a leg of {legs} mm, {LABEL_FROM_MM} mm behind the boot, text and "
            f"code on both halves. QR of the {code}, modules of 0.25 mm or more. Below: port, serial, leg, end.",
            "ANSI/TIA-606; buyer",
        ),
        ("body", "Serial and kind in 5 mm type at both furcations.", "ANSI/TIA-606"),
        ("spare legs", "Labelled SPARE with serial, leg and end, capped, no code.", "buyer"),
    ):
        yield Term("labels", subject, wanted, basis)
