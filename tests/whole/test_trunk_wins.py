"""Where a custom trunk wins: exactly where its work, its premium and its lead time say so.

Some hosts of two ports stand in one rack, their only leaf in another 10 m of walk away: all links lie between these two
racks. A trunk of 12 takes 6 + 10 + 2 x 5 + 0.25 L person-minutes and 0.2 a link, a stock jumper pulled by itself
0.5 + 2 + 0.1 L + 2 x 0.5 + 2 x 1 (docs/maths.md). With L = 16 m: 30 + 0.2 n against 7.1 n: up to 4 links jumpers, from
5 on the trunk.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from fabric import Plan, Project, make_plan, read_project
from fabric.project.request import Weights

Write = Callable[[dict[str, str]], Path]
DEVICE_COLUMNS = "model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,price_usd,source,confidence"
CATALOG = {
    "catalog/device_types.csv": f"""{DEVICE_COLUMNS}
small-host,host,2,440,700,20,800,front-to-rear,0,test,assumed
small-switch,switch,1,440,400,5,300,front-to-rear,1000,test,assumed
""",
    "catalog/ports.csv": """model,group,first_cage,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence
small-host,compute,1,1,2,osfp-flat-twin,rear,400,N{cage}/{mpo},eth{port0},test,assumed
small-switch,fabric,1,8,2,osfp-finned-twin,rear,400,{cage}/{mpo},swp{port},test,assumed
""",
}
SITE = """name: two racks
rooms: [{id: hall, size_mm: [16000, 8000]}]
rack_types:
  compute: {width_mm: 600, depth_mm: 1200, height_mm: 1990, u_height: 40, max_power_kw: 9, holds: [host]}
  network: {width_mm: 600, depth_mm: 1200, height_mm: 1990, u_height: 40, max_power_kw: 9, holds: [switch]}
rows:
  - {id: A, room: hall, start_mm: [1000, 2000], front: south, racks: [{type: compute, count: 1}]}
  - {id: B, room: hall, start_mm: [11000, 2000], front: south, racks: [{type: network, count: 1}]}
pathways:
  - {id: T, room: hall, width_mm: 200, depth_mm: 100, points_mm: [[500, 2600, 2300], [12500, 2600, 2300]]}
"""
INVENTORY = """lots:
  - {model: small-switch}
  - {model: MMA4Z00-NS}
  - {model: MMA4Z00-NS-FLT}
  - {model: MFP7E10, lengths_m: [16], price_usd: 10}
  - {model: TRUNK-OM4-12, to_order: true, price_usd: 500, lead_time_days: 21}
"""
REQUEST = """networks:
  - {id: net, topology: leaf-spine, port_group: compute, speed_gbps: 400, switch_face: rear}
limits: {trunk_legs: [12], bundle_jumpers: 1}
objective: person-hours
"""


def project_of(write: Write, hosts: int) -> Project:
    return read_project(
        write(
            {
                "site.yaml": SITE,
                "equipment.yaml": f"groups:\n  - {{prefix: h, model: small-host, count: {hosts}, face: rear}}\n",
                "inventory.yaml": INVENTORY,
                "request.yaml": REQUEST,
                "crew.yaml": "shifts:\n  - {id: day, start: '07:00', hours: 8, technicians: 2}\n",
            }
        )
    )


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes files with their folders."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path_factory.mktemp("site")
        for name, text in {**CATALOG, **files}.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


def forms(plan: Plan) -> set[str]:
    return {kind.form for kind in plan.kinds}


def jumpers_only(project: Project) -> Project:
    return replace(project, request=replace(project.request, limits=replace(project.request.limits, trunk_legs=())))


@pytest.mark.parametrize(("hosts", "form"), [(1, "jumper"), (2, "jumper"), (3, "trunk"), (4, "trunk")])
def test_work_alone(hosts: int, form: str, write: Write) -> None:
    """2 and 4 links go singly, 6 and 8 on a trunk; the minutes of both ways are those of the table above."""
    project = project_of(write, hosts)
    plan, other = make_plan(project), make_plan(jumpers_only(project))
    assert forms(plan) == {form}
    links, metres = len(plan.links), 16
    single = links * (0.5 + 2 + 0.1 * metres + 2 * 0.5 + 2 * 1)
    laid = sum(
        other.summary.acts_ms[act] for act in ("stage_jumper", "pull_jumper", "pull_jumper_per_m", "label", "dress")
    )
    assert laid / 60_000 == pytest.approx(single)
    assert plan.summary.work_ms <= other.summary.work_ms


@pytest.mark.plan
@pytest.mark.parametrize(("cheaper_usd", "form"), [(1, "trunk"), (-1, "jumper")])
def test_the_premium_is_paid_while_it_buys_its_minutes(cheaper_usd: int, form: str, write: Write) -> None:
    """A person-minute counts one dollar: the trunk may cost what the 6 jumpers cost and as many dollars more as it
    saves minutes.
    """
    project = project_of(write, 3)
    trunk, jumpers = make_plan(project), make_plan(jumpers_only(project))
    saved_min = (jumpers.summary.work_ms - trunk.summary.work_ms) / 60_000
    assert saved_min > 5
    price_cents = round(100 * (6 * 10 + saved_min - cheaper_usd))
    lots = tuple(replace(lot, price_cents=price_cents) if lot.to_order else lot for lot in project.inventory.lots)
    weighted = replace(project.request, objective="weighted", weights=Weights(0, 60, 1))
    priced = replace(project, inventory=replace(project.inventory, lots=lots), request=weighted)
    assert forms(make_plan(priced)) == {form}


@pytest.mark.parametrize(("ordered", "form"), [(date(2027, 1, 11), "trunk"), (date(2027, 1, 12), "jumper")])
def test_the_lead_time_ends_before_the_racks_are_ready(ordered: date, form: str, write: Write) -> None:
    """21 days after 11 January is 1 February, when the racks are ready."""
    project = project_of(write, 3)
    request = replace(project.request, racks_ready=datetime(2027, 2, 1, 7), order_date=ordered)
    dated = replace(project, request=request, inventory=project.inventory.ordered_on(ordered))
    assert forms(make_plan(dated)) == {form}
