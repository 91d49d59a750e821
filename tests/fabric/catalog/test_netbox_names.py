"""Names of NetBox interfaces as a grid of cages and connectors, by hand."""

import pytest

from fabric.catalog.netbox_names import WHOLE, Grid, family, lay_grid, read_places, split_names, whole_cages


@pytest.mark.parametrize(
    ("ports", "grid"),
    [
        (["swp1", "swp2", "swp3"], Grid(1, 3, 1, (), ("swp1", "swp2", "swp3"))),
        (["p0", "p1"], Grid(0, 2, 1, (), ("p0", "p1"))),
        (["e2/1", "e1/2", "e1/1", "e2/2"], Grid(1, 2, 2, (), ("e1/1", "e1/2", "e2/1", "e2/2"))),
        (["s0/1/1", "s0/1/2", "s0/2/1", "s0/2/2"], Grid(1, 2, 2, (), ("s0/1/1", "s0/1/2", "s0/2/1", "s0/2/2"))),
        (["Ethernet1/1", "Ethernet1/2"], Grid(1, 2, 1, (), ("Ethernet1/1", "Ethernet1/2"))),
        (["e1/0", "e1/1", "e2/0", "e2/1"], Grid(1, 2, 2, (), ("e1/0", "e1/1", "e2/0", "e2/1"))),
        (["only7"], Grid(7, 1, 1, (), ("only7",))),
        (["e3/5"], Grid(3, 1, 1, (), ("e3/5",))),
        (["Port 01", "Port 02"], Grid(1, 2, 1, (), ("Port 01", "Port 02"))),
        (["et-0/0/0", "et-0/0/1"], Grid(0, 2, 1, (), ("et-0/0/0", "et-0/0/1"))),
        (["Ethernet 1/1/7", "Ethernet 1/1/8"], Grid(7, 2, 1, (), ("Ethernet 1/1/7", "Ethernet 1/1/8"))),
    ],
)
def test_the_last_two_numbers_are_cage_and_connector(ports: list[str], grid: Grid) -> None:
    """Of three numbers the first is a slot. Where all ports have one cage, its number is a slot too, and the last
    number counts cages. Names come in the order of their places.
    """
    assert lay_grid(read_places(ports)) == (grid, [])


@pytest.mark.parametrize(
    ("ports", "places"),
    [
        (["Ethernet28/1", "Ethernet29"], {(28, WHOLE): "Ethernet28/1", (29, WHOLE): "Ethernet29"}),
        (["swp1s0", "swp1s1", "swp2"], {(1, 0): "swp1s0", (1, 1): "swp1s1", (2, WHOLE): "swp2"}),
        (
            ["Ethernet1/1/1", "Ethernet1/1/2", "Ethernet1/2"],
            {(1, 1): "Ethernet1/1/1", (1, 2): "Ethernet1/1/2", (2, WHOLE): "Ethernet1/2"},
        ),
    ],
)
def test_names_of_two_lengths_share_the_cage(ports: list[str], places: dict[tuple[int, int], str]) -> None:
    """The shorter form ends with the cage; the longer one has a lane after it. One lane for all is no lane."""
    assert read_places(ports).at == places


def test_slots_of_many_ports_are_no_cages() -> None:
    """Two slots of 12 ports: a cage has at most 8 lanes, so the 24 ports are counted through."""
    ports = [f"e{slot}/{port}" for slot in (1, 2) for port in range(1, 13)]
    assert lay_grid(read_places(ports)) == (Grid(1, 24, 1, (), tuple(ports)), [])


def test_copper_has_one_port_a_cage() -> None:
    """0/1, 0/2 and 1/1 of RJ45: slots again, since no RJ45 has two lanes."""
    ports = ["ge-0/1", "ge-0/2", "ge-1/1"]
    assert lay_grid(read_places(ports, 1))[0] == Grid(1, 3, 1, (), tuple(ports))


def test_sonic_counts_lanes() -> None:
    """Ethernet0, 4, 8: cages 1 to 3. The odd numbers 1, 3, 5 begin at no multiple of 2: cages 2 and 4 are missing."""
    assert list(read_places(["Ethernet0", "Ethernet4", "Ethernet8"]).by_cage()) == [1, 2, 3]
    assert lay_grid(read_places(["p1", "p3", "p5"]))[0].absent == (1, 3)


def test_a_missing_cage_is_a_hole() -> None:
    """p3 is the place 2 of four, counted from 0."""
    grid, notes = lay_grid(read_places(["p1", "p2", "p4"]))
    assert grid == Grid(1, 4, 1, (2,), ("p1", "p2", "p4"))
    assert notes == ["3 of 4 ports: p3 missing"]


