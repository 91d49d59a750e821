"""What each pull of a plan is made of, as far as work goes, from the plan's columns alone."""

import numpy as np

from fabric.plan import PlanParts, PullForm
from fabric.work.packages import PullWork


def list_pull_works(parts: PlanParts) -> list[PullWork]:
    """The work of each pull, in order; its ends in the order of assemblies and legs."""
    links, segments, assemblies, pulls = parts.links, parts.segments, parts.assemblies, parts.pulls
    order = np.lexsort((segments.leg, segments.assembly))
    link, assembly = segments.link[order], segments.assembly[order]
    pull = assemblies.pull[assembly]
    a_device, b_device = links.a_device[link], links.b_device[link]
    lengths = np.array([kind.overall_mm for kind in parts.kinds], np.int64)[assemblies.kind]
    longest = np.zeros(len(pulls.form), np.int64)
    np.maximum.at(longest, assemblies.pull, lengths)
    pieces = np.bincount(assemblies.pull, minlength=len(pulls.form))
    by_pull = np.argsort(pull, kind="stable")
    ends = np.searchsorted(pull[by_pull], np.arange(len(pulls.form) + 1))
    found = []
    for number, (form, a_rack, b_rack, route) in enumerate(
        zip(pulls.form.tolist(), pulls.a_rack.tolist(), pulls.b_rack.tolist(), pulls.route.tolist(), strict=True)
    ):
        mine = by_pull[ends[number] : ends[number + 1]]
        found.append(
            PullWork(
                form=PullForm(form),
                length_mm=int(longest[number]),
                a_rack=a_rack,
                b_rack=b_rack,
                a_devices=tuple(a_device[mine].tolist()),
                b_devices=tuple(b_device[mine].tolist()),
                spans=parts.routes[route].spans if route >= 0 else (),
                pieces=int(pieces[number]),
            )
        )
    return found
