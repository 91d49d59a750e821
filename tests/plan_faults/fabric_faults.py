"""Faults of devices, links and ports: less than asked, or otherwise than asked."""

from collections import Counter

from fabric.audit.ports import PortView
from tests.plan_faults.fault import (
    Plain,
    add,
    added,
    devices,
    exchange,
    fault,
    links,
    network,
    remove_devices,
    remove_links,
    stage_of,
)
from tests.plan_faults.plans import plan_of

# ---- switches and hosts that are gone


def _half_of(role: str, plain: Plain) -> None:
    remove_devices(plain, [device["id"] for device in devices(plain, role)][::2])


for _plan, _rule in (("superpod", "oversubscription"), ("planes", "oversubscription"), ("pairs", "oversubscription")):
    add(_plan, "half of the spines gone", _rule, lambda plain: _half_of("spine", plain))
add("two racks", "the only spine gone", "leaves-joined", lambda plain: _half_of("spine", plain))
add("three tiers", "half of the cores gone", "spine-uplinks", lambda plain: _half_of("core", plain))
add("three tiers", "all cores gone", "tiers-as-requested", lambda plain: remove_devices(
    plain, [device["id"] for device in devices(plain, "core")]))  # fmt: skip
add("rail-only", "half of the spines of each rail gone", "design-named", lambda plain: _half_of("spine", plain))
for _plan in ("superpod", "room", "two racks", "three tiers", "standing", "slim-fly", "dragonfly", "pairs"):
    add(
        _plan,
        "a host and its links gone",
        "device-in-plan",
        lambda plain: remove_devices(plain, [devices(plain, "host")[4 % len(devices(plain, "host"))]["id"]]),
    )
add("multirack", "a standing leaf gone", "device-in-plan", lambda plain: remove_devices(
    plain, [devices(plain, "leaf")[0]["id"]]))  # fmt: skip
add("multirack", "a standing spine without links", "standing-uplinks", lambda plain: remove_links(
    plain, [i for i in links(plain, "leaf-spine") if plain["links"]["b_device"][i] == plain["links"]["b_device"][0]]
))  # fmt: skip


@fault("superpod", "all uplinks gone", "leaves-joined")
def _(plain: Plain) -> None:
    remove_devices(plain, [device["id"] for device in devices(plain, "spine")])


# ---- links that are gone

for _plan, _stage, _rule in (
    ("superpod", "leaf-spine", "uplinks-equal"),
    ("superpod", "node-leaf", "host-port-connected"),
    ("room", "node-leaf", "host-port-connected"),
    ("two networks", "node-leaf", "host-port-connected"),
    ("three tiers", "spine-core", "spine-uplinks"),
    ("pairs", "peer", "peer-links"),
    ("slim-fly", "global", "slim-fly-order"),
    ("slim-fly", "local", "diameter-2"),
    ("jellyfish", "global", "graph-as-requested"),
    ("hyperx", "global", "grid-full"),
    ("hyperx", "local", "grid-full"),
    ("dragonfly", "local", "group-mesh"),
):
    add(_plan, f"one {_stage} link gone", _rule, lambda plain, s=_stage: remove_links(plain, links(plain, s)[-1:]))  # type: ignore[misc]


@fault("hyperx", "one of two links of every pair gone", "grid-full")
def _(plain: Plain) -> None:
    seen: set[tuple[int, int]] = set()
    gone = []
    for link in (*links(plain, "local"), *links(plain, "global")):
        pair = plain["links"]["a_device"][link], plain["links"]["b_device"][link]
        gone += [link] if pair in seen else []
        seen.add(pair)
    remove_links(plain, gone)


@fault("dragonfly", "half of the links between groups gone", "groups-as-requested")
def _(plain: Plain) -> None:
    remove_links(plain, links(plain, "global")[::2])


@fault("jellyfish", "links of every switch halved", "graph-as-requested")
def _(plain: Plain) -> None:
    left: Counter[int] = Counter()
    gone = []
    for link in links(plain, "global"):
        ends = plain["links"]["a_device"][link], plain["links"]["b_device"][link]
        if max(left[end] for end in ends) >= 2:
            gone.append(link)
        else:
            left.update(ends)
    remove_links(plain, gone)


# ---- links elsewhere


@fault("superpod", "two rails of a node exchanged", "one-rail-one-leaf")
def _(plain: Plain) -> None:
    exchange(plain, 0, 1)


