"""The lines of labels by hand: what stands on them, in which size, and where."""

from dataclasses import replace

import pytest

from fabric.sheets.documents.label_lines import GOOD_PT, LabelRoom, lay_out_label
from fabric.sheets.documents.labels import Label, PortWords
from fabric.sheets.rows.link_row import EndLabel, Media

HEAD = Label(
    cable_id="C-1",
    side="B",
    label=EndLabel("A05-39:16", "/", ("C10-14:01", "C10-14:02")),
    plug="D1 head",
    port=PortWords("storage-leaf-01", "cage 16"),
    far_port=None,
    network="n",
    media=Media("mm", "OM4"),
    apply=True,
    diameter_um=3_000,
    crew=1,
    step=1,
    when="day 1, day shift",
    way="A05 > C10",
)
DGX = PortWords("dgx-0093", "Slot2 P2")
SINGLE = replace(
    HEAD,
    cable_id="C-in-band-GJWM45A",
    label=EndLabel("C10-30:41", "/", ("D10-02:I02",)),
    plug="DGJWM45A",
    port=PortWords("in-band-leaf-01-2b", "41"),
    far_port=DGX,
)
HALF_OF_A_FLAG = LabelRoom(68, 71, 31, 26)
"""A half of a flag of 70 x 25 mm on a cable of 3 mm, less stripes and rim."""


def _texts(label: Label, room: LabelRoom) -> list[str]:
    return [line.text for line in lay_out_label(label, room).lines]


def test_a_wide_label_has_all_on_few_lines() -> None:
    """A head has no single far port; its tails and its cable id stand in one line where there is room."""
    assert _texts(HEAD, LabelRoom(400, 80)) == [
        "A05-39:16",
        "/C10-14:01+C10-14:02",
        "storage-leaf-01 cage 16",
        "C-1 D1 head B",
    ]


def test_a_low_label_has_a_line_for_each_tail() -> None:
    """45 by 40 points: both tails in one line would be smaller. Heights share the label less a rim of 4 points:
    1.35 + 2 x 1.15 + 2 x 0.85 and 0.1 between are 5.45 units. The cable id is left out.
    """
    layout = lay_out_label(replace(HEAD, port=PortWords("leaf-01", "cage 16")), LabelRoom(45, 40))
    assert [line.text for line in layout.lines] == [
        "A05-39:16",
        "/C10-14:01",
        "+C10-14:02",
        "leaf-01 cage 16",
        "D1 head B",
    ]
    assert [line.bold for line in layout.lines] == [True, False, False, False, False]
    assert layout.lines[0].height_pt == pytest.approx(1.35 * 36 / 5.45)


@pytest.mark.parametrize("label", [SINGLE, replace(SINGLE, port=DGX, far_port=SINGLE.port)])
def test_a_flag_has_its_lines_above_the_code(label: Label) -> None:
    """Beside the code the device of port 41 has no room: it was left out, and '41' stood alone in the largest type."""
    layout = lay_out_label(label, HALF_OF_A_FLAG)
    assert label.far_port
    assert [line.text for line in layout.above] == [
        "C10-30:41",
        "/D10-02:I02",
        label.port.text,
        f"/ {label.far_port.text}",
    ]
    assert [line.text for line in layout.beside] == ["DGJWM45A B"]
    own, *others = (line.size_pt for line in layout.lines)
    assert own > 10
    assert max(others) < own
    assert min(others) >= GOOD_PT


def test_a_port_below_its_device_says_that_it_is_one() -> None:
    """A device of 40 letters takes the whole width: its port stands below, not as a number alone. The far port, whose
    type would be as small, is left out.
    """
    texts = _texts(replace(SINGLE, port=PortWords("x" * 40, "41"), far_port=PortWords("y" * 40, "P2")), HALF_OF_A_FLAG)
    assert texts[2:] == ["x" * 40, "port 41", "DGJWM45A", "end B"]


def test_type_stays_at_six_points() -> None:
    """On a cable of 2 mm the plug with its end has 34 points beside the code: 6 points fit in two lines."""
    narrow = LabelRoom(58.66, 71, 28, 24.32)
    layout = lay_out_label(replace(SINGLE, plug="DW0EKEMV"), narrow)
    assert [line.text for line in layout.beside] == ["DW0EKEMV", "end B"]
    assert min(line.size_pt for line in layout.lines) >= 5.99
