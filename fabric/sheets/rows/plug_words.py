"""The names of a plug: on its label, at its port, and with its device."""

from fabric.sheets.rows.link_row import LinkRow, Side
from fabric.sheets.rows.text import leg_text


def plug_name_text(row: LinkRow, side: Side) -> str:
    """The plug at one end: the leg, the head of a splitter, or the serial alone of a straight cable."""
    if row.is_straight:
        return row.serial
    return f"{row.serial} head" if row.is_head(side) else leg_text(row)


def plug_parts_text(row: LinkRow, side: Side) -> tuple[str, str]:
    """The serial of the plug at one end, and what else names it, for two short lines."""
    if not row.is_straight and row.is_head(side):
        return row.serial, f"head end {side}"
    return row.serial, f"leg {row.leg:02d} end {side}" if row.leg and not row.is_straight else f"end {side}"


def plug_port_text(row: LinkRow, side: Side) -> str:
    """The port of a plug; of the head of a splitter, and of a straight cable, the connector."""
    end = row.end(side)
    if row.is_head(side):
        return f"cage {end.cage}" + (f" MPO {end.mpo}" if end.mpo else "")
    return end.port


def device_port_text(row: LinkRow, side: Side) -> str:
    """Device and port of a plug, by the name on the metal: dgx-0001 OSFP1P1."""
    return f"{row.end(side).device} {plug_port_text(row, side)}"
