"""Random small sites, planned and judged: whatever comes out is sound, within its bound, and on the sheets once.

A site is a row or two of racks of varied orientation, entry, numbering and capacity with a few hosts of a small
model, switches of eight ports, and stock that may or may not suffice. Either a plan comes out that the judge accepts,
or a reason in words.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabric import audit_plan, make_plan, plan_facts
from fabric.sheets.rows.plan_rows import PlanRows
from layouts import UnmetError
from tests.sites import CATALOG, read_files


@st.composite
def sites(draw: st.DrawFn) -> dict[str, str]:
    """The files of one site."""
    front = draw(st.sampled_from(["north", "south", "east", "west"]))
    count = draw(st.integers(3, 6))
    below = draw(st.booleans())
    z = draw(st.integers(-600, -100)) if below else draw(st.integers(2000, 2600))
    numbering = draw(st.sampled_from(["bottom_up", "top_down"]))
    along_x = front in ("north", "south")
    reach = 600 * count
    ends = ([1500, 2600, z], [2500 + reach, 2600, z]) if along_x else ([2600, 1500, z], [2600, 2500 + reach, z])
    second_row = draw(st.booleans())
    racks = f"[{{type: t, count: {count}}}]"
    rows = [f"  - {{id: A, room: hall, start_mm: [2000, 2000], front: {front}, racks: {racks}}}"]
    ways = [f"  - {{id: T1, room: hall, width_mm: 200, depth_mm: 100, points_mm: [{ends[0]}, {ends[1]}]}}"]
    if second_row:
        start = [2000, 5000] if along_x else [5000, 2000]
        shift = 3000
        moved = [[x, y + shift, h] if along_x else [x + shift, y, h] for x, y, h in ends]
        rows.append(
            f"  - {{id: B, room: hall, start_mm: {start}, front: {front}, racks: {racks}, max_crews: {{rear: 1}}}}"
        )
        ways.append(f"  - {{id: T2, room: hall, width_mm: 200, depth_mm: 100, points_mm: [{moved[0]}, {moved[1]}]}}")
        ways.append(
            f"  - {{id: X, room: hall, width_mm: 200, depth_mm: 100, points_mm: [{ends[0]}, {moved[0]}], max_crews: 1}}"
        )
    hosts = draw(st.integers(2, 8))
    legs = draw(st.sampled_from(["[]", "[12]", "[12, 24, 48]"]))
    bundle = draw(st.sampled_from([1, 3, 24]))
    kinds = draw(st.sampled_from(["", "\n  custom_kinds: 2"]))
    some, few = st.sampled_from(["unlimited", "9"]), st.sampled_from(["unlimited", "4"])
    power_kw, switches = draw(st.sampled_from([1.2, 2.0, 6.0])), draw(st.sampled_from(["unlimited", "3", "8"]))
    hours, technicians = draw(st.sampled_from([2, 8])), draw(st.integers(2, 5))
    site = [
        "name: random",
        "rooms:",
        f"  - {{id: hall, size_mm: [12000, 12000], origin_mm: [{draw(st.integers(0, 500))}, 700]}}",
        "rack_types:",
        f"  t: {{width_mm: 600, depth_mm: 1200, height_mm: 1990, u_height: 40, u_numbering: {numbering},",
        f"      max_power_kw: {power_kw}}}",
        "rows:",
        *rows,
        "pathways:",
        *ways,
    ]
    inventory = [
        "lots:",
        f"  - {{model: small-switch, quantity: {switches}}}",
        "  - {model: MMA4Z00-NS}",
        "  - {model: MMA4Z00-NS-FLT}",
        f"  - {{model: MFP7E10, lengths_m: [3, 5, 10], quantity: {draw(some)}}}",
        f"  - {{model: MFP7E10, length_m: 20, quantity: {draw(few)}}}",
        *(f"  - {{model: TRUNK-OM4-{size}, to_order: true}}" for size in (12, 24, 48)),
        "  - {model: access-switch}",
        "  - {model: CAT6A, lengths_m: [3, 10, 30]}",
    ]
    family = draw(
        st.sampled_from(
            [
                "rail-optimized, nodes_per_su: 4",
                "rail-optimized, nodes_per_su: 4, planes: 2",
                "rail-only, nodes_per_su: 2",
                "leaf-spine, leaf_per: unit",
                "leaf-spine, redundancy: 2, peer_links: 1, uplinks_per_leaf: 2",
                "leaf-spine, uplink_spread: within-one, spines: 3, oversubscription: [1, 1]",
                "dragonfly, shape: {hosts_per_switch: 2, switches_per_group: 2, global_links: 2}",
                "hyperx, shape: {dimensions: [2, 2], hosts_per_switch: 4}",
                "jellyfish, shape: {switches: 5, degree: 2, hosts_per_switch: 4}",
            ]
        )
    )
    request = [
        "networks:",
        f"  - {{id: net, topology: {family}, port_group: compute, speed_gbps: 400,",
        f"     switch_face: {draw(st.sampled_from(['front', 'rear']))}}}",
        *(
            ["  - {id: board, topology: leaf-spine, port_group: board, speed_gbps: 1, uplinks_per_leaf: 2}"]
            if draw(st.booleans())
            else []
        ),
        "limits:",
        f"  trunk_legs: {legs}",
        f"  bundle_jumpers: {bundle}{kinds}",
        f"objective: {draw(st.sampled_from(['install-time', 'person-hours', 'cost']))}",
    ]
    crew = [
        "shifts:",
        f"  - {{id: day, start: '07:00', hours: {hours}, technicians: {technicians}}}",
        f"crew_size: {1 if legs == '[]' and bundle == 1 else 2}",
        f"hand_over: {str(draw(st.booleans())).lower()}",
    ]
    return {
        **{f"catalog/{name}": text for name, text in CATALOG.items()},
        "site.yaml": "\n".join(site),
        "equipment.yaml": f"groups:\n  - {{prefix: h, model: small-host, count: {hosts}}}\n",
        "inventory.yaml": "\n".join(inventory),
        "request.yaml": "\n".join(request),
        "crew.yaml": "\n".join(crew),
    }


def ports_of(plan: Any) -> Iterator[tuple[str, str]]:
    for row in PlanRows(plan).links:
        yield row.a.device, row.a.port
        yield row.b.device, row.b.port


@pytest.mark.plan
@given(sites())
def test_a_plan_is_sound_or_there_is_a_reason(files: dict[str, str]) -> None:
    project = read_files(files)
    try:
        plan = make_plan(project)
    except UnmetError as error:
        assert error.reasons
        return
    assert [finding for finding in audit_plan(plan) if finding.severity == "error"] == []
    facts = plan_facts(plan)
    assert facts["bound_h"] <= facts["install_time_h"]
    assert facts["place_bound_h"] <= facts["install_time_h"] + 1e-3
    assert facts["unavoidable_h"] <= facts["work_bound_h"] <= facts["person_hours"]
    ports = list(ports_of(plan))
    assert len(set(ports)) == len(ports)
    networks = len(project.request.networks)
    assert len({port for port in ports if port[0] in project.device_by_id}) == (1 + networks) * len(project.devices)


@pytest.mark.plan
@given(sites())
@settings(max_examples=15)
def test_moving_the_room_changes_nothing(files: dict[str, str]) -> None:
    """The room pushed 1 m east and 2 m north: the same plan to the second."""
    moved = dict(files)
    origin = files["site.yaml"].split("origin_mm: [")[1].split(",")[0]
    moved["site.yaml"] = files["site.yaml"].replace(
        f"origin_mm: [{origin}, 700]", f"origin_mm: [{int(origin) + 1000}, 2700]"
    )
    try:
        here = make_plan(read_files(files)).summary
    except UnmetError:
        with pytest.raises(UnmetError):
            make_plan(read_files(moved))
        return
    assert make_plan(read_files(moved)).summary == here
