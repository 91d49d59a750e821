"""Ids of cables and serials of pieces."""


def cable_id(network: str, number: int) -> str:
    """The id of a link's cable or leg, the same at both ends: `C-compute-00001`."""
    return f"C-{network}-{number + 1:05d}"


def assembly_serial(form: str, number: int) -> str:
    """The serial of one physical piece: T for trunks, J for jumpers, D for DAC and AOC."""
    letter = {"trunk": "T", "jumper": "J"}.get(form, "D")
    return f"{letter}{number + 1:05d}"
