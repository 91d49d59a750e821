"""Cable schedule and port map: one row per link with both ends in full, and one row per port."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from fabric.sheets.rows.fields import Field, make_table
from fabric.sheets.rows.figures import lengths, metres, rack_unit
from fabric.sheets.rows.link_row import SIDES, EndRow, LinkRow, Side
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.selected import Landing
from fabric.sheets.rows.standing import StandingPlug
from fabric.sheets.rows.text import (
    connector_text,
    count_text,
    leg_text,
    media_text,
    order_text,
    plug_text,
    route_text,
    transceiver_text,
)
from fabric.writers import SheetDocument

NEED_HEADING = "required m: rack A + route + rack B"


def _inside_fields(end: Side, number: int) -> tuple[Field[LinkRow], ...]:
    """The parts of the required length inside the rack of an end, the depth first."""
    key = end.lower()
    return (
        Field(f"{key}_depth_m", f"{end} depth m", lambda row: metres(row.inside[number].depth_mm)),
        Field(f"{key}_rise_m", f"{end} rise m", lambda row: metres(row.inside[number].rise_mm)),
        Field(f"{key}_loop_m", f"{end} side and loop m", lambda row: metres(row.inside[number].loop_mm)),
    )


_LINK_FIELDS: tuple[Field[LinkRow], ...] = (
    Field("cable_id", "cable id", attrgetter("cable_id")),
    Field("network", "network", attrgetter("network")),
    Field("stage", "stage", attrgetter("stage")),
    Field("speed_gbps", "speed Gb/s", attrgetter("speed_gbps")),
    Field("kind", "kind", attrgetter("kind")),
    Field("form", "form", lambda row: row.form.word),
    Field("serial", "serial", attrgetter("serial")),
    Field("leg", "leg", attrgetter("leg")),
    Field("length_m", "length m", lambda row: lengths(row.lengths_mm)),
    Field("total_m", "total m", lambda row: metres(row.total_mm)),
    Field("derivation", NEED_HEADING, lambda row: str(row.need)),
    *_inside_fields("A", 0),
    Field("route_m", "route length m", lambda row: metres(row.need.route_mm)),
    *_inside_fields("B", 1),
    Field("slack_mm", "slack mm", attrgetter("spare_mm")),
    Field("route", "route", lambda row: route_text(row.route)),
    Field("end_a", "A end", attrgetter("label_a.own")),
    Field("end_b", "B end", attrgetter("label_b.own")),
    Field("label_a", "label at A", attrgetter("label_a.text")),
    Field("label_b", "label at B", attrgetter("label_b.text")),
    Field("order", "order", order_text),
    Field("media", "media", lambda row: media_text(row.media)),
    Field("polarity", "polarity", attrgetter("polarity")),
    Field("pull", "pull", lambda row: row.pull + 1),
    Field("crew", "crew", attrgetter("crew")),
    Field("phase", "phase", attrgetter("phase")),
    Field("status", "status", attrgetter("status")),
)


def _end_fields(end: Side) -> tuple[Field[LinkRow], ...]:
    """The columns of one end."""
    key = end.lower()
    pick: Callable[[LinkRow], EndRow] = attrgetter(key)

    def plain(name: str, heading: str) -> Field[LinkRow]:
        return Field(f"{key}_{name}", f"{end} {heading}", attrgetter(f"{key}.{name}"))

    return (
        plain("site", "site"),
        plain("room", "room"),
        plain("row", "row"),
        plain("rack", "rack"),
        Field(f"{key}_u", f"{end} U", lambda row: rack_unit(pick(row))),
        plain("face", "face"),
        plain("device", "device"),
        plain("cages", "group"),
        plain("port", "port"),
        plain("cage", "cage"),
        plain("mpo", "MPO"),
        plain("lane", "lane"),
        plain("os_name", "OS name"),
        plain("driver_name", "driver name"),
        plain("fabric_port", "fabric port"),
        Field(f"{key}_connector", f"{end} plug", lambda row: plug_text(pick(row).plug)),
        Field(f"{key}_transceiver", f"{end} transceiver", lambda row: transceiver_text(pick(row))),
    )


FIELDS: tuple[Field[LinkRow], ...] = (
    *_LINK_FIELDS,
    *_end_fields("A"),
    *_end_fields("B"),
)
"""All columns of the cable schedule, from which a reader may choose."""

_PRINTED: tuple[Field[LinkRow], ...] = (
    Field("cable_id", "cable", attrgetter("cable_id"), 8.4),
    Field("serial", "serial / leg", leg_text, 5.7),
    Field("kind", "kind", attrgetter("kind"), 5.85),
    Field("length_m", "length m", lambda row: lengths(row.lengths_mm), 5.4),
    Field("total_m", "total m", lambda row: metres(row.total_mm), 2.3),
    Field("label_a", "label at A", attrgetter("label_a.text"), 9.0),
    Field("a_device", "A device", attrgetter("a.device"), 6.3),
    Field("a_port", "A port", attrgetter("a.port"), 5.4),
    Field("b_device", "B device", attrgetter("b.device"), 6.7),
    Field("b_port", "B port", attrgetter("b.port"), 2.8),
    Field("derivation", NEED_HEADING, lambda row: str(row.need), 10.7),
    Field("route", "route", lambda row: route_text(row.route), 7.55),
    Field("crew", "crew", attrgetter("crew"), 2.45),
)
"""Widths in tens of points on A4: a name, a label or a sum of the worked sites fits its column."""
_PORT_FIELDS: tuple[Field[Landing], ...] = (
    Field("rack", "rack", lambda one: one.end.rack, 0.6),
    Field("u", "U", lambda one: rack_unit(one.end), 0.4),
    Field("device", "device", lambda one: one.end.device, 1.5),
    Field("face", "face", lambda one: one.end.face, 0.5),
    Field("port", "port", lambda one: one.end.port, 1.1),
    Field("cage", "cage", lambda one: one.end.cage, 0.5),
    Field("mpo", "MPO", lambda one: connector_text(one.end), 0.5),
    Field("os_name", "OS name", lambda one: one.end.os_name, 1.35),
    Field("transceiver", "transceiver", lambda one: transceiver_text(one.end), 1.5),
    Field("cable_id", "cable", attrgetter("row.cable_id"), 1.9),
    Field("serial", "serial / leg", lambda one: leg_text(one.row), 1.35),
    Field("label", "label here", lambda one: one.row.label(one.side).text, 2.4),
    Field("far_device", "far device", lambda one: one.far.device, 1.4),
    Field("far_port", "far port", lambda one: one.far.port, 1.1),
)


_TAKEN: tuple[Field[StandingPlug], ...] = (
    Field("rack", "rack", attrgetter("rack"), 0.8),
    Field("device", "device", attrgetter("device"), 1.5),
    Field("port", "port", attrgetter("port"), 1.4),
    Field("cage", "cage", attrgetter("cage"), 0.5),
    Field("cable_id", "existing cable", attrgetter("cable"), 1.6),
    Field("far_device", "far device", attrgetter("far_device"), 1.4),
    Field("far_port", "far port", attrgetter("far_port"), 1.3),
)


def cable_schedule(rows: PlanRows) -> SheetDocument:
    """Every link once, or from either end. CSV and XLSX have every column, print the columns that differ between rows.
    Where columns are chosen, all three have these.
    """
    options, chosen = rows.options, rows.selected.links
    links = tuple(_both_ways(chosen)) if options.both_ways else chosen
    title = f"{count_text(len(chosen), 'link')}{', from either end' if options.both_ways else ''}"
    by_key = {field.key: field for field in FIELDS}
    fields = tuple(by_key[key] for key in options.columns) or FIELDS
    table = make_table("cable_schedule", "Links", fields, links)
    notes = (
        "Label at B: the same text with the ends swapped. Length of a trunk: leg A + body + leg B.",
        f"Rack A and rack B: depth from the port to the entry + rise + {metres(rows.site.end_loop_mm)} m to the side "
        "and for the loop; the workbook has a column for each. Inside one rack the route is the way between the ports.",
    )
    is_printed = options.pdf == "all" and not options.columns
    printed = () if not is_printed else (make_table("cable_schedule", "Links", _PRINTED, links, notes),)
    return SheetDocument(
        name="cable_schedule", title="Cable schedule", subtitle=title, tables=(table,), print_tables=printed
    )


def _both_ways(links: tuple[LinkRow, ...]) -> Iterator[LinkRow]:
    for row in links:
        yield row
        yield row.turned


def port_map(rows: PlanRows) -> SheetDocument:
    """Every port in use, device by device, with its far end."""

    def place(one: Landing) -> tuple[str, int, str, int, int, str]:
        end = one.end
        return end.rack, -rows.index.height(end.device), end.device, end.cage, end.mpo, end.port

    found = sorted((Landing(row, side) for row in rows.selected.links for side in SIDES), key=place)
    table = make_table("port_map", "Ports in use", _PORT_FIELDS, found)
    lying = () if not rows.standing else (make_table("ports_taken", "Ports of existing cables", _TAKEN, rows.standing),)
    more = f", {count_text(len(rows.standing), 'port')} of existing cables" if rows.standing else ""
    return SheetDocument(
        name="port_map",
        title="Port map",
        subtitle=f"{count_text(len(found), 'port')} in use{more}",
        tables=(table, *lying),
    )
