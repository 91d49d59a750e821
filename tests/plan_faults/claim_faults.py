"""Faults of the schedule, and of what a plan says of itself."""

import re
from collections.abc import Callable

from tests.plan_faults.fault import Plain, add, fault


def _rows(plain: Plain, kind: int) -> list[int]:
    return [row for row, found in enumerate(plain["packages"]["kind"]) if found == kind]


# ---- schedule

for _plan in ("superpod", "two racks", "multirack"):

    @fault(_plan, "a test before its plugs", "order-of-work", settled=False)
    def _(plain: Plain) -> None:
        packages, row = plain["packages"], _rows(plain, 5)[0]
        length = packages["end_s"][row] - packages["start_s"][row]
        packages["start_s"][row], packages["end_s"][row] = 0, length

    @fault(_plan, "a package before the racks are ready", "starts-after-ready", settled=False)
    def _(plain: Plain) -> None:
        packages = plain["packages"]
        row = packages["start_s"].index(0)
        packages["start_s"][row], packages["end_s"][row] = -4000, packages["end_s"][row] - 4000

    @fault(_plan, "work of crew 99", "crew-exists", settled=False)
    def _(plain: Plain) -> None:
        plain["packages"]["crew"][3] = 98

    @fault(_plan, "a package missing", "package-scheduled", settled=False)
    def _(plain: Plain) -> None:
        for column in plain["packages"].values():
            column.pop(2)

    @fault(_plan, "a package twice", "package-once", settled=False)
    def _(plain: Plain) -> None:
        for column in plain["packages"].values():
            column.append(column[0])

    @fault(_plan, "packages one minute too short", "duration", settled=False)
    def _(plain: Plain) -> None:
        columns = plain["packages"]
        columns["end_s"] = [
            max(start + 1, end - 60) for start, end in zip(columns["start_s"], columns["end_s"], strict=True)
        ]


@fault("superpod", "the optics of a rack that has none", "package-known", settled=False)
def _(plain: Plain) -> None:
    racks = len(plain["project"]["site"]["racks"])
    opened = {plain["packages"]["subject"][row] for row in _rows(plain, 0)}
    idle = next(rack for rack in range(racks) if rack not in opened)
    for column, value in {"kind": 0, "subject": idle, "start_s": 0, "end_s": 60, "crew": 0}.items():
        plain["packages"][column].append(value)


@fault("superpod", "all work given to crew 1", "crew-in-two-places", settled=False)
def _(plain: Plain) -> None:
    plain["packages"]["crew"] = [0] * len(plain["packages"]["crew"])


@fault("superpod", "a tester short in the only shift", "skill", settled=False)
def _(plain: Plain) -> None:
    for shift in plain["project"]["crew"]["shifts"]:
        shift["skills"] = [["testing", 1]]


@fault("superpod", "four technicians instead of twelve", "crew-exists", settled=False)
def _(plain: Plain) -> None:
    for shift in plain["project"]["crew"]["shifts"]:
        shift["technicians"] = 4


@fault("superpod", "a shift of two hours", "shift-end", settled=False)
def _(plain: Plain) -> None:
    for shift in plain["project"]["crew"]["shifts"]:
        shift.update(length_s=7200, breaks_s=[])


@fault("superpod", "an act that takes six technicians", "crew-size", settled=False)
def _(plain: Plain) -> None:
    plain["project"]["labour"]["rates"]["pull_trunk"]["crew"] = 6


@fault("two racks", "an act that takes three technicians", "crew-size", settled=False)
def _(plain: Plain) -> None:
    plain["project"]["labour"]["rates"]["test_link"]["crew"] = 3


@fault("superpod", "plugging takes twice as long", "duration", settled=False)
def _(plain: Plain) -> None:
    plain["project"]["labour"]["rates"]["inspect_clean_plug"]["person_ms"] *= 2


@fault("room", "the last network is wanted first", "networks-first", settled=False)
def _(plain: Plain) -> None:
    plain["project"]["request"]["first"] = [network["id"] for network in plain["project"]["request"]["networks"][::-1]]


# ---- figures


def _summary(key: str, change: Callable[[int], int]) -> Callable[[Plain], None]:
    def edit(plain: Plain) -> None:
        plain["summary"][key] = change(plain["summary"][key])

    return edit


def _to_time(plain: Plain) -> None:
    plain["summary"]["bound_s"] = plain["summary"]["install_time_s"]


def _to_time_with_part(plain: Plain) -> None:
    part = "work over technicians"
    _to_time(plain)
    plain["summary"].update(bound_binds=part, bound_parts_s={part: plain["summary"]["install_time_s"]})


def _work_to_work(plain: Plain) -> None:
    plain["summary"]["work_bound_ms"] = plain["summary"]["work_ms"]


