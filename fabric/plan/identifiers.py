"""Ids of cables and kinds, and serials of pieces: each follows from what it names, never from its place in a list.

So a cable whose ends are the same has the same id in every plan, whatever else the plan holds.
"""

from collections.abc import Collection, Sequence
from hashlib import blake2b

from layouts import format_m

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The 32 signs of codes: no I, L, O and U, which people mistake for others."""
CABLE_SIGNS = 7
"""Signs of the code of a cable: among 50,000 cables two have the same first code once in 30 plans."""
KIND_SIGNS = 4
"""Signs of the code of a kind, which follows the length in its id."""


def make_codes(names: Sequence[str], signs: int, taken: Collection[str] = ()) -> tuple[str, ...]:
    """A code for each name, from the name alone. No code is given twice, and none that is `taken`.

    Where two names have the same code, the later one in alphabetical order gets its next code.
    """
    given = set(taken)
    codes: dict[str, str] = {}
    for name in sorted(set(names)):
        turn = 0
        while (code := _code(name, turn, signs)) in given:
            turn += 1
        given.add(code)
        codes[name] = code
    return tuple(codes[name] for name in names)


def _code(name: str, turn: int, signs: int) -> str:
    """The code of a name; each turn gives another."""
    number = int.from_bytes(blake2b(f"{turn} {name}".encode(), digest_size=8).digest(), "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(signs))


def end_name(device: str, group: str, port: int) -> str:
    """A port of a device as codes are made from it."""
    return f"{device}/{group}/{port}"


def cable_name(network: str, ends: tuple[str, str]) -> str:
    """A link as its code is made from it: the network and both ends, whichever comes first."""
    first, second = sorted(ends)
    return f"{network}\n{first}\n{second}"


def cable_id(network: str, code: str) -> str:
    """The id of a link's cable or leg, the same at both ends: `C-compute-7K3QF2M`."""
    return f"C-{network}-{code}"


def assembly_serial(form: str, code: str) -> str:
    """The serial of one physical piece: T for trunks, J for jumpers, D for DAC and AOC."""
    letter = {"trunk": "T", "jumper": "J"}.get(form, "D")
    return f"{letter}{code}"


def kind_ids(trunks: Sequence[tuple[str, int, tuple[int, ...], tuple[int, ...]]]) -> list[str]:
    """The id of each kind of trunk, from its model, body and legs at A and at B in mm: `K16.5-7QF2`."""
    names = [f"{model} {body_mm} {a_legs_mm} {b_legs_mm}" for model, body_mm, a_legs_mm, b_legs_mm in trunks]
    codes = make_codes(names, KIND_SIGNS)
    return [f"K{format_m(body_mm)}-{code}" for (_, body_mm, _, _), code in zip(trunks, codes, strict=True)]
