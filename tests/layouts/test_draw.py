"""The floor as a picture, by hand: what is drawn, in which frame, and what a part of the floor leaves out."""

from dataclasses import replace

import pytest

from layouts import (
    Drawing,
    Floor,
    FloorPage,
    Overlay,
    Path,
    Words,
    draw_floor,
    half_length,
    list_views,
    place_apart,
    to_picture,
)
from layouts.draw import MARGIN_MM, READ_PT, UNIT_PT
from layouts.legend import draw_legend
from layouts.pathway_names import frames_of_words
from layouts.rack_names import name_row_ends
from layouts.racks import Facing
from layouts.shapes import Frame, Style, bounds, fit_words, rectangle, touch
from layouts.site import Obstacle, Room
from layouts.svg import svg_text
from tests.floors import floor, rack, tray

OVER = tray("T", (-100, 600, 2400), (3000, 600, 2400))
SITE = floor((rack("A01", 0), rack("A02", 600)), (OVER,))
NEAR_A01 = Overlay(((300, 600, 2400), (900, 600, 2400)), 4, "C-1", "leaf-spine")


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Words)]


def lines(drawing: Drawing) -> list[Path]:
    return [shape for shape in drawing.shapes if isinstance(shape, Path)]


def test_north_is_up() -> None:
    """y grows downwards in a picture; heights are left out."""
    assert to_picture((100, 700, 2400)) == (100, -700)


def test_the_frame_holds_all_rooms() -> None:
    """The room reaches from -5 to 15 m both ways; 600 mm are added beside it, 200 above, 350 below. The legend has a
    line for the pathway, the racks, the scale and north.
    """
    drawing = draw_floor(SITE)
    assert (drawing.left, drawing.width) == (-5000 - MARGIN_MM, 20_000 + 2 * MARGIN_MM)
    assert drawing.top == -15_000 - 200
    assert drawing.height == 20_000 + 200 + 350 + 4 * 260 + 200
    assert drawing.title == "s: routes"


def test_racks_pathways_and_obstacles_are_drawn_once() -> None:
    obstacle = Obstacle("C1", "column", (5000, 5000), (300, 200))
    drawing = draw_floor(floor(SITE.racks, (OVER,), obstacles=(obstacle,)), notes={"A01": "leaf-01"})
    shown = texts(drawing)
    assert [shown.count(text) for text in ("A01", "A02", "T", "C1", "leaf-01")] == [1, 1, 1, 1, 1]
    assert shown[-3:] == ["scale: 1 m (3.3 ft)", "N", "north"]
    titles = [line.title for line in lines(drawing)]
    assert [titles.count(f"{name}, row A, front south") for name in ("A01", "A02")] == [1, 1]
    assert titles.count("T: tray 300 x 100 mm") == 1


@pytest.mark.parametrize(
    ("front", "ends"),
    [
        ("south", ((0, 0), (600, 0))),
        ("north", ((0, -1200), (600, -1200))),
        ("west", ((0, -600), (0, 0))),
        ("east", ((1200, -600), (1200, 0))),
    ],
)
def test_a_thick_line_marks_the_front(front: str, ends: tuple[tuple[int, int], ...]) -> None:
    """The rack stands at (0, 0); facing west or east it is 1200 mm wide in x."""
    drawing = draw_floor(floor((rack("A01", 0, front=front),), ()))
    thick = [line for line in lines(drawing) if line.style.width == 60]
    assert [line.points for line in thick] == [ends]


def test_routes_grow_with_what_they_carry() -> None:
    """The heaviest is 14 + 50 mm wide, one of a quarter of it 14 + 12. Single cables stay thin: a twelfth, 14 + 4."""
    overlays = tuple(
        Overlay(NEAR_A01.points_mm, weight, f"C-{number}", stage)
        for number, weight, stage in ((1, 48, "leaf-spine"), (2, 12, "node-leaf"))
    )
    assert [
        line.style.width for line in lines(draw_floor(SITE, (replace(NEAR_A01, weight=1),))) if line.title == "C-1"
    ] == [18]
    drawing = draw_floor(SITE, overlays)
    widths = {line.title: line.style.width for line in lines(drawing) if line.title.startswith("C-")}
    assert widths == {"C-1": 64, "C-2": 26}
    assert "leaf-spine cables, width by number of links" in texts(drawing)
    assert drawing.height == draw_floor(SITE).height + 2 * 260