@fault("planes", "links of two planes exchanged", "planes-apart")
def _(plain: Plain) -> None:
    first, *_, last = links(plain, "leaf-spine")
    exchange(plain, first, last)


@fault("rail-only", "links of two rails exchanged", "planes-apart")
def _(plain: Plain) -> None:
    first, *_, last = links(plain, "leaf-spine")
    exchange(plain, first, last)


@fault("pairs", "both ports of a host on one leaf", "redundancy")
def _(plain: Plain) -> None:
    down = links(plain, "node-leaf")
    host = plain["links"]["a_device"][down[0]]
    mine = [link for link in down if plain["links"]["a_device"][link] == host]
    leaf = plain["links"]["b_device"][mine[0]]
    others = [link for link in down if plain["links"]["b_device"][link] == leaf and link not in mine]
    for link in mine:
        if plain["links"]["b_device"][link] != leaf:
            exchange(plain, link, others.pop())


@fault("pairs", "two hosts on one leaf each of two pairs", "one-pair")
def _(plain: Plain) -> None:
    first, *_, last = links(plain, "node-leaf")
    exchange(plain, first, last)


for _plan in ("superpod", "room", "two racks", "multirack", "slim-fly", "hyperx"):

    @fault(_plan, "two links on one port", "port-once")
    def _(plain: Plain) -> None:
        for column in ("b_device", "b_port"):
            plain["links"][column][1] = plain["links"][column][0]


@fault("room", "a splitter's leg on another splitter's port", "plug-once")
def _(plain: Plain) -> None:
    split = [i for i in links(plain, "node-leaf") if stage_of(plain, i)["b_group"] == "fabric:2x200"]
    exchange(plain, split[1], split[-2])


@fault("superpod", "both connectors of a cage to one leaf", "nic-cage-two-leaves")
def _(plain: Plain) -> None:
    view = PortView(plan_of("superpod"))
    first = view.used[0]
    other = next(used for used in view.used[1:] if used.end == first.end and used.cage == first.cage)
    plain["links"]["b_device"][other.link] = plain["links"]["b_device"][first.link]
    plain["links"]["b_port"][other.link] = 63


@fault("room", "uplinks of the out-of-band network to a compute spine", "spines-of")
def _(plain: Plain) -> None:
    other = next(index for index, device in enumerate(plain["devices"]) if device["role"] == "spine")
    link = links(plain, "leaf-spine", "oob")[0]
    plain["links"]["b_device"][link] = other


# ---- devices otherwise than given

for _plan in ("multirack", "standing"):
    add(_plan, "a standing switch in another unit", "device-as-given", lambda plain: devices(plain, "spine")[0].update(
        position_half_ru=20))  # fmt: skip
    add(_plan, "a standing switch turned round", "device-as-given", lambda plain: devices(plain, "leaf")[0].update(
        face="front" if devices(plain, "leaf")[0]["face"] == "rear" else "rear"))  # fmt: skip
    add(_plan, "a standing switch of another status", "device-as-given", lambda plain: devices(plain, "leaf")[0].update(
        status="tested"))  # fmt: skip
    add(_plan, "a leaf called a spine", "device-as-given", lambda plain: devices(plain, "leaf")[0].update(role="spine"))


@fault("superpod", "two hosts exchanged", "device-as-given")
def _(plain: Plain) -> None:
    first, second = devices(plain, "host")[:2]
    first["position_half_ru"], second["position_half_ru"] = second["position_half_ru"], first["position_half_ru"]


@fault("superpod", "a host in another scalable unit", "device-as-given")
def _(plain: Plain) -> None:
    devices(plain, "host")[0]["su"] = 2


@fault("superpod", "a host of another status", "device-as-given")
def _(plain: Plain) -> None:
    devices(plain, "host")[0]["status"] = "tested"


@fault("superpod", "a host that has the role other", "device-as-given")
def _(plain: Plain) -> None:
    devices(plain, "host")[0]["role"] = "other"


@fault("superpod", "a switch that serves nothing", "device-added")
def _(plain: Plain) -> None:
    plain["devices"].append({**added(plain, "leaf"), "id": "leaf-99", "position_half_ru": 4})


@fault("superpod", "a new switch that is said to be tested", "device-added")
def _(plain: Plain) -> None:
    added(plain, "leaf")["status"] = "tested"


@fault("superpod", "a new switch among the devices that the request leaves without a rack", "placed-devices")
def _(plain: Plain) -> None:
    plain["placed"] = [added(plain, "leaf")["id"]]


