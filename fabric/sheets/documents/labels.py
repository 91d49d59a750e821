"""Labels for both ends of every cable and leg, each with its text, and the crew and step that apply it.

The labels that crews apply come first, crew by crew in the order of laying. The labels that arrive on custom assemblies
are another set, to replace lost ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from fabric.plan import PullForm
from fabric.sheets.rows.fields import Field, make_table
from fabric.sheets.rows.link_row import SIDES, EndLabel, LinkRow, Media, Side, other_side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.plug_words import plug_name_text, plug_parts_text, plug_port_text
from fabric.sheets.rows.sections import name_sections
from fabric.sheets.rows.text import count_text, end_code, media_text
from fabric.writers import AUTO, LabelStock, SheetDocument, choose_stock


class PortWords(NamedTuple):
    """A port by the name on the metal."""

    device: str
    """Id of the device."""
    port: str
    """Printed name of the port; of the head of a splitter the connector."""

    @property
    def text(self) -> str:
        """Both: dgx-0001 OSFP1P1."""
        return f"{self.device} {self.port}"


@dataclass(frozen=True, kw_only=True)
class Label:
    """One label on one end of a cable."""

    cable_id: str
    """Id of the link, such as C-compute-7K3QF2M."""
    side: Side
    """End of the cable that the label is on, A or B."""
    label: EndLabel
    """Names of the own end and of the far one, by the grammar of the request."""
    plug: str
    """Serial and leg, or the head of a splitter."""
    plug_parts: tuple[str, str]
    """The serial, and the rest for a line below it: T7K3QF2M, and leg 03 end A."""
    port: PortWords
    """Port of the own end."""
    far_port: PortWords | None
    """Port of the far end; None on the head of a splitter, whose tails end in several."""
    network: str
    """Id of the network; it sets the colour of one stripe."""
    media: Media
    """Fiber and grade; the fiber sets the colour of the other stripe."""
    apply: bool
    """Whether the crew applies it; else it arrives on the assembly."""
    diameter_um: int
    """Diameter of the cable or leg that it goes on."""
    crew: int
    """Crew that lays the cable, from 1."""
    step: int
    """Step of that crew, from 1."""
    when: str
    """Day and shift of the step."""
    way: str
    """Racks of the pull, from A to B."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.label.text

    @property
    def plug_end(self) -> str:
        """The plug and its end: T7K3QF2M.03 A."""
        return f"{self.plug} {self.side}"

    @property
    def far_lines(self) -> tuple[str, ...]:
        """The far end behind the text that stands between, a line for each tail of a splitter."""
        first, *others = self.label.far
        return (f"{self.label.between}{first}", *(f"+{tail}" for tail in others))


def list_labels(rows: PlanRows) -> list[Label]:
    """Both labels of every link, those to apply first, as they are laid; the head of a splitter has one for all its
    links.
    """
    packages, sections = rows.index.package_of, name_sections(rows)
    whens = {
        subject: "{}, {} shift".format(*sections[package])
        for (kind, subject), package in packages.items()
        if rows.index.is_picking(kind, subject) and package in sections
    }
    labels = [
        _label(rows, row, side, whens.get(row.pull, ""))
        for row in sorted(rows.selected.links, key=lambda row: rows.index.picking_step(row.pull))
        for side in SIDES
        if not (row.is_head(side) and row.leg > 1)
    ]
    return sorted(labels, key=lambda label: not label.apply)


def _label(rows: PlanRows, row: LinkRow, side: Side, when: str) -> Label:
    catalog, kind = rows.plan.project.catalog, rows.plan.kinds[row.kind_index]
    is_trunk = kind.form == "trunk"
    step = rows.index.picking_step(row.pull)
    return Label(
        cable_id=row.cable_id,
        side=side,
        label=row.label(side),
        plug=plug_name_text(row, side),
        plug_parts=plug_parts_text(row, side),
        port=_port_words(row, side),
        far_port=None if row.is_head(side) and not row.is_straight else _port_words(row, other_side(side)),
        network=row.network,
        media=row.media,
        apply=row.form != PullForm.TRUNK and row.pull not in rows.index.arrived,
        diameter_um=catalog.trunks[kind.model].leg_diameter_um if is_trunk else catalog.cables[kind.model].diameter_um,
        crew=step.crew,
        step=step.number,
        when=when,
        way=row.a.rack if row.route is None else f"{row.a.rack} > {row.b.rack}",
    )


def _port_words(row: LinkRow, side: Side) -> PortWords:
    return PortWords(row.end(side).device, plug_port_text(row, side))


def stock_of(rows: PlanRows, label: Label) -> LabelStock:
    """The stock of a label: of those asked for, or of all, the first that fits."""
    asked = choose_stock(rows.options.label_stocks, label.diameter_um)
    chosen = asked or choose_stock(AUTO, label.diameter_um)
    assert chosen is not None  # A tag fits every cable.
    return chosen


def code_of(rows: PlanRows, label: Label) -> str:
    """The text of the code of a label: the cable and the end, so that the page for phones knows where it is read."""
    return end_code(rows.options.base_url, label.cable_id, label.side)


def label_document(rows: PlanRows, labels: Sequence[Label]) -> SheetDocument:
    """The labels as rows, for label printers of other makes."""
    fields: tuple[Field[Label], ...] = (
        Field("text", "text", attrgetter("text")),
        Field("cable_id", "cable id", attrgetter("cable_id")),
        Field("code", "code", lambda label: code_of(rows, label)),
        Field("end", "end", attrgetter("side")),
        Field("serial", "serial", attrgetter("plug")),
        Field("port", "port", attrgetter("port.text")),
        Field("far_port", "far port", lambda label: label.far_port.text if label.far_port else ""),
        Field("network", "network", attrgetter("network")),
        Field("media", "media", lambda label: media_text(label.media)),
        Field("apply", "apply", lambda label: "apply" if label.apply else "arrives on the assembly"),
        Field("crew", "crew", attrgetter("crew")),
        Field("when", "shift", attrgetter("when")),
        Field("step", "step", attrgetter("step")),
        Field("way", "pull", attrgetter("way")),
        Field("diameter_mm", "cable diameter mm", lambda label: label.diameter_um / 1000),
        Field("stock", "stock", lambda label: stock_of(rows, label).name),
    )
    table = make_table("labels", "Labels", fields, labels)
    return SheetDocument(name="labels", title="Labels", subtitle=count_text(len(labels), "label"), tables=(table,))