def test_a_view_shows_its_rooms_in_letters_for_paper() -> None:
    """A hall of 20 m, another 10 m further east. The second alone has the racks in it; a millimetre is 0.04 points
    there, so that letters of 7 points are 175 mm high. Two names of racks fit: 3 letters of 0.62 x 175 mm in 570. The
    line "18 hosts" does not (3.78 x 175 + 49 = 710 mm), so its words stand below each other; "switches" is too wide by
    itself (756); "18 odd" fits (521).
    """
    one, other = SITE.rooms[0], hall_beside(10_000)
    racks = (rack("A01", 0), rack("B01", 30_000, row="B"), rack("B02", 30_600, row="B"), rack("B03", 31_200, row="B"))
    site = replace(floor(racks, (OVER,)), rooms=(one, other))
    notes = {"B01": "18 hosts", "B02": "switches", "B03": "18 odd"}
    drawing = Floor(site).draw(notes=notes, view=FloorPage(rooms=(other,), unit_pt=0.04))
    assert (drawing.left, drawing.width) == (25_000 - MARGIN_MM, 20_000 + 2 * MARGIN_MM)
    found = {shape.text: shape.size for shape in drawing.shapes if isinstance(shape, Words)}
    assert {"A01", "switches", "T"}.isdisjoint(found)
    assert {"B01", "B02", "18", "hosts", "18 odd"} <= set(found)
    assert min(found.values()) == pytest.approx(READ_PT / 0.04)
    assert drawing.least_unit_pt == 0.04


def test_a_legend_beside_a_floor_hides_what_reaches_out_of_it() -> None:
    """At 0.04 points a letter is 175 mm: the words of the legend begin 1,150 mm behind the frame and take 24 letters.
    White sheets cover what is below and beside the frame; the legend comes after them.
    """
    view = FloorPage(rooms=SITE.rooms, unit_pt=0.04, is_legend_beside=True)
    drawing, plain = Floor(SITE).draw(view=view), Floor(SITE).draw(legend=False)
    assert (drawing.width, drawing.height) == (plain.width + 1_150 + 24 * 175, plain.height)
    (words,) = (one for one in drawing.shapes if isinstance(one, Words) and one.text == "scale: 1 m (3.3 ft)")
    assert words.x == plain.left + plain.width + 1_150
    below, beside = (one for one in lines(drawing) if one.style == Style(fill="#ffffff"))
    assert min(y for _, y in below.points) == plain.top + plain.height
    assert min(x for x, _ in beside.points) == plain.left + plain.width
    assert drawing.shapes.index(beside) < drawing.shapes.index(words)


@pytest.mark.parametrize(("letters", "metres"), [(160, 1), (320, 1), (340, 2), (900, 5), (2_000, 10)])
def test_the_scale_grows_with_the_letters(letters: int, metres: int) -> None:
    """The bar ends before the words, which begin 6 letters behind its start: 340 mm make 2,040, room for 2 m."""
    texts = [one.text for one in draw_legend(0, 0, (), letters) if isinstance(one, Words)]
    assert f"scale: {metres} m ({metres * 3.2808:.1f} ft)" in texts


def hall_beside(gap_mm: int) -> Room:
    """A hall as large as the one of the site, so much further east."""
    room = SITE.rooms[0]
    return replace(room, id="r2", outline_mm=tuple((x + 20_000 + gap_mm, y) for x, y in room.outline_mm))


def test_halls_have_pages_of_their_own_where_one_page_is_too_small() -> None:
    """Two halls of 20 m, 10 m apart, are 51.2 m wide: 780 points are 0.0152 each mm, less than 0.6 x 0.05. Each hall is
    21.2 m wide and 20.55 m tall; with the legend beside it, the height is free: 500 / 20,550 = 0.0243. On 600 points
    the legend of one stage is better below: it takes 8 x 9.375 = 75 of 500 points there, 425 / 20,550 = 0.0207, and
    8 x 31.1875 = 249.5 of 600 points beside, 350.5 / 21,200 = 0.0165. The names of racks of 3 letters in the first
    hall need 3 x 0.62 x 7 = 13.02 points of 0.95 x 600 mm: 0.0228.
    One hall, and halls over each other, have one page. With 1,700 points two halls share one: 1,700 / 51,200 = 0.0332.
    """
    one, other = SITE.rooms[0], hall_beside(10_000)
    both = replace(SITE, rooms=(one, other))
    views = list_views(both, 780, 500, 1)
    assert [[room.id for room in view.rooms] for view in views] == [["r", "r2"], ["r"], ["r2"]]
    assert [view.is_overview for view in views] == [True, False, False]
    assert [view.unit_pt for view in views] == pytest.approx([780 / 51_200, 500 / 20_550, 500 / 20_550])
    assert [view.is_legend_beside for view in views] == [False, True, True]
    views = list_views(both, 600, 500, 1)
    assert [view.unit_pt for view in views] == pytest.approx([600 / 51_200, 13.02 / 570, 425 / 20_550])
    assert not any(view.is_legend_beside for view in views)
    assert len(list_views(SITE, 780, 500, 1)) == 1
    assert len(list_views(replace(SITE, rooms=(one, replace(one, id="upper"))), 780, 500, 1)) == 1
    assert len(list_views(both, 1700, 1700, 1)) == 1


