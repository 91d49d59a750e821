"""Dimensions of an order drawing: no words across the extension lines."""

from fabric.sheets.pictures.assembly_drawing import SIDE, SIZE, WIDTH, place_dimension
from fabric.writers import FONT, width_pt


def test_words_of_a_dimension_stay_between_or_beside_its_lines() -> None:
    """The words of a leg take 58 points: in 100 they stand in the middle, in 38 outside of the drawing; those of a
    body stand above its lines.
    """
    words = "3.0 m +60 -0 mm"
    wide = width_pt(words, FONT, SIZE)
    assert 50 < wide < 60
    middle = place_dimension(words, SIDE, SIDE + 100, 100)
    assert (middle.x, middle.anchor) == (SIDE + 50, "middle")
    left = place_dimension(words, SIDE, SIDE + 38, 100)
    assert (left.anchor, left.x < SIDE) == ("end", True)
    right = place_dimension(words, WIDTH - SIDE - 38, WIDTH - SIDE, 100)
    assert (right.anchor, right.x > WIDTH - SIDE) == ("start", True)
    body = place_dimension(words, SIDE + 100, SIDE + 138, 100)
    assert (body.anchor, body.y) == ("middle", 86)
