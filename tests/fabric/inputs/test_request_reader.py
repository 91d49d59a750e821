"""request.yaml: every value lands; dates, phases, weights and labels are refused at their edge."""

from datetime import date, datetime
from pathlib import Path

import pytest

from fabric.project import AssemblyLimits, Contact, FamilyShape, LabelGrammar, Members, NetworkRequest, Weights
from tests.fabric.inputs.folders import NAMED, NETWORK, faults_of, read

REQUEST = """
networks:
  - {id: one, topology: rail-optimized, port_group: compute, speed_gbps: 200, uplink_speed_gbps: 800,
    nodes_per_su: 16, oversubscription: [3, 2], rails: 4, planes: 2, tiers: 2, uplinks_per_leaf: 5, uplinks_for: links,
    uplink_spread: within-one, external_links: 1, spare_ports: 2, expansion_su: 3, leaf_position: mid-row,
    shape: {su_per_pod: 2, core_grouping: spread}, switch_models: [QM9700], leaf_models: [SN5600],
    spine_models: [SN4600C], core_models: [SN2201], switch_face: front, prefix: c-,
    extra: [{port_group: ufm, devices: [a, b]}]}
  - {id: two, topology: leaf-spine, port_group: in-band, leaves: 4, leaf_per: rack, redundancy: 2, peer_links: 6,
    spines_of: one, direct: [{port_group: peer, devices: [c, d]}]}
  - {id: three, topology: hyperx, port_group: storage,
    shape: {dimensions: [4, 5], dimension_links: [1, 2], hosts_per_switch: 8}}
limits: {trunk_legs: [48, 12], bundle_jumpers: 7, custom_kinds: 9, fibers: [sm]}
racks_ready: 2027-01-11T06:00
order_date: 2026-12-01
deadline: 2027-01-14T07:30
budget_usd: 5000.25
objective: weighted
first: [two]
phases: [[A]]
weights: {install_hour: 100, person_hour: 2.5, usd: 0.001}
label: {end: "{device}:{printed}", between: " - "}
seed: 77
contact: {name: Ada Müller, telephone: "+49 (30) 1234-567"}
"""


def test_every_value_lands(tmp_path: Path) -> None:
    """A network without a prefix has its id and a dash, except for the first one, which has none."""
    request = read(tmp_path, {"request.yaml": REQUEST, "equipment.yaml": NAMED}).request
    one, two, three = request.networks
    assert one == NetworkRequest(
        id="one",
        topology="rail-optimized",
        port_group="compute",
        extras=(Members("ufm", ("a", "b")),),
        speed_gbps=200,
        uplink_speed_gbps=800,
        nodes_per_su=16,
        rails=4,
        planes=2,
        oversubscription=(3, 2),
        tiers=2,
        leaves=None,
        spines=None,
        uplinks_per_leaf=5,
        uplinks_for="links",
        uneven=True,
        leaf_per="fabric",
        redundancy=1,
        peer_links=0,
        external_links=1,
        spines_of=None,
        direct=(),
        spare_ports=2,
        expansion_su=3,
        leaf_position="mid-row",
        shape=FamilyShape(units_per_pod=2, core_grouping="spread"),
        switch_models=("QM9700",),
        leaf_models=("SN5600",),
        spine_models=("SN4600C",),
        core_models=("SN2201",),
        switch_face="front",
        prefix="c-",
    )
    assert [one.models_of(tier) for tier in ("leaf", "spine", "core")] == [("SN5600",), ("SN4600C",), ("SN2201",)]
    assert (two.leaves, two.leaf_per, two.redundancy, two.peer_links) == (4, "rack", 2, 6)
    assert read(tmp_path, {}).request.networks[0].prefix == ""
    assert (two.spines_of, two.direct, two.prefix) == ("one", (Members("peer", ("c", "d")),), "two-")
    assert three.shape == FamilyShape(dimensions=(4, 5), dimension_links=(1, 2), hosts_per_switch=8)
    assert (three.speed_gbps, three.oversubscription, three.uneven, three.switch_face) == (400, (1, 1), False, "rear")
    assert request.limits == AssemblyLimits((12, 48), 7, 9, ("sm",))
    assert request.racks_ready == datetime(2027, 1, 11, 6)
    assert request.contact == Contact("Ada Müller", "+49 (30) 1234-567")
    assert request.order_date == date(2026, 12, 1)
    assert request.deadline == datetime(2027, 1, 14, 7, 30)
    assert request.budget_cents == 500_025
    assert request.objective == "weighted"
    assert (request.first, request.phases, request.seed) == (("two",), (("A",),), 77)
    assert request.weights == Weights(100, 2.5, 0.001)
    assert request.label == LabelGrammar("{device}:{printed}", " - ")


@pytest.mark.parametrize(
    ("dates", "fault"),
    [
        ("racks_ready: 2027-01-11T06:00\ndeadline: 2027-01-11T06:00", "the deadline is not after racks_ready"),
        ("racks_ready: 2027-01-11T06:00\ndeadline: 2027-01-11T06:01", ""),
        ("racks_ready: 2027-01-11T06:00\ndeadline: 2027-01-11T05:59", "the deadline is not after racks_ready"),
        ("deadline: 2027-01-11T06:00", "a deadline needs racks_ready"),
        ("racks_ready: 2027-01-11T06:00\norder_date: 2027-01-11", ""),
        ("racks_ready: 2027-01-11T06:00\norder_date: 2027-01-12", "the order is after racks_ready"),
        ("order_date: 2027-01-11", "order_date needs racks_ready"),
        ("racks_ready: 2000-12-31T06:00", "the year 2000 is out of range"),
        ("racks_ready: 2001-01-01T06:00", ""),
        ("racks_ready: 2199-12-31T06:00", ""),
        ("racks_ready: 2200-01-01T06:00", "the year 2200 is out of range"),
        ("racks_ready: 2027-01-11T06:00Z", "2027-01-11T06:00:00+00:00 has a time zone"),
    ],
)
def test_dates_at_their_edge(tmp_path: Path, dates: str, fault: str) -> None:
    """The deadline is later than the moment at which the racks are ready, the order no later than its day."""
    found = faults_of(tmp_path, {"request.yaml": f"{NETWORK}{dates}\n"})
    assert (fault in found[0]) if fault else not found


