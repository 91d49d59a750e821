"""The networks around the compute fabric of the block templates: storage, in-band and out-of-band management.

Devices, stock and requests follow the bill of material of the 4-SU SuperPOD (NVIDIA RA-11333-001 V11, tables 7 and 8):
four management servers, two pairs of fabric managers, four file servers, three PDUs a compute rack and two in each of
six network racks. The storage nodes are assumed: twelve of eight ports take the 48 published splitters.
"""

from fabric.templates.blocks import RackRow

PDU_U = (10, 20, 30)
TRUNK_LEGS = (8, 12, 16, 24, 32, 48, 72)
"""Sizes of the trunks that the templates offer: 144 legs are heavier than a pair of technicians lays by hand."""


def list_trunks(grade: str) -> str:
    """Lots of inventory.yaml for trunks of a grade of fiber."""
    sizes = (f"  - {{model: TRUNK-{grade}-{legs}, to_order: true, lead_time_days: 0}}\n" for legs in TRUNK_LEGS)
    return "".join(sizes)


def list_servers(rows: list[RackRow], storage_nodes: int, ufm: bool) -> list[str]:
    """Lines of equipment.yaml: servers and PDUs. The servers stand in the first network row, from its end."""
    network = next(row for row in rows if not row.su)
    lines = [
        "  # Three PDUs a compute rack; u is the height of their network port.",
        *(
            f"  - {{prefix: pdu-{row.id}-, model: RACK-PDU, su: {row.su}, face: rear, "
            f"u: [{', '.join(map(str, PDU_U))}], racks: [{', '.join(row.compute_racks)}]}}"
            for row in rows
            if row.su
        ),
        "  # Two PDUs in each of six network racks.",
        f"  - {{prefix: pdu-{network.id}-, model: RACK-PDU, face: rear, u: [10, 20], "
        f"racks: [{', '.join(f'{network.id}{position:02d}' for position in range(1, 7))}]}}",
        "  # Management, files, storage.",
        f"  - {{prefix: mgmt-, digits: 2, model: MGMT-SERVER, face: rear, u: [1, 2, 3, 4], racks: [{network.id}10]}}",
        f"  - {{prefix: nfs-, digits: 2, model: NFS-SERVER, face: rear, u: [5, 7, 9, 11], racks: [{network.id}10]}}",
    ]
    if ufm:
        units = ", ".join(map(str, range(13, 17)))
        lines.append(
            f"  - {{prefix: ufm-, digits: 2, model: UFM-SERVER, face: rear, u: [{units}], racks: [{network.id}10]}}"
        )
    per_rack = -(-storage_nodes // 2)
    for rack, first in ((9, 1), (8, per_rack + 1)):
        count = min(per_rack, storage_nodes - first + 1)
        units = ", ".join(str(1 + 2 * i) for i in range(count))
        lines.append(
            f"  - {{prefix: store-, first: {first}, digits: 2, model: STORAGE-NODE, face: rear, u: [{units}], "
            f"racks: [{network.id}{rack:02d}]}}"
        )
    return lines


def list_lots(multimode: bool) -> str:
    """Lots of inventory.yaml for these networks."""
    single, splitter = ("MMA4Z00-NS400", "MFP7E20") if multimode else ("MMS4X00-NS400", "MFP7E40")
    storage = "MMA1Z00-NS400" if multimode else "MMS1X00-NS400"
    return f"""  # storage: optics of the nodes, splitters to servers and storage
  - {{model: {storage}, quantity: unlimited}}
  - {{model: {single}, quantity: unlimited}}
  - {{model: {splitter}, quantity: unlimited, lengths_m: [3, 5, 10, 20, 30]}}
  - {{model: MFA7U10, quantity: unlimited, lengths_m: [3, 5, 10, 15, 20, 30]}}
  # in-band
  - {{model: SN4600C, quantity: unlimited}}
  - {{model: MFS1S00, quantity: unlimited, lengths_m: [3, 5, 10, 15, 20, 30, 50, 100]}}
  - {{model: MFA1A00, quantity: unlimited, lengths_m: [3, 5, 10, 15, 20, 30, 50, 100]}}
  - {{model: MCP1600, quantity: unlimited, lengths_m: [1, 2, 3, 5]}}
  # out-of-band
  - {{model: SN2201, quantity: unlimited}}
  - {{model: CAT6A, quantity: unlimited, lengths_m: [1, 2, 3, 5, 7, 10, 15, 20, 30, 50]}}
"""


def list_networks(su_count: int, ufm: bool) -> str:
    """Networks of request.yaml after the compute fabric."""
    published = su_count == 4
    split = """
    leaves: 10                   # input: the bill has 16 switches and 240 uplinks, not how they are split
    spines: 6""" if published else ""  # fmt: skip
    managers = "\n      - {port_group: ufm, devices: [ufm-03, ufm-04]}" if ufm else ""
    direct = """
    direct:                      # fabric managers watch each other back to back
      - {port_group: peer, devices: [ufm-01, ufm-02]}
      - {port_group: peer, devices: [ufm-03, ufm-04]}""" if ufm else ""  # fmt: skip
    return f"""  - id: storage
    topology: leaf-spine         # both storage ports of a node on one leaf, side by side in one cage
    port_group: storage
    speed_gbps: 400
    switch_models: [QM9700]
    oversubscription: [5, 3]     # 40 downlinks, 24 uplinks{split}
    extra:
      - {{port_group: target}}     # storage nodes, 400G split in two
      - {{port_group: hdr}}        # management servers{managers}
    switch_face: rear
  - id: in-band
    topology: leaf-spine
    port_group: in-band
    speed_gbps: 100
    switch_models: [SN4600C]
    redundancy: 2                # every device on both leaves of a pair
    peer_links: 2
    uplinks_per_leaf: 4
    external_links: 2            # ports of each spine kept for the way out of the site
    switch_face: rear
  - id: oob
    topology: leaf-spine
    port_group: management       # of nodes, servers, PDUs and of the switches of the networks above
    speed_gbps: 1
    switch_models: [SN2201]
    leaf_per: unit
    uplinks_per_leaf: 2
    spines_of: in-band{direct}
    switch_face: rear
"""
