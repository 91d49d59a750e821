"""Labels of devices that share a unit."""

import pytest

from fabric import make_plan
from fabric.audit import require_sound
from layouts import UnmetError
from tests.sites import files_of, read_files

SITE = """name: shared
rooms: [{id: hall, size_mm: [6000, 6000], height_mm: 3000}]
rack_types:
  t: {width_mm: 600, depth_mm: 1200, height_mm: 2000, u_height: 42, max_power_kw: 15}
rows:
  - {id: A, room: hall, start_mm: [2000, 2000], front: south, racks: [{type: t, count: 2}]}
pathways:
  - {id: T, room: hall, width_mm: 300, depth_mm: 100, points_mm: [[1500, 2600, 2300], [4000, 2600, 2300]]}
"""
NET = "  - {id: net, topology: leaf-spine, port_group: compute, speed_gbps: 400}\n"


def shared(model: str, equipment: str, width_mm: int, face: str = "rear") -> dict[str, str]:
    """Two devices of a model in one unit, and a host in the next rack."""
    files = files_of(SITE, f"{equipment}  - {{id: h, model: small-host, rack: A02, u: 1}}\n", NET)
    kind = f"{model},switch,1,{width_mm},400,5,200,front-to-rear,0,test,assumed\n"
    ports = f"{model},compute,1,1,2,osfp-flat-twin,{face},400,N{{cage}}/{{mpo}},eth{{port0}},,test,assumed\n"
    files["catalog/device_types.csv"] += kind
    files["catalog/ports.csv"] += ports
    return files


@pytest.mark.plan
def test_halves_of_a_unit_have_labels_of_their_own() -> None:
    """Both have port N1/1 in U5: A01-05L and A01-05R tell them apart."""
    equipment = "devices:\n" + "".join(
        f"  - {{id: {side}, model: half, rack: A01, u: 5, side: {side}}}\n" for side in ("left", "right")
    )
    require_sound(make_plan(read_files(shared("half", equipment, 220))))


@pytest.mark.plan
def test_labels_that_do_not_tell_front_from_rear_are_a_reason_with_a_remedy() -> None:
    """Both have port N1/1 in U5, one before the other. The remedy works: {device} tells them apart."""
    equipment = "devices:\n" + "".join(
        f"  - {{id: {face}, model: flat, rack: A01, u: 5, face: {face}}}\n" for face in ("front", "rear")
    )
    files = shared("flat", equipment, 440, "front")
    with pytest.raises(UnmetError, match=r"A01-5:N1/1: front N1/1 and rear N1/1.*label\.end"):
        require_sound(make_plan(read_files(files)))
    files["request.yaml"] += 'label: {end: "{device}:{port}"}\n'
    require_sound(make_plan(read_files(files)))