@fault("superpod", "a host with a rack among the devices that the request leaves without one", "placed-devices")
def _(plain: Plain) -> None:
    plain["placed"] = [devices(plain, "host")[0]["id"]]


@fault("superpod", "a device that is placed twice", "placed-devices")
def _(plain: Plain) -> None:
    plain["placed"] = [devices(plain, "host")[0]["id"]] * 2


@fault("superpod", "two devices of one id", "device-once")
def _(plain: Plain) -> None:
    plain["devices"][1]["id"] = plain["devices"][0]["id"]


for _plan in ("superpod", "two racks", "slim-fly"):
    add(_plan, "a leaf of another name", "switch-names", lambda plain: added(plain, "leaf").update(id="x"))


@fault("two networks", "a switch of the second network without its prefix", "switch-names")
def _(plain: Plain) -> None:
    leaf = next(device for device in plain["devices"] if device["id"].startswith("board-"))
    leaf["id"] = "leaf-09"


for _plan in ("superpod", "two racks", "hyperx", "three tiers"):

    @fault(_plan, "a leaf turned round", "switch-face")
    def _(plain: Plain) -> None:
        leaf = added(plain, "leaf")
        leaf["face"] = "front" if leaf["face"] == "rear" else "rear"

    @fault(_plan, "two switches in one unit", "units-free")
    def _(plain: Plain) -> None:
        given = {device["id"] for device in plain["project"]["devices"]}
        first, second = [device for device in plain["devices"] if device["id"] not in given][:2]
        second.update(rack=first["rack"], position_half_ru=first["position_half_ru"])

    @fault(_plan, "a leaf above its rack", "units-inside-rack")
    def _(plain: Plain) -> None:
        added(plain, "leaf")["position_half_ru"] = 120


@fault("superpod", "a leaf above the units that switches may fill", "usable-units")
def _(plain: Plain) -> None:
    leaf = added(plain, "leaf")
    rack = next(rack for rack in plain["project"]["site"]["racks"] if rack["id"] == leaf["rack"])
    leaf["position_half_ru"] = rack["type"]["half_ru"]


@fault("superpod", "spines of another protocol", "one-protocol")
def _(plain: Plain) -> None:
    types = plain["project"]["catalog"]["device_types"]
    types["OTHER"] = {**types["QM9700"], "model": "OTHER", "protocol": "ethernet"}
    plain["project"]["inventory"]["lots"].append(
        {**plain["project"]["inventory"]["lots"][0], "id": "other", "model": "OTHER"}
    )
    for device in devices(plain, "spine"):
        device["model"] = "OTHER"


@fault("superpod", "a link called a peer link", "stages-of-family")
def _(plain: Plain) -> None:
    next(stage for stage in plain["stages"] if stage["name"] == "leaf-spine")["name"] = "peer"


for _plan, _number in (("superpod", 0), ("superpod", 1), ("hyperx", 0), ("two networks", 2), ("multirack", 0)):
    add(_plan, f"stage {_number} of another speed", "stage-speed", lambda plain, s=_number: plain["stages"][s].update(  # type: ignore[misc]
        speed_gbps=plain["stages"][s]["speed_gbps"] * 2))  # fmt: skip


# ---- what the request says changes under the plan

