"""Faults of cables, transceivers, pulls, routes, stock and floor."""

from collections.abc import Callable
from typing import Any

from fabric.audit.ports import PortView
from tests.plan_faults.fault import Plain, add, devices, fault, merge_pulls
from tests.plan_faults.plans import plan_of

# ---- kinds and assemblies


def _kind(plain: Plain, **changes: Any) -> None:
    plain["kinds"][0].update(changes)


KINDS: tuple[tuple[str, str, Callable[[Plain], object], str], ...] = (
    ("superpod", "a trunk body 1 m short", lambda p: _kind(p, body_mm=p["kinds"][0]["body_mm"] - 1000), "length"),
    ("two racks", "jumpers 1 m short", lambda p: _kind(p, body_mm=1000), "length"),
    ("superpod", "a leg 0.5 m long", lambda p: p["kinds"][0]["a_legs_mm"].__setitem__(0, 500), "length"),
    ("superpod", "a body between two steps", lambda p: _kind(p, body_mm=p["kinds"][0]["body_mm"] + 1), "length-made"),
    ("trunks", "a body between two steps", lambda p: _kind(p, body_mm=p["kinds"][0]["body_mm"] + 1), "length-made"),
    (
        "superpod",
        "legs between two steps",
        lambda p: _kind(p, a_legs_mm=[leg + 1 for leg in p["kinds"][0]["a_legs_mm"]]),
        "length-made",
    ),
    ("superpod", "a trunk longer than is made", lambda p: _kind(p, body_mm=500_000), "length-made"),
    ("superpod", "a trunk beyond the reach", lambda p: _kind(p, body_mm=60_000), "reach"),
    ("superpod", "a male trunk on male transceivers", lambda p: _kind(p, gender="male"), "gender"),
    ("two racks", "male jumpers", lambda p: _kind(p, gender="male"), "kind-as-model"),
    ("superpod", "another polarity than the model's", lambda p: _kind(p, polarity="A"), "kind-as-model"),
    ("two racks", "another polarity than the model's", lambda p: _kind(p, polarity="C"), "kind-as-model"),
    ("superpod", "another connector", lambda p: _kind(p, connector="MPO-16/APC"), "connector-fits"),
    ("superpod", "made to order, said to be stock", lambda p: _kind(p, custom=False), "piece-from-lot"),
    ("multirack", "a cable from the lot of another length", lambda p: _kind(p, body_mm=4000), "piece-from-lot"),
    ("multirack", "a dac that is called an aoc", lambda p: _kind(p, form="aoc"), "kind-as-model"),
    ("multirack", "a cable of two links", lambda p: _kind(p, links=2), "kind-as-model"),
    ("superpod", "two kinds of one id", lambda p: p["kinds"][1].update(id=p["kinds"][0]["id"]), "kind-once"),
    ("room", "two kinds of one id", lambda p: p["kinds"][3].update(id=p["kinds"][2]["id"]), "kind-once"),
    ("superpod", "two links on one leg", lambda p: p["segments"]["leg"].__setitem__(1, 0), "leg-once"),
    ("superpod", "a leg that does not exist", lambda p: p["segments"]["leg"].__setitem__(0, 60), "leg-exists"),
)
for _plan, _name, _edit, _rule in KINDS:
    add(_plan, _name, _rule, _edit)


@fault("superpod", "a trunk of 12 legs that is to carry more", "kind-as-model")
def _(plain: Plain) -> None:
    kind = next(kind for kind in plain["kinds"] if len(kind["a_legs_mm"]) > 12)
    kind["model"] = "TRUNK-OM4-12"
    lots = [lot["model"] for lot in plain["project"]["inventory"]["lots"]]
    number = plain["kinds"].index(kind)
    plain["assemblies"]["lot"] = [
        lots.index("TRUNK-OM4-12") if kind == number else lot
        for kind, lot in zip(plain["assemblies"]["kind"], plain["assemblies"]["lot"], strict=True)
    ]


@fault("superpod", "a link on a trunk of other racks", "pull-ends")
def _(plain: Plain) -> None:
    pulls, of, segments = plain["pulls"], plain["assemblies"]["pull"], plain["segments"]
    home = pulls["a_rack"][of[segments["assembly"][0]]]
    segments["assembly"][0] = next(a for a in segments["assembly"] if pulls["a_rack"][of[a]] != home)


# ---- transceivers


def _optic_of(plain: Plain, role: str) -> int:
    return next(i for i, d in enumerate(plain["optics"]["device"]) if plain["devices"][d]["role"] == role)


@fault("superpod", "a flat transceiver in a cage of a switch", "cage-fits")
def _(plain: Plain) -> None:
    plain["optics"]["model"][_optic_of(plain, "leaf")] = plain["optic_models"].index("MMA4Z00-NS-FLT")


