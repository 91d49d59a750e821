"""Another reader of ZPL, for tests: draws the commands that label printers get, as the guide of the language says.

Text is drawn as black bars of the height and width that the font command states, which is enough to see where ink is.
"""

import re
from typing import Any

import cv2
import numpy as np

WIDE_OF_TALL = 0.6
"""Width of a letter of the scalable font by its nominal width."""


def draw_zpl(format_text: str) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """One format between ^XA and ^XZ as a picture, a pixel for each dot; black is 0."""
    assert format_text.startswith("^XA")
    assert format_text.endswith("^XZ")
    commands = format_text[1:].split("^")
    width = int(next(part[2:] for part in commands if part.startswith("PW")))
    height = int(next(part[2:] for part in commands if part.startswith("LL")))
    picture = np.full((height, width), 255, np.uint8)
    x = y = 0
    font, code = (10, 10), 0
    for part in commands:
        name, rest = part[:2], part[2:]
        if name == "FO":
            x, y = map(int, rest.split(","))
            code = 0
        elif name == "A0":
            _, tall, wide = rest.split(",")
            font = int(tall), int(wide)
        elif name == "BQ":
            orientation, model, magnification = rest.split(",")
            assert (orientation, model) == ("N", "2")
            code = int(magnification)
            assert code <= 10
        elif name == "FD":
            text = re.sub(r"(?:_[0-9A-F]{2})+", _bytes, rest)
            drawn = _code(text, code) if code else _bars(text, font)
            tall, wide = drawn.shape
            assert x + wide <= width
            assert y + tall <= height
            picture[y : y + tall, x : x + wide] = np.minimum(picture[y : y + tall, x : x + wide], drawn)
    return picture


def _bytes(found: "re.Match[str]") -> str:
    return bytes.fromhex(found.group().replace("_", "")).decode()


def _code(text: str, magnification: int) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """A QR code without its quiet zone, made by OpenCV."""
    correction, value = text.split(",", 1)
    assert correction == "MA"
    parameters = cv2.QRCodeEncoder.Params()
    parameters.correction_level = cv2.QRCODE_ENCODER_CORRECT_LEVEL_M
    made = cv2.QRCodeEncoder.create(parameters).encode(value)
    dark = np.argwhere(made == 0)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    square = made[top : bottom + 1, left : right + 1].astype(np.uint8)
    return square.repeat(magnification, axis=0).repeat(magnification, axis=1)


def _bars(text: str, font: tuple[int, int]) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    tall, wide = font
    return np.zeros((tall, max(1, int(len(text) * wide * WIDE_OF_TALL))), np.uint8)
