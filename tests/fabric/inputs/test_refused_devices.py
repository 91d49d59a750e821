"""One wrong limit is one fault, however many devices it refuses."""

from fabric.inputs.refused_devices import Refused, refused_faults
from fabric.rules import RackRefusal
from layouts import Document


def _refused(number: int, refusal: RackRefusal) -> Refused:
    return Refused((Document("equipment.yaml", {}, {}), ("devices", number)), f"d{number}", refusal)


def test_a_limit_is_told_at_its_first_device_with_the_others() -> None:
    """Nine devices draw too much in racks of one type: one fault, that lists six of the other eight. A taken unit is
    a mistake of its own each time: two faults.
    """
    power = RackRefusal("rack A would draw 10 kW with it", "Correct the limit", "max_power_kw of rack type r")
    taken = RackRefusal("U1 of rack A is taken by d0", "Choose free units")
    faults = list(refused_faults([*(_refused(n, power) for n in range(9)), _refused(9, taken), _refused(10, taken)]))
    assert [(fault.key, fault.message) for fault in faults] == [
        (
            "devices[0].u",
            "device d0: rack A would draw 10 kW with it; max_power_kw of rack type r refuses 8 more devices too: "
            "d1, d2, d3, d4, d5, d6, ...",
        ),
        ("devices[9].u", "device d9: U1 of rack A is taken by d0"),
        ("devices[10].u", "device d10: U1 of rack A is taken by d0"),
    ]
