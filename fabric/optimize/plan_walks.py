"""The walks of the crews of a plan from rack to rack, made shorter."""

from collections.abc import Iterator
from dataclasses import replace

from fabric.optimize.plan_parts import int_column
from fabric.optimize.schedule.short_walks import Walk, shorten_walks
from fabric.optimize.schedule.workload import Slot
from fabric.plan import PackageKind, Plan
from fabric.work import clock_job_of


def walk_less(plan: Plan) -> Plan:
    """The same plan, in which crews walk less between packages. It ends when it did, with as many moves of crews."""
    packages = plan.packages
    times = zip(packages.start_s.tolist(), packages.end_s.tolist(), packages.crew.tolist(), strict=True)
    slots = [Slot(*each) for each in times]
    # Work before the racks are ready is at no rack.
    late = [number for number, slot in enumerate(slots) if slot.start_s >= 0]
    walks = list(_list_walks(plan))
    found = shorten_walks(
        clock_job_of(plan), [slots[n] for n in late], [walks[n] for n in late], _list_window_ends_s(plan)
    )
    for number, slot in zip(late, found, strict=True):
        slots[number] = slot
    start_s, end_s = int_column([slot.start_s for slot in slots]), int_column([slot.end_s for slot in slots])
    return replace(plan, packages=replace(packages, start_s=start_s, end_s=end_s))


def _list_walks(plan: Plan) -> Iterator[Walk]:
    """The racks where each package begins and ends: a pull is staged at B and ends at A."""
    site, pulls = plan.project.site, plan.pulls
    a_racks, b_racks = pulls.a_rack.tolist(), pulls.b_rack.tolist()
    centres_mm = [rack.centre_mm for rack in site.racks]
    for kind, subject in zip(plan.packages.kind.tolist(), plan.packages.subject.tolist(), strict=True):
        if kind == PackageKind.OPEN:
            begin = end = subject
        elif kind == PackageKind.OPTICS:
            begin = end = site.rack_number[plan.devices[subject].rack or ""]
        else:
            begin = b_racks[subject] if kind in (PackageKind.PULL, PackageKind.LAND_B) else a_racks[subject]
            end = b_racks[subject] if kind == PackageKind.LAND_B else a_racks[subject]
        yield Walk(centres_mm[begin], centres_mm[end])


def _list_window_ends_s(plan: Plan) -> list[int]:
    """The ends of all windows up to the end of the work."""
    ends_s = []
    for window in plan.project.crew.windows_s(plan.project.request.racks_ready):
        ends_s.append(window.end_s)
        if window.end_s >= plan.summary.install_time_s:
            return ends_s
    return ends_s