def test_a_large_hall_is_as_large_as_the_names_of_its_racks_need() -> None:
    """A name of 8 letters at 7 points is 8 x 0.62 x 7 = 34.72 wide, in 0.95 of 600 mm: 0.0609 points each mm, but full
    size is 0.05. Of 4 letters: 0.0305, more than the page allows (500 / 20,550 = 0.0243).
    """
    for text, unit_pt in (("ABCD1234", UNIT_PT), ("A001", 4 * 0.62 * 7 / 570)):
        (view,) = list_views(floor((rack(text, 0),), (OVER,)), 780, 500, 1)
        assert view.unit_pt == pytest.approx(unit_pt)


def test_an_overview_names_what_joins_halls() -> None:
    """The tray in the hall has no name; the one that leaves it does, once, and so have the halls and the ends of the
    row.
    """
    join = tray("JOIN", (10_000, 3000, 2400), (30_000, 3000, 2400))
    site = replace(floor(SITE.racks, (OVER, join)), rooms=(SITE.rooms[0], hall_beside(10_000)))
    view = FloorPage(rooms=site.rooms, unit_pt=0.02, is_overview=True)
    shown = texts(Floor(site).draw(view=view, legend=False))
    assert sorted(shown) == ["A01", "A02", "JOIN", "r", "r2"]


@pytest.mark.parametrize("front", ["south", "west"])
def test_an_overview_names_the_ends_of_a_row(front: Facing) -> None:
    """Three racks of 600 mm in a row. In letters of 350 mm half a name of three is 378 mm long, and 105 are left beside
    the row; above and below it names have their middle 280 mm away. The rack between has no name.
    """
    level = front == "south"
    racks = tuple(
        replace(rack(f"A{n}9", 600 * n), front=front, x_mm=600 * n if level else 0, y_mm=0 if level else 600 * n)
        for n in range(3)
    )
    found = name_row_ends(racks, 350)
    assert [one.text for one in found] == ["A09", "A29"]
    deep = racks[0].type.depth_mm
    if level:
        assert [one.x for one in found] == [0 - 105 - 378, 1800 + 105 + 378]
        assert {one.y for one in found} == {-deep / 2 + 0.35 * 350}
    else:
        assert [one.y for one in found] == [280 + 0.35 * 350, -1800 - 280 + 0.35 * 350]
    assert name_row_ends(racks, 350, frames_of_words(found[:1])) == found[1:]
    assert [one.text for one in name_row_ends(racks[:1], 350)] == ["A09"]


def test_lines_in_a_rack_stand_on_a_white_ground() -> None:
    """Two lines of 120 mm, 140 mm apart: the ground reaches from above the upper to below the lower one, and is drawn
    after the cables and before the words.
    """
    drawing = draw_floor(SITE, [NEAR_A01], notes={"A01": "2 hosts\n4 spines"})
    (ground,) = (one for one in lines(drawing) if one.style == Style(fill="#ffffff"))
    words = [name_of(drawing, text) for text in ("2 hosts", "4 spines")]
    size, order = words[0].size, drawing.shapes.index
    assert min(y for _, y in ground.points) <= words[0].y - 0.75 * size
    assert max(y for _, y in ground.points) >= words[1].y + 0.2 * size
    assert max(x for x, _ in ground.points) - min(x for x, _ in ground.points) <= 600
    cable = next(one for one in lines(drawing) if one.title == "C-1")
    assert order(cable) < order(ground) < order(words[0])


def test_no_name_of_a_pathway_is_cut_by_the_edge() -> None:
    """The tray ends 600 mm inside the picture; in letters of 350 mm, half its name is 10 x 0.36 x 350 = 1,260 mm."""
    join = tray("JOIN-12-1a", (14_000, 3000, 2400), (30_000, 3000, 2400))
    drawing = Floor(floor(SITE.racks, (OVER, join))).draw(view=FloorPage(rooms=SITE.rooms, unit_pt=0.02))
    name = name_of(drawing, "JOIN-12-1a")
    assert name.x + 1260 <= drawing.left + drawing.width


def test_without_a_legend_the_picture_ends_with_the_floor() -> None:
    drawing = Floor(SITE).draw(legend=False)
    assert drawing.height == 20_000 + 200 + 350
    assert {"N", "north"}.isdisjoint(texts(drawing))


