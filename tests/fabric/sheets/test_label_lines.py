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
    plug_parts=("D1", "head end B"),
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
    plug_parts=("DGJWM45A", "end B"),
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


def test_a_flag_has_its_lines_above_the_code() -> None:
    """Beside the code the device of port 41 has no room: it was left out, and '41' stood alone in the largest type."""
    layout = lay_out_label(SINGLE, HALF_OF_A_FLAG)
    assert [line.text for line in layout.above] == [
        "C10-30:41",
        "/D10-02:I02",
        "in-band-leaf-01-2b 41",
        "/ dgx-0093 Slot2 P2",
    ]
    assert [line.text for line in layout.beside] == ["DGJWM45A", "end B"]
    own, *others = (line.size_pt for line in layout.lines)
    assert own > 10
    assert max(others) < own
    assert min(others) >= GOOD_PT


def test_a_far_port_that_would_be_below_seven_points_is_left_out() -> None:
    """'/ in-band-leaf-01-2b 41' has two signs more than the line of 7.1 points next door: 68 points are 6.8 points. The
    far end names the same port, as labels write it.
    """
    layout = lay_out_label(replace(SINGLE, port=DGX, far_port=SINGLE.port), HALF_OF_A_FLAG)
    assert [line.text for line in layout.above] == ["C10-30:41", "/D10-02:I02", "dgx-0093 Slot2 P2"]
    assert min(line.size_pt for line in layout.lines) >= GOOD_PT


def test_a_port_below_its_device_says_that_it_is_one() -> None:
    """A device of 40 letters takes the whole width: its port stands below, not as a number alone. The far port, whose
    type would be as small, is left out.
    """
    texts = _texts(replace(SINGLE, port=PortWords("x" * 40, "41"), far_port=PortWords("y" * 40, "P2")), HALF_OF_A_FLAG)
    assert texts[2:] == ["x" * 40, "port 41", "DGJWM45A", "end B"]


def test_type_stays_at_seven_points() -> None:
    """A cable of 6 mm leaves 34 points beside the code, where a serial of wide letters has 6.7 points. It stands above
    the code, with 58 points. Its line is the fourth there, so the port of the device goes beside the code. The part
    of the code is 71 - 24.3 - 1 points lower than the label: four lines of 1.35 + 1.15 + 2 x 0.85 and 0.1 between are
    4.3 units, and 0.85 of a unit of 10.6 points holds type of 7.4 points.
    """
    narrow = LabelRoom(58.66, 71, 28, 24.32)
    layout = lay_out_label(replace(SINGLE, plug="DW0EKEMV", plug_parts=("DW0EKEMV", "end B")), narrow)
    assert [line.text for line in layout.above] == ["C10-30:41", "/D10-02:I02", "in-band-leaf-01-2b", "DW0EKEMV"]
    assert [line.text for line in layout.beside] == ["port 41", "end B"]
    assert layout.above[3].size_pt == pytest.approx(0.82 * 0.85 * (71 - 24.32 - 1) / 4.3)
    assert min(line.size_pt for line in layout.lines) >= GOOD_PT


def test_a_leg_stands_below_the_serial_of_its_trunk() -> None:
    """Eleven signs of a trunk and its leg beside a code of 24 points would be 6.7 points; the part of the code grows
    for two lines of 7 points: 7 / 0.82 / 0.85 x (0.1 + 1.7) + 4 = 22.1, so a code of 21 points has 22.1 points.
    """
    label = replace(SINGLE, plug="TQWEYVPD.01", plug_parts=("TQWEYVPD", "leg 01 end B"), port=DGX, far_port=None)
    layout = lay_out_label(label, LabelRoom(68, 71, 31, 21))
    assert [line.text for line in layout.beside] == ["TQWEYVPD", "leg 01 end B"]
    assert layout.beside_pt == pytest.approx(22.08, abs=0.01)
    assert sum(line.height_pt for line in layout.beside) <= layout.beside_pt
    assert min(line.size_pt for line in layout.lines) >= GOOD_PT - 1e-9
