"""Pulls: each lays what its form says, so that its staging and pulling are paid for, and its route fits its racks."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from fabric.audit.rule import RuleGroup, Violation, count_of, rule
from fabric.plan import AssemblyKind, Plan, PullForm


class JudgedPull(NamedTuple):
    """One pull with the assemblies that it lays."""

    number: int
    """Index of the pull, from 0."""
    form: str
    """Word of its form."""
    a_rack: int
    """Index of the rack at its A end."""
    b_rack: int
    """Index of the rack at its B end."""
    route: int
    """Index of its route, -1 without one."""
    kinds: list[AssemblyKind]
    """The kind of each assembly."""

    @property
    def name(self) -> str:
        """The pull in findings."""
        return f"pull {self.number + 1} ({self.form})"


class PullView:
    """All pulls of a plan."""

    def __init__(self, plan: Plan):
        self.plan = plan
        kinds: dict[int, list[AssemblyKind]] = defaultdict(list)
        for kind, pull in zip(plan.assemblies.kind.tolist(), plan.assemblies.pull.tolist(), strict=True):
            kinds[pull].append(plan.kinds[kind])
        columns = plan.pulls
        self.pulls = [
            JudgedPull(number, PullForm(form).word, a, b, route, kinds[number])
            for number, (form, a, b, route) in enumerate(
                zip(
                    columns.form.tolist(),
                    columns.a_rack.tolist(),
                    columns.b_rack.tolist(),
                    columns.route.tolist(),
                    strict=True,
                )
            )
        ]


FEW: dict[str, tuple[int, int | None]] = {"trunk": (1, 1), "single": (1, 1), "bundle": (2, None), "patch": (1, None)}
"""Form to the least and the most assemblies of one pull; None: no limit by the form itself."""


@rule("pull-form")
def check_pull_form(view: PullView) -> Iterator[Violation]:
    """A pull lays one trunk, one single cable, two or more cables taped together, or cables inside one rack."""
    for pull in view.pulls:
        least, most = FEW[pull.form]
        count, forms = len(pull.kinds), {kind.form == "trunk" for kind in pull.kinds}
        if count < least or (most is not None and count > most):
            yield Violation(
                object=pull.name,
                found=count_of(count, "assembly").replace("assemblys", "assemblies"),
                allowed=str(least) if least == most else f"at least {least}",
                remedy="Give each trunk and each single cable a pull of its own",
            )
        if forms != {pull.form == "trunk"}:
            yield Violation(
                object=pull.name,
                found=" and ".join(sorted({kind.form for kind in pull.kinds})),
                allowed="a trunk" if pull.form == "trunk" else "cables that are no trunks",
                remedy="Correct the form of the pull",
            )


@rule("pull-route")
def check_pull_route(view: PullView) -> Iterator[Violation]:
    """Cables inside one rack are patched without a route, and all others are pulled over one."""
    for pull in view.pulls:
        inside = pull.a_rack == pull.b_rack
        if inside != (pull.form == "patch") or inside != (pull.route < 0):
            racks = view.plan.project.site.racks
            yield Violation(
                object=pull.name,
                found=f"rack {racks[pull.a_rack].id} to rack {racks[pull.b_rack].id}, "
                f"{'no route' if pull.route < 0 else 'a route'}",
                allowed="a patch without a route" if inside else "a pull over a route",
                remedy="Correct the form or the route of the pull",
            )


@rule("bundle-size")
def check_bundle_size(view: PullView) -> Iterator[Violation]:
    """A bundle has at most as many jumpers as the request allows (`limits.bundle_jumpers`)."""
    most = view.plan.project.request.limits.bundle_jumpers
    for pull in view.pulls:
        if pull.form == "bundle" and len(pull.kinds) > most:
            yield Violation(
                object=pull.name,
                found=count_of(len(pull.kinds), "jumper"),
                allowed=str(most),
                remedy="Split the bundle, or raise limits.bundle_jumpers",
            )


PULL_RULES = RuleGroup(
    views=lambda plan: [PullView(plan)], rules=(check_pull_form, check_pull_route, check_bundle_size)
)
"""The rules of this module."""