def test_the_name_of_a_pathway_avoids_racks() -> None:
    """The tray leaves the racks at x 1200; half a name of 4 letters is 4 x 0.36 x 140 mm, 202, with room of 20. Twice
    as many letters need 403 mm.
    """
    for text, half in (("LONG", 202), ("LONGLONG", 403)):
        name = name_of(draw_floor(floor(SITE.racks, (tray(text, (-100, 600, 2400), (9000, 600, 2400)),))), text)
        assert 1200 + half + 20 < name.x < 1200 + half + 200
        assert not name.upright


def test_names_of_pathways_stand_beside_each_other() -> None:
    """Two trays that begin at one corner: the second name goes on along its tray, by half the height of the first and
    half of its own length.
    """
    level, upright = tray("LEVEL", (0, 6000, 2400), (9000, 6000, 2400)), tray("UP", (0, 6000, 2400), (0, 12_000, 2400))
    drawing = draw_floor(floor(SITE.racks, (level, upright)))
    one, other = name_of(drawing, "LEVEL"), name_of(drawing, "UP")
    assert (one.upright, other.upright) == (False, True)
    assert one.y - other.y > 140 / 2 + 2 * 0.36 * 140


def test_names_that_would_lie_over_each_other_are_left_out() -> None:
    """Two trays over each other, as long as a name: the second name has no place that the first does not take."""
    first, second = (tray(name, (3000, 6000, 2400), (3500, 6000, 2400)) for name in ("FIRST", "OTHER"))
    shown = texts(draw_floor(floor(SITE.racks, (first, second))))
    assert "FIRST" in shown and "OTHER" not in shown


def test_figures_that_run_into_each_other_are_left_out() -> None:
    """Half of '9 %' in letters of 100 is 0.36 x 100 x 3 = 108: 200 apart two of them touch, 230 apart they do not."""
    near, far = (Words(x=x, y=0, text="9 %", size=100, anchor="middle") for x in (200, 230))
    first = Words(x=0, y=0, text="9 %", size=100, anchor="middle")
    assert half_length("9 %", 100) == pytest.approx(108)
    assert place_apart([first, near]) == [first]
    assert place_apart([first, far]) == [first, far]


def name_of(drawing: Drawing, text: str) -> Words:
    """The first words of a drawing with a text."""
    return next(shape for shape in drawing.shapes if isinstance(shape, Words) and shape.text == text)


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (Frame(10, 0, 20, 10), True),
        (Frame(10.5, 0, 20, 10), False),
        (Frame(0, -5, 10, 0), True),
        (Frame(0, -5, 10, -0.5), False),
        (Frame(2, 2, 3, 3), True),
    ],
)
def test_frames_that_share_an_edge_meet(other: Frame, meets: bool) -> None:
    one = Frame(0, 0, 10, 10)
    assert touch(one, other) is meets
    assert touch(other, one) is meets


def test_the_frame_of_a_shape() -> None:
    """A text surely stays within its length times its size on every side of its beginning."""
    style = lines(draw_floor(SITE))[0].style
    assert bounds(rectangle(1, 2, 30, 40, style)) == Frame(1, 2, 31, 42)
    assert bounds(Words(x=100, y=50, text="abc", size=10)) == Frame(70, 20, 130, 80)


def test_words_are_made_to_fit() -> None:
    """Ten letters of 0.62 of their height in 31 units: 5 high, unless less is asked for."""
    assert fit_words("a" * 10, 31, 100) == pytest.approx(5)
    assert fit_words("a" * 10, 31, 3) == 3


def test_names_are_escaped() -> None:
    text = svg_text(draw_floor(floor((rack("<A&1>", 0),), ())))
    assert "&lt;A&amp;1&gt;" in text
    assert "<A&1>" not in text


def test_storeys_over_each_other_tell_their_floors() -> None:
    """Both rooms share their corner: the second name stands 300 mm below the first."""
    room = SITE.rooms[0]
    site = replace(SITE, rooms=(room, replace(room, id="upper", floor_mm=4500)))
    names = [shape for shape in draw_floor(site).shapes if isinstance(shape, Words) and "floor at" in shape.text]
    assert [name.text for name in names] == ["r, floor at 0 m", "upper, floor at 4.5 m"]
    assert names[1].y - names[0].y == 300


def test_names_and_notes_of_a_rack_that_faces_west_stand_apart() -> None:
    """600 mm of the picture hold the name and two lines: each stands below the one before, by its size at least."""
    site = floor((rack("A01", 0, front="west"),), (tray("T", (600, -100, 2400), (600, 900, 2400)),))
    drawing = draw_floor(site, notes={"A01": "2 hosts\n4 spines"})
    found = {shape.text: shape for shape in drawing.shapes if isinstance(shape, Words)}
    name, first, second = found["A01"], found["2 hosts"], found["4 spines"]
    assert name.y - name.size >= -600
    assert first.y - first.size >= name.y
    assert second.y - second.size >= first.y
    assert second.y <= 0
