"""The two racks with panels that the planner may place: one crew of two technicians, metres at a price of their own.

A01: hosts h001, h002, the one leaf        A02: hosts h003, h004, whose four links lead to the leaf in A01

There are jumpers, and trunks of eight legs that are male and so fit panels alone.
"""

from functools import cache

from fabric import Plan, make_plan
from tests.sites import read_files, write_two_racks

TRUNKS = """model,legs,fibers,fiber,grade,connector,gender,polarity,crossovers,diameter_mm,weight_kg_per_m,\
leg_diameter_mm,eye_diameter_mm,jacket,body_step_m,leg_step_m,max_m,tolerance_plus_pct,connector_loss_db,\
loss_db_per_km,price_usd,price_per_m_usd,price_per_leg_usd,source,confidence
TRUNK-PP-8,8,64,mm,OM4,MPO-12/APC,male,B,1,12,0.08,3.0,35,LSZH aqua,1,0.5,50,2,0.35,3.0,220,12,85,test,assumed
"""
PANEL = "{model: MPO-24, ports: 24, connector: MPO-12/APC, price_usd: 300, quantity: 2}"
EARLY = "prepare: {panels: {}}\n"
"""The empty racks stand before the racks are ready, for as long as it takes."""


def files_with_panels(metre: float, prepare: str = "", panel: str = PANEL) -> dict[str, str]:
    """The files. A metre of a jumper takes `metre` person-minutes."""
    files = write_two_racks("{trunk_legs: [8], bundle_jumpers: 1}")
    stock = files["inventory.yaml"].split("  - {model: TRUNK-OM4-12")[0]
    tiers = "tiers: 1, speed_gbps: 400, panels: allowed"
    return {
        **files,
        "catalog/trunks.csv": TRUNKS,
        "request.yaml": files["request.yaml"].replace("tiers: 2, speed_gbps: 400", tiers) + "tolerance_pct: 0\n",
        "inventory.yaml": f"{stock}  - {{model: TRUNK-PP-8, to_order: true}}\npanels:\n  - {panel}\n",
        "labour.csv": f"act,unit,person_minutes,source\npull_jumper_per_m,m,{metre},test\n",
        "crew.yaml": files["crew.yaml"].replace("technicians: 4", "technicians: 2") + prepare,
    }


def files_with_two_trunks(prepare: str = "", crews: int = 2) -> dict[str, str]:
    """The files with dear metres and trunks of two legs, so that two of them lie between the panels."""
    files = files_with_panels(5.0, prepare)
    trunks = files["catalog/trunks.csv"].replace("TRUNK-PP-8,8,64", "TRUNK-PP-8,2,16")
    return {
        **files,
        "catalog/trunks.csv": trunks,
        "request.yaml": files["request.yaml"].replace("trunk_legs: [8]", "trunk_legs: [2]"),
        "crew.yaml": files["crew.yaml"].replace("technicians: 2", f"technicians: {2 * crews}"),
    }


@cache
def plan_with_panels(metre: float, prepare: str = "", panel: str = PANEL) -> Plan:
    """The plan of these files."""
    return make_plan(read_files(files_with_panels(metre, prepare, panel)))
