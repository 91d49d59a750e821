"""A tiny site for each family of switches in the catalogue: four nodes, one leaf, a sound plan."""

from pathlib import Path

import pytest

from fabric import audit_plan, make_plan
from fabric.catalog import Catalog, read_catalog
from fabric.inputs import read_project
from tests.fabric.designs.test_splits import CREW, FLOOR, write

CATALOG = read_catalog()
NODE_CAGES = {"osfp-finned-twin": "osfp-flat", "osfp-finned-twin-800": "osfp-flat-800", "qsfp-dd800": "qsfp112"}
"""The cage of a card that goes with a cage of a switch; any other is its own."""
NODE = """model,role,u_height,width_mm,depth_mm,weight_kg,power_w,airflow,source,confidence
NODE,host,1,440,700,15,500,front-to-rear,test,assumed
"""


def stock_everything(catalog: Catalog, model: str) -> str:
    """One switch model, and every transceiver and single cable of the catalogue."""
    lots = [f"  - {{model: {name}}}\n" for name in (model, *catalog.optics)]
    for name, cable in catalog.cables.items():
        lengths = [length for length in (2, 3, 5, 10) if 1000 * length <= cable.max_mm]
        lots.append(f"  - {{model: {name}, lengths_m: {lengths}}}\n")
    return "lots:\n" + "".join(lots)


@pytest.mark.plan
@pytest.mark.parametrize(
    "model",
    [
        "Q3401-RD",
        "Q3200-RA-HALF",
        "SN6600-LD",
        "QM8790",
        "SN3700",
        "SN4600",
        "SN5400",
        "SN3420",
        "QFX5241-64OD",
        "QFX5241-64QD",
        "QFX5140-24CD8O",
        "8122-64EHF-O",
        "N9364E-SG2-Q",
        "DCS-7060X6-64PE-F",
    ],
)
def test_a_switch_serves_four_nodes(model: str, tmp_path: Path) -> None:
    """One port a node at the native speed of the switch: four links, and the judge finds nothing."""
    group = next(found for found in CATALOG.device_types[model].port_groups if found.group in ("fabric", "access"))
    cage = NODE_CAGES.get(group.cage_kind, group.cage_kind)
    files = {
        "site.yaml": FLOOR,
        "crew.yaml": CREW,
        "catalog/device_types.csv": NODE,
        "catalog/ports.csv": "model,group,cages,mpos,cage_kind,face,speed_gbps,printed,os,source,confidence\n"
        f"NODE,data,1,1,{cage},rear,{group.speed_gbps},P{{cage}},eth{{cage}},test,assumed\n",
        "equipment.yaml": "groups: [{prefix: n-, model: NODE, racks: [R01, R02], u: [1, 2], su: 1}]",
        "inventory.yaml": stock_everything(CATALOG, model),
        "request.yaml": "networks:\n  - {id: data, topology: leaf-spine, port_group: data, tiers: 1, "
        f"speed_gbps: {group.speed_gbps}}}\nlimits: {{trunk_legs: []}}\n",
    }
    plan = make_plan(read_project(write(tmp_path, files)))
    assert len(plan.links) == 4
    assert audit_plan(plan) == []