for _plan in ("superpod", "two racks", "hyperx", "room"):

    @fault(_plan, "a transceiver missing", "cage-has-optic")
    def _(plain: Plain) -> None:
        for column in plain["optics"].values():
            column.pop(1)

    @fault(_plan, "a transceiver in a cage without a link", "optic-used")
    def _(plain: Plain) -> None:
        row = _optic_of(plain, "leaf")
        for name, column in plain["optics"].items():
            column.append(77 if name == "cage" else column[row])


@fault("superpod", "fifty transceivers in cages that do not exist", "optic-used")
def _(plain: Plain) -> None:
    row = _optic_of(plain, "spine")
    for cage in range(33, 83):
        for name, column in plain["optics"].items():
            column.append(cage if name == "cage" else column[row])


@fault("superpod", "two transceivers in one cage", "one-optic-a-cage")
def _(plain: Plain) -> None:
    plain["optics"]["cage"][1] = plain["optics"]["cage"][0]


# ---- pulls and routes

for _plan, _forms in (("superpod", (2, 3, 1)), ("two racks", (0, 3)), ("multirack", (3, 0))):
    for _form in _forms:
        add(
            _plan,
            f"the first pull between racks of form {_form}",
            "pull-route" if _form == 3 else "pull-form",
            lambda plain, form=_form: plain["pulls"]["form"].__setitem__(  # type: ignore[misc]
                next(i for i, route in enumerate(plain["pulls"]["route"]) if route >= 0), form
            ),
        )
add("multirack", "all cables between two racks as one single pull", "pull-form", lambda plain: merge_pulls(plain, 2))
add("two racks", "all cables between two racks as one single pull", "pull-form", lambda plain: merge_pulls(plain, 2))
add("superpod", "all trunks between two racks in one pull", "pull-form", lambda plain: merge_pulls(plain, 0))
add("room", "all cables between two racks in one pull", "pull-form", lambda plain: merge_pulls(plain, 0))


@fault("multirack", "a bundle beyond the largest", "bundle-size")
def _(plain: Plain) -> None:
    plain["project"]["request"]["limits"]["bundle_jumpers"] = 4
    merge_pulls(plain, 1)


for _plan in ("superpod", "two racks", "multirack", "slim-fly"):
    add(_plan, "a route of another length", "route-length", lambda plain: plain["routes"][0].update(length_mm=1))

    @fault(_plan, "a route through the air", "route-on-pathway")
    def _(plain: Plain) -> None:
        points = plain["routes"][0]["points_mm"]
        points.insert(1, [points[0][0], points[0][1] + 700, points[0][2] + 1])
        for key in ("pathways", "spans"):
            plain["routes"][0][key].insert(1, plain["routes"][0][key][1])


@fault("superpod", "a route that begins beside its drop", "route-starts-at-drop")
def _(plain: Plain) -> None:
    plain["routes"][0]["points_mm"][0][0] += 50


@fault("superpod", "a route that names another span", "route-spans")
def _(plain: Plain) -> None:
    spans = plain["routes"][0]["spans"]
    spans[1] = spans[1].rsplit("/", 1)[0] + "/99"


@fault("superpod", "a cable without a route", "pull-route")
def _(plain: Plain) -> None:
    plain["pulls"]["route"][0] = -1


# ---- what stock, limits and floor say changes under the plan


def _limits(key: str, value: object) -> Callable[[Plain], None]:
    return lambda plain: plain["project"]["request"]["limits"].update({key: value})


def _request(**values: object) -> Callable[[Plain], None]:
    return lambda plain: plain["project"]["request"].update(values)


def _lots(model: str, **values: object) -> Callable[[Plain], None]:
    def edit(plain: Plain) -> None:
        for lot in plain["project"]["inventory"]["lots"]:
            lot.update(values if lot["model"].startswith(model) else {})

    return edit


def _racks(**values: object) -> Callable[[Plain], None]:
    def edit(plain: Plain) -> None:
        for rack in plain["project"]["site"]["racks"]:
            rack["type"].update(values)

    return edit


def _site(table: str, **values: object) -> Callable[[Plain], None]:
    def edit(plain: Plain) -> None:
        for item in plain["project"]["site"][table]:
            item.update(values)

    return edit


def _crew(**values: object) -> Callable[[Plain], None]:
    return lambda plain: plain["project"]["crew"].update(values)


def _late_order(plain: Plain) -> None:
    _request(racks_ready="2027-01-11T06:00:00", order_date="2027-01-10")(plain)
    _lots("TRUNK", lead_time_days=400)(plain)