TWO_ROWS = """
name: base
rooms:
  - {id: hall, size_mm: [9000, 9000]}
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, max_power_kw: 12.0}
rows:
  - {id: A, room: hall, start_mm: [1500, 2000], front: south, racks: [{type: t, count: 2}]A_PHASE}
  - {id: B, room: hall, start_mm: [1500, 5000], front: south, racks: [{type: t, count: 2}]B_PHASE}
pathways:
  - {id: T, room: hall, width_mm: 300, depth_mm: 100,
    points_mm: [[1200, 2600, 2400], [4200, 2600, 2400], [4200, 5600, 2400], [1200, 5600, 2400]]}
"""


def two_rows(a_phase: int | None, b_phase: int | None, phases: str = "") -> dict[str, str]:
    site = TWO_ROWS
    for name, phase in (("A", a_phase), ("B", b_phase)):
        site = site.replace(f"{name}_PHASE", "" if phase is None else f", phase: {phase}")
    return {"site.yaml": site, "request.yaml": NETWORK + (f"phases: {phases}\n" if phases else "")}


@pytest.mark.parametrize(
    ("a_phase", "b_phase", "phases", "read_as"),
    [
        (None, None, "", ()),
        (1, 1, "", ()),
        (None, 2, "", (("A",), ("B",))),
        (2, 1, "", (("B",), ("A",))),
        (2, 1, "[[B], [A]]", (("B",), ("A",))),
        (None, None, "[[B], [A]]", (("B",), ("A",))),
        (None, None, "[[B]]", (("B",),)),
        (None, 2, "[[A], [B]]", (("A",), ("B",))),
    ],
)
def test_phases_of_rows_serve_where_the_request_states_none(
    tmp_path: Path, a_phase: int | None, b_phase: int | None, phases: str, read_as: tuple[tuple[str, ...], ...]
) -> None:
    """One phase for all rows is no phase; both files may say the same."""
    assert read(tmp_path, two_rows(a_phase, b_phase, phases)).request.phases == read_as


def test_phases_that_disagree_are_a_fault(tmp_path: Path) -> None:
    found = faults_of(tmp_path, two_rows(None, 2, "[[B], [A]]"))
    assert len(found) == 2
    assert "at phases: row A is of phase 2 here and of phase 1 in site.yaml. State the phases in one" in found[0]
    assert "row B is of phase 1 here and of phase 2 in site.yaml" in found[1]


def test_a_gap_in_the_phases_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path, two_rows(1, 3))
    assert "at rows[1].phase: row B is of phase 3, no row is of phase 2" in found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("phases: [[A], [A]]", "A is named twice"),
        ("phases: [[Z]]", "Z is not a row of site.yaml. Name each row once. There are: A"),
        ("first: [net, net]", "net is named twice"),
        ("first: [oob]", "oob is not a network of this request"),
        ("objective: weighted\nweights: {install_hour: 0}", "all weights are 0"),
        ("objective: weighted", "at objective: the objective weighted needs weights. State them, such as weights: {"),
        ("weights: {usd: 1}", "weights have no effect on the objective install-time"),
        ('label: {end: "{rack}:{port}"}', "does not distinguish two ends"),
        ('label: {end: "{rack}-{u}"}', "does not distinguish two ends"),
        ('label: {end: "{device}:{prot}"}', "there is no field prot"),
        ("limits: {trunk_legs: [13]}", "no trunk of the catalogue has 13 legs"),
        ("seed: true", "a whole number is expected, found true"),
        ('seed: "1"', "a whole number is expected, found '1'"),
    ],
)
def test_what_contradicts_itself_is_said(tmp_path: Path, text: str, fault: str) -> None:
    found = faults_of(tmp_path, {"request.yaml": f"{NETWORK}{text}\n"})
    assert fault in found[0], found


@pytest.mark.parametrize("end", ["{rack}-{u}:{printed}", "{device}:{port}", "{site} {room} {row} {device} {printed}"])
def test_labels_that_tell_ends_apart_are_taken(tmp_path: Path, end: str) -> None:
    assert read(tmp_path, {"request.yaml": f'{NETWORK}label: {{end: "{end}"}}\n'}).request.label.end == end


def test_the_base_is_sound(tmp_path: Path) -> None:
    """Else the faults above would be found whatever the request says."""
    assert faults_of(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("{name: Ada}", Contact("Ada", "")),
        ('{name: Ada, telephone: "030 12"}', Contact("Ada", "030 12")),
        ('{name: Ada, telephone: "call me"}', None),
        ("{telephone: '030'}", None),
        ("{name: ''}", None),
    ],
)
def test_a_contact_has_a_name_and_may_have_a_number(tmp_path: Path, contact: str, found: Contact | None) -> None:
    """A number is digits with what people write between them, so that a phone can dial it."""
    texts = {"request.yaml": f"{NETWORK}contact: {contact}\n"}
    if found is None:
        (fault,) = faults_of(tmp_path, texts)
        assert "contact" in fault
    else:
        assert read(tmp_path, texts).request.contact == found