def test_a_missing_connector_is_a_hole() -> None:
    """Cage 2 lacks its first connector: place (2 - 1) * 2 + 0 = 2 of four."""
    grid, notes = lay_grid(read_places(["e1/1", "e1/2", "e2/2"]))
    assert grid == Grid(1, 2, 2, (2,), ("e1/1", "e1/2", "e2/2"))
    assert "3 of 4 ports: e2/1 missing" in notes[0]


def test_no_more_than_six_holes_are_named() -> None:
    grid, notes = lay_grid(read_places(["p1", "p9"]))
    assert grid.absent == (1, 2, 3, 4, 5, 6, 7)
    assert "p2, p3, p4, p5, p6, p7, ... missing" in notes[0]


@pytest.mark.parametrize("ports", [["a1", "b1"], ["A", "B"], ["p1", "p29"]])
def test_names_that_tell_nothing_are_taken_in_order(ports: list[str]) -> None:
    """The same number twice, no number, or a grid of more than twice the ports and 24: 29 > 2 * 2 + 24."""
    grid, notes = lay_grid(read_places(ports))
    assert grid == Grid(1, 2, 1, (), tuple(ports))
    assert "do not distinguish the ports; they are numbered in order" in notes[0]


def test_a_wide_grid_is_still_a_grid() -> None:
    """28 places for two ports: 2 * 2 + 24 is just enough."""
    grid, _ = lay_grid(read_places(["p1", "p28"]))
    assert (grid.cages, len(grid.absent)) == (28, 26)


def test_whole_cages_lose_their_lanes() -> None:
    """Of swp1s0 and swp1s1 the cage is swp1; EOS calls a whole cage by its first lane."""
    assert whole_cages(read_places(["swp1s0", "swp1s1", "swp2"])).at == {(1, WHOLE): "swp1", (2, WHOLE): "swp2"}
    split = ["Ethernet1/1", "Ethernet1/5", "Ethernet2/1", "Ethernet2/5"]
    assert list(whole_cages(read_places(split)).by_cage()) == [1, 2]


@pytest.mark.parametrize(
    ("whole", "ports", "lanes", "names"),
    [
        ("swp7", 2, 8, ("swp7s0", "swp7s1")),
        ("et-0/0/3", 2, 8, ("et-0/0/3:0", "et-0/0/3:1")),
        ("Ethernet7/1", 2, 8, ("Ethernet7/1", "Ethernet7/5")),
        ("Ethernet7/1", 4, 4, ("Ethernet7/1", "Ethernet7/2", "Ethernet7/3", "Ethernet7/4")),
        ("Ethernet 1/1/3", 2, 8, ("Ethernet 1/1/3:1", "Ethernet 1/1/3:2")),
        ("Ethernet1/3", 2, 8, ("Ethernet1/3/1", "Ethernet1/3/2")),
    ],
)
def test_split_ports_are_named_as_the_vendor_does(whole: str, ports: int, lanes: int, names: tuple[str, ...]) -> None:
    """Cumulus counts from s0, Junos from :0, OS10 from :1, NX-OS from /1. EOS counts electrical lanes: 2 of 8 lanes are
    1 and 5, 4 of 4 lanes are 1 to 4.
    """
    assert split_names(whole, ports, lanes) == names


def test_numbers_of_other_ports_are_no_holes() -> None:
    """Cages of 400G between those of 100G, as on a published router: 2 is another port, and 4 is missing.

    Ports that are counted apart, as XGigabitEthernet from 1 again, say nothing of the holes of others.
    """
    hundreds = [f"HundredGigE0/0/0/{number}" for number in (1, 3, 5)]
    assert lay_grid(read_places(hundreds), ["FourHundredGigE0/0/0/2"])[1] == [
        "3 of 4 ports: HundredGigE0/0/0/4 missing"
    ]
    both = ["FourHundredGigE0/0/0/2", "FourHundredGigE0/0/0/4"]
    assert lay_grid(read_places(hundreds), both)[1] == []
    gigabit = [f"GigabitEthernet0/0/{number}" for number in (1, 2, 4)]
    apart = [f"XGigabitEthernet0/0/{number}" for number in (1, 2, 3)]
    assert lay_grid(read_places(gigabit), apart)[1] == ["3 of 4 ports: GigabitEthernet0/0/3 missing"]


def test_the_domain_of_a_pci_address_parts_no_family() -> None:
    """Four cards of one tray, as Linux names them: only those beyond domain 0 show it. Two-port cards are another."""
    cards = ["ibp3s0", "ibP2p3s0", "ibP16p3s0", "ibP18p3s0"]
    assert {family(name) for name in cards} == {"ibp#s#"}
    assert family("enP22s22f0np0") == family("enP2s3f1np1") != family("enp3s0")