LIMITS: tuple[tuple[str, str, Callable[[Plain], object], str], ...] = (
    ("superpod", "limits.fibers becomes sm", _limits("fibers", ["sm"]), "fibers-allowed"),
    ("multirack", "limits.fibers becomes mm", _limits("fibers", ["mm"]), "fibers-allowed"),
    ("superpod", "limits.trunk_legs becomes 12", _limits("trunk_legs", [12]), "trunk-legs"),
    ("superpod", "limits.custom_kinds becomes 1", _limits("custom_kinds", 1), "custom-kinds"),
    ("multirack", "limits.bundle_jumpers becomes 1", _limits("bundle_jumpers", 1), "bundle-size"),
    ("superpod", "a budget of 1 USD", _request(budget_cents=100), "budget"),
    (
        "superpod",
        "a deadline before the end",
        _request(racks_ready="2027-01-11T06:00:00", deadline="2027-01-11T07:00:00"),
        "deadline",
    ),
    ("superpod", "trunks that are ordered too late", _late_order, "arrives-late"),
    ("superpod", "five switches in stock", _lots("QM9700", quantity=5), "stock"),
    ("two racks", "one jumper in stock", _lots("MFP7E10", quantity=1), "stock"),
    ("multirack", "one cable in stock", _lots("MCC4Q26", quantity=1), "stock"),
    ("superpod", "one transceiver in stock", _lots("MMA4Z00-NS", quantity=1), "stock"),
    ("superpod", "another price", _lots("QM9700", price_cents=1), "cost"),
    ("superpod", "racks of 5 kW", _racks(max_power_w=5000), "rack-power"),
    ("two racks", "racks for 20 kg", _racks(max_weight_g=20_000), "rack-weight"),
    ("superpod", "racks of 300 mm", _racks(usable_depth_mm=300), "device-depth"),
    ("superpod", "racks that hold no switch", _racks(holds=["host", "panel"]), "rack-holds"),
    ("two racks", "two usable units", _racks(usable_half_ru=4), "usable-units"),
    ("superpod", "drops of 1 cm2", _site("drops", area_mm2=100), "fill"),
    ("superpod", "trays for copper", _site("pathways", media=["copper"]), "pathway-media"),
    ("superpod", "trays 2 mm wide", _site("pathways", width_mm=2), "fill"),
    ("superpod", "narrow openings", _site("pathways", firestop=True, width_mm=20, depth_mm=20), "passes-opening"),
    ("room", "one crew on a tray", _site("pathways", max_crews=1), "crews-on-pathway"),
    ("room", "one crew on a drop", _site("drops", max_crews=1), "crews-on-pathway"),
    ("superpod", "one crew in a row", _site("rows", max_crews_front=1, max_crews_rear=1), "crews-in-place"),
    ("superpod", "no crew at a rack", _crew(crews_per_rack_face=0), "crews-at-rack-face"),
    ("superpod", "a feed of 1 kW", _site("feeds", limit_w=1000), "feed-power"),
    ("superpod", "slack of 3 m", lambda p: p["project"]["site"].update(slack_mm_per_end=3000), "length"),
    ("superpod", "ports 3 m from the side", lambda p: p["project"]["site"].update(port_to_side_mm=3000), "length"),
    ("superpod", "fill of 1 %", lambda p: p["project"]["site"].update(fill_max_pct=1), "fill"),
)
for _plan, _name, _edit, _rule in LIMITS:
    add(_plan, _name, _rule, _edit, settled=False)


@fault("superpod", "one more host in equipment.yaml", "device-in-plan", settled=False)
def _(plain: Plain) -> None:
    first = plain["project"]["devices"][0]
    plain["project"]["devices"].append({**first, "id": "dgx-9999", "position_half_ru": 84})


@fault("multirack", "a locked switch elsewhere in equipment.yaml", "device-as-given", settled=False)
def _(plain: Plain) -> None:
    plain["project"]["devices"][0]["position_half_ru"] = 60


@fault("superpod", "a panel where a leaf stands", "units-free", settled=False)
def _(plain: Plain) -> None:
    leaf = devices(plain, "leaf")[0]
    plain["project"]["panels"].append(
        {
            "id": "panel",
            "rack": leaf["rack"],
            "position_half_ru": leaf["position_half_ru"],
            "half_ru": 2,
            "ports": 12,
            "connector": "MPO-12/APC",
        }
    )


@fault("superpod", "an installed cable on a port of a node", "port-once", settled=False)
def _(plain: Plain) -> None:
    used = PortView(plan_of("superpod")).used[0]
    plain["project"]["cables"].append(
        {
            "id": "c1",
            "a_device": used.device.id,
            "a_port": used.port.printed,
            "b_device": "dgx-0002",
            "b_port": "BMC",
            "diameter_um": 3000,
            "pathways": [],
            "status": "installed",
        }
    )


@fault("superpod", "transceivers of 5 m reach", "reach", settled=False)
def _(plain: Plain) -> None:
    for optic in plain["project"]["catalog"]["optics"].values():
        optic["reach_mm"] = 5_000


@fault("superpod", "transceivers that bear 0.1 dB", "loss", settled=False)
def _(plain: Plain) -> None:
    for optic in plain["project"]["catalog"]["optics"].values():
        optic["loss_budget_mdb"] = 100
