"""Free connectors of a switch with three cages of two connectors each: ports 0 and 1 in cage 1, 2 and 3 in cage 2."""

from fabric.catalog import list_ports
from fabric.designs.free_connectors import FreeConnectors
from fabric.designs.standing_cords import CordPlace
from tests.fabric.designs.parts import ports
from tests.hardware import device_type

TWIN = ports(3, mpos=2)
SPLIT = ports(3, "fabric:2x200", mpos=2, lanes=2)


def connectors(*taken: CordPlace) -> FreeConnectors:
    """All connectors but those that cords have."""
    switch = device_type("M", port_groups=(TWIN,))
    split = tuple(port for port in list_ports(device_type("M", port_groups=(SPLIT,)), "fabric:2x200"))
    return FreeConnectors({"fabric": list_ports(switch, "fabric"), "fabric:2x200": split}, taken)


def test_a_known_port_is_given_once() -> None:
    """Port 3 is free once; there is no port 6; a cord has port 0."""
    free = connectors(CordPlace("fabric", 1, 1))
    assert free.take_known(TWIN, 3)
    assert not free.take_known(TWIN, 3)
    assert not free.take_known(TWIN, 6)
    assert not free.take_known(TWIN, 0)


def test_legs_of_a_splitter_share_a_connector() -> None:
    """Legs 0 and 1 are on the first connector, port 0 as well. A straight cable takes it whole."""
    free = connectors()
    assert free.take_known(SPLIT, 0)
    assert free.take_known(SPLIT, 1)
    assert not free.take_known(TWIN, 0)
    other = connectors()
    assert other.take_known(TWIN, 0)
    assert not other.take_known(SPLIT, 1)


def test_the_next_port_is_in_a_cage_in_use() -> None:
    """Port 2 is taken, so its neighbour 3 goes before the port 0 of the design; then 0, 1, 4 and 5; then none."""
    free = connectors()
    free.take_known(TWIN, 2)
    assert [free.take_next(TWIN, 0) for _ in range(6)] == [3, 0, 1, 4, 5, None]


def test_a_cage_has_one_mode() -> None:
    """A splitter that does not move has cage 1: a straight cable takes neither its other connector nor port 1 again."""
    free = connectors()
    free.take_fixed(SPLIT, 0)
    assert not free.take_known(TWIN, 1)
    assert free.take_next(TWIN, 1) == 2