REQUESTS: tuple[tuple[str, str, object, str], ...] = (
    ("superpod", "oversubscription", [1, 2], "oversubscription"),
    ("pairs", "oversubscription", [1, 3], "oversubscription"),
    ("three tiers", "oversubscription", [1, 2], "oversubscription"),
    ("superpod", "nodes_per_su", 16, "nodes-per-su"),
    ("three tiers", "nodes_per_su", 2, "nodes-per-su"),
    ("superpod", "rails", 4, "host-port-connected"),
    ("superpod", "planes", 2, "planes-apart"),
    ("superpod", "tiers", 3, "tiers-as-requested"),
    ("superpod", "tiers", 1, "tiers-as-requested"),
    ("three tiers", "tiers", 2, "tiers-as-requested"),
    ("two networks", "tiers", 3, "tiers-as-requested"),
    ("superpod", "topology", "fat-tree", "tiers-as-requested"),
    ("superpod", "leaves", 16, "leaves-as-requested"),
    ("planes", "leaves", 3, "leaves-as-requested"),
    ("multirack", "leaves", 3, "leaves-as-requested"),
    ("superpod", "spines", 99, "spines-as-requested"),
    ("planes", "spines", 3, "spines-as-requested"),
    ("superpod", "uplinks_per_leaf", 16, "uplinks-as-requested"),
    ("multirack", "uplinks_per_leaf", 9, "standing-uplinks"),
    ("two racks", "redundancy", 2, "redundancy"),
    ("superpod", "peer_links", 2, "peer-links"),
    ("pairs", "peer_links", 3, "peer-links"),
    ("superpod", "external_links", 60, "external-links"),
    ("two racks", "external_links", 9, "external-links"),
    ("superpod", "spare_ports", 33, "spare-ports"),
    ("two racks", "spare_ports", 8, "spare-ports"),
    ("superpod", "expansion_su", 8, "expansion-room"),
    ("planes", "expansion_su", 8, "expansion-room"),
    ("three tiers", "expansion_su", 9, "expansion-room"),
    ("superpod", "leaf_position", "top-of-rack", "leaf-position"),
    ("superpod", "leaf_position", "mid-row", "leaf-position"),
    ("two racks", "leaf_position", "central", "leaf-position"),
    ("pairs", "leaf_per", "rack", "leaf-per"),
    ("superpod", "switch_models", ["SN5600"], "switch-models"),
    ("superpod", "leaf_models", ["QM9790"], "switch-models"),
    ("superpod", "spine_models", ["QM9790"], "switch-models"),
    ("three tiers", "core_models", ["QM9790"], "switch-models"),
    ("superpod", "switch_face", "front", "switch-face"),
    ("superpod", "speed_gbps", 800, "stage-speed"),
    ("superpod", "speed_gbps", 200, "stage-speed"),
    ("multirack", "speed_gbps", 400, "stage-speed"),
    ("superpod", "uplink_speed_gbps", 800, "stage-speed"),
    ("superpod", "topology", "slim-fly", "stages-of-family"),
    ("slim-fly", "topology", "leaf-spine", "stages-of-family"),
    ("hyperx", "topology", "jellyfish", "stages-of-family"),
    ("three tiers", "topology", "rail-only", "stages-of-family"),
    ("superpod", "topology", "rail-only", "planes-apart"),
    ("dragonfly", "topology", "slim-fly", "slim-fly-order"),
    ("superpod", "port_group", "storage", "host-port-connected"),
    ("superpod", "prefix", "x-", "switch-names"),
    ("superpod", "extras", [{"port_group": "in-band", "devices": []}], "host-port-connected"),
    ("superpod", "direct", [{"port_group": "storage", "devices": ["dgx-0001", "dgx-0002"]}], "host-port-connected"),
)
for _plan, _key, _value, _rule in REQUESTS:
    add(
        _plan,
        f"{_key} becomes {_value}",
        _rule,
        lambda plain, key=_key, value=_value: network(plain).update({key: value}),  # type: ignore[misc]
        settled=False,
    )

SHAPES: tuple[tuple[str, str, object, str], ...] = (
    ("slim-fly", "order", 5, "slim-fly-order"),
    ("slim-fly planes", "order", 5, "slim-fly-order"),
    ("hyperx", "dimensions", [9], "grid-full"),
    ("hyperx", "dimensions", [2, 2], "grid-full"),
    ("hyperx", "dimension_links", [8, 8], "grid-full"),
    ("hyperx", "dimension_links", [2, 1], "grid-full"),
    ("jellyfish", "degree", 6, "graph-as-requested"),
    ("jellyfish", "switches", 8, "graph-as-requested"),
    ("dragonfly", "groups", 8, "groups-as-requested"),
    ("dragonfly", "switches_per_group", 2, "groups-as-requested"),
    ("dragonfly", "global_links", 8, "groups-as-requested"),
    ("dragonfly", "hosts_per_switch", 4, "hosts-per-switch"),
    ("hyperx", "hosts_per_switch", 4, "hosts-per-switch"),
    ("slim-fly", "hosts_per_switch", 4, "hosts-per-switch"),
    ("jellyfish", "hosts_per_switch", 4, "hosts-per-switch"),
    ("three tiers", "units_per_pod", 2, "pods-as-requested"),
)
for _plan, _key, _value, _rule in SHAPES:
    add(
        _plan,
        f"shape.{_key} becomes {_value}",
        _rule,
        lambda plain, key=_key, value=_value: network(plain)["shape"].update({key: value}),  # type: ignore[misc]
        settled=False,
    )