def _between_acts(plain: Plain) -> None:
    acts = plain["summary"]["acts_ms"]
    acts["label"] = acts.get("label", 0) + acts["inspect_clean_plug"]
    acts["inspect_clean_plug"] = 0


def _other_act(plain: Plain) -> None:
    acts = plain["summary"]["acts_ms"]
    moves = acts.get("move_crew", 0)
    plain["summary"]["acts_ms"] = {"coffee": sum(acts.values()) - moves, "move_crew": moves}


def _a_minute_less(plain: Plain) -> None:
    plain["summary"]["work_ms"] -= 59_000
    plain["summary"]["acts_ms"]["inspect_clean_plug"] -= 59_000


CLAIMS: tuple[tuple[str, Callable[[Plain], object], str], ...] = (
    ("install time one minute less", _summary("install_time_s", lambda value: value - 60), "install-time"),
    ("the bound raised to the install time", _to_time, "bound-parts"),
    ("the bound and its part raised to the install time", _to_time_with_part, "bound-work-agrees"),
    ("the bound 5 % up", _summary("bound_s", lambda value: value * 21 // 20), "bound-parts"),
    ("the bound above the install time", _summary("bound_s", lambda value: value * 3), "time-bound"),
    ("a negative bound", _summary("bound_s", lambda value: -5), "bound-parts"),
    ("the bound of work raised to the work", _work_to_work, "bound-work-agrees"),
    ("the bound of work above the work", _summary("work_bound_ms", lambda value: value * 3), "work-bound"),
    ("parts that contradict the bound", lambda p: p["summary"].update(bound_parts_s={"work": 1}), "bound-parts"),
    (
        "a part above its argument",
        lambda p: p["summary"]["bound_parts_s"].update({"shortest chain": p["summary"]["bound_s"]}),
        "bound-part-holds",
    ),
    ("another part that binds", lambda p: p["summary"].update(bound_binds="shortest chain"), "bound-parts"),
    ("another limit of the plan", lambda p: p["summary"].update(plan_binds="chain"), "plan-binds"),
    ("minutes moved between acts", _between_acts, "acts-as-done"),
    ("an act that does not exist", _other_act, "acts-as-done"),
    ("person-hours 59 s less, acts too", _a_minute_less, "acts-as-done"),
    ("one dollar less", _summary("cost_cents", lambda value: value - 100), "cost"),
    ("unavoidable hours one hour less", _summary("unavoidable_ms", lambda value: value - 3_600_000), "labour"),
    ("person-hours one hour less", _summary("work_ms", lambda value: value - 3_600_000), "labour"),
    ("acts that do not add up", lambda p: p["summary"]["acts_ms"].update(label=1), "acts-sum"),
    (
        "the work at the fullest place one hour less",
        _summary("place_bound_s", lambda value: value - 3600),
        "place-bound",
    ),
)
for _plan in ("superpod", "two racks"):
    for _name, _edit, _rule in CLAIMS:
        add(_plan, _name, _rule, _edit, settled=False)


# ---- words


def _design(plain: Plain) -> None:
    plain["designs"] = ["SN5600, 3 tiers, 64 spines, sm, reach 500 m"]


WORDS: tuple[tuple[str, str, Callable[[Plain], object], str], ...] = (
    ("superpod", "another design", _design, "design-named"),
    ("superpod", "another number of spines", lambda p: p.update(designs=[
        re.sub(r"(\d+) spines", lambda found: f"{int(found[1]) + 4} spines", p["designs"][0])]), "design-named"),
    ("superpod", "no assumptions", lambda p: p.update(assumptions=[]), "assumptions-said"),
    ("two racks", "no assumptions", lambda p: p.update(assumptions=[]), "assumptions-said"),
    ("superpod", "no unchecked rules", lambda p: p.update(unchecked=[]), "unchecked-said"),
    ("superpod", "no trials", lambda p: p.update(trials=[]), "trials-told"),
    ("two networks", "trials without the second network", lambda p: p.update(trials=[
        trial for trial in p["trials"] if not trial["design"].startswith("board")]), "trials-told"),
    ("superpod", "a chosen trial of other figures", lambda p: next(
        trial for trial in p["trials"] if trial["reason"] == "chosen").update(cost_cents=1), "trials-told"),
    ("superpod", "labels that name all ends alike", lambda p: p["project"]["request"]["label"].update(
        end="x"), "ends-told-apart"),
    ("multirack", "labels without a port", lambda p: p["project"]["request"]["label"].update(
        end="{rack}-{u}"), "ends-told-apart"),
)  # fmt: skip
for _plan, _name, _edit, _rule in WORDS:
    add(_plan, _name, _rule, _edit, settled=False)
