"""Switches whose optics are built in: asked for by name, they are refused with a remedy, and the remedy plans them."""

import pytest

from fabric import audit_plan, make_plan
from fabric.catalog import read_catalog
from tests.sites import CATALOG, LOTS, STOCK, read_files, write_two_racks

REMEDY = "with a cage_kind of its own, and one transceiver of that kind without price"


def test_a_switch_with_co_packaged_optics_says_what_to_add() -> None:
    hint = read_catalog().hint("SN6810-LD")
    assert "128 ports of 800G with MMC-12/APC" in hint
    assert REMEDY in hint


@pytest.mark.plan
def test_the_remedy_works() -> None:
    """The two racks with a switch of eight ports with MMC-12 in place of cages. A jumper from MPO-12 to MMC-12 serves
    the links of the hosts, one from MMC-12 to MMC-12 the uplinks.
    """
    files = write_two_racks()
    files["catalog/device_types.csv"] = CATALOG["device_types.csv"].replace("small-switch", "SN6810-LD")
    ports = CATALOG["ports.csv"].replace("small-switch", "SN6810-LD")
    files["catalog/ports.csv"] = ports.replace("4,2,osfp-finned-twin", "8,1,cpo-mmc").replace(
        "{cage}/{mpo},swp", "{cage},swp"
    )
    files["catalog/optics.csv"] = (
        "model,cage_kind,mpos,speed_gbps,connector,gender,fiber,reach_m,source,confidence\n"
        "CPO,cpo-mmc,1,400,MMC-12/APC,male,mm,50,test,assumed\n"
    )
    files["catalog/cables.csv"] = (
        "model,form,fiber,grade,connector,gender,far_connector,far_gender,polarity,crossovers,diameter_mm,"
        "weight_kg_per_m,max_m,source,confidence\n"
        "MMC-MPO,jumper,mm,OM4,MMC-12/APC,female,MPO-12/APC,female,B,1,3,0.01,50,test,assumed\n"
        "MMC-MMC,jumper,mm,OM4,MMC-12/APC,female,,,B,1,3,0.01,50,test,assumed\n"
    )
    lots = [lot.replace("small-switch", "SN6810-LD") for lot in LOTS if lot != "MMA4Z00-NS"]
    cords = [STOCK[0].replace("MFP7E10", cord) for cord in ("MMC-MPO", "MMC-MMC")]
    files["inventory.yaml"] = "lots:\n" + "".join(f"  - {{model: {lot}}}\n" for lot in (*lots, "CPO", *cords))
    plan = make_plan(read_files(files))
    assert audit_plan(plan) == []
    assert {kind.model for kind in plan.kinds} == {"MMC-MPO", "MMC-MMC"}
