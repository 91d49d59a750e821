"""The textbook way: one CP-SAT model of where each switch stands and how many trunks lie between each two racks.

x[s, r] puts switch s into rack r. The links between racks are products of counts of leaves and of spines; trunks of the
largest size cover them. It only knows two tiers and trunks, and serves to compare with.
"""

from ortools.sat.python import cp_model

from fabric.optimize import DesignTask, Placement, placement_in
from fabric.project import LabourTable, land_trunk, stage_and_pull_trunk
from layouts import UnmetError


def place_by_textbook(task: DesignTask, time_limit_s: float) -> list[Placement]:
    """The placement that the model finds in its time. Raises UnmetError for three tiers, and where it finds none."""
    fabric, floor, labour = task.design.fabric, task.racks, task.project.labour
    hosts = len(fabric.hosts)
    tiers = [switch.tier for switch in fabric.switches]
    if "core" in tiers or any(switch.id in task.racked_switches for switch in fabric.switches):
        raise UnmetError(["the textbook model knows two tiers of new switches"])
    largest = max((trunk.legs for medium in task.design.media for trunk in medium.trunks), default=1)
    racks = [c for c in range(len(floor.candidates)) if floor.most[c] > 0]
    model = cp_model.CpModel()
    stands = {(s, c): model.new_bool_var("") for s in range(len(tiers)) for c in racks}
    for s in range(len(tiers)):
        model.add_exactly_one(stands[s, c] for c in racks)
    for c in racks:
        model.add(sum(stands[s, c] for s in range(len(tiers))) <= int(floor.most[c]))
    rack_index = {name: index for index, name in enumerate(floor.rack_ids)}
    rack_of = [rack_index[task.project_so_far.device_by_id[name].rack or ""] for name in fabric.hosts]
    down: dict[tuple[int, int], int] = {}
    for a, b in zip(fabric.links.a_device.tolist(), (fabric.links.b_device - hosts).tolist(), strict=True):
        if a < hosts <= b + hosts:
            down[rack_of[a], b] = down.get((rack_of[a], b), 0) + 1
    cost = []
    for h in sorted({rack for rack, _ in down}):
        for c in racks:
            links = sum(count * stands[s, c] for (rack, s), count in down.items() if rack == h)
            trunks = model.new_int_var(0, 1 + sum(n for (rack, _), n in down.items() if rack == h) // largest, "")
            model.add(trunks * largest >= links)
            cost.append(trunks * _trunk_ms(labour, int(floor.steps[c, h])))
    leaves = [s for s, tier in enumerate(tiers) if tier == "leaf"]
    spines = [s for s, tier in enumerate(tiers) if tier == "spine"]
    between = len(fabric.links) - sum(down.values())
    per_pair = max(1, between // max(1, len(leaves) * len(spines)))
    for c in racks:
        for d in racks:
            if c != d:
                leaf = model.new_int_var(0, int(floor.most[c]), "")
                spine = model.new_int_var(0, int(floor.most[d]), "")
                model.add(leaf == sum(stands[s, c] for s in leaves))
                model.add(spine == sum(stands[s, d] for s in spines))
                pairs = model.new_int_var(0, int(floor.most[c]) * int(floor.most[d]), "")
                model.add_multiplication_equality(pairs, leaf, spine)
                trunks = model.new_int_var(0, 1 + per_pair * int(floor.most[c]) * int(floor.most[d]) // largest, "")
                model.add(trunks * largest >= per_pair * pairs)
                rack = int(floor.candidates[d])
                cost.append(trunks * _trunk_ms(labour, int(floor.steps[c, rack])))
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = time_limit_s
    solver.parameters.num_workers = 2
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise UnmetError([f"the textbook model finds no solution in {time_limit_s:.0f} s"])
    found = {
        fabric.switches[s].id: floor.rack_ids[int(floor.candidates[c])]
        for (s, c), variable in stands.items()
        if solver.value(variable)
    }
    placement = placement_in(task, found)
    if placement is None:
        raise UnmetError(["the placement of the textbook model does not fit"])
    return [placement]


def _trunk_ms(labour: LabourTable, steps: int) -> int:
    return labour.person_ms(stage_and_pull_trunk(500 * steps)) + 2 * labour.person_ms(land_trunk(0))
