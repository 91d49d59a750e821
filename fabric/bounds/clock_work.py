"""The work that is left for the clock where some of it may be done before the racks are ready.

The bound of the person-hours counts all acts. That of the time counts each at what it takes after the racks are ready,
so it prices the acts of the labour table anew. Where trunks and bundles may be laid before:

- staging, pulling metres and taping cost nothing: they may be done before;
- pulling a trunk or a bundle costs no more than lowering its ends: either it is pulled afterwards, or each of its ends
  is lowered into its rack. In all that is both ends; at one place it is one, since each ties up the place of its end;
- labels cost nothing, since those of taped bundles are put on before. A single cable has two labels and more in any
  case, so two are counted with its staging, or with its laying inside a rack.

Where cables may be kitted before, staging, labels and tape cost nothing at all. Where transceivers may be inserted at a
staging table, they cost nothing: whether a device is still to be installed is not looked at.

A window with a start holds limited work. What is beyond it is done after the racks are ready.
"""

from dataclasses import replace

from fabric.bounds.least_time import Workforce
from fabric.project import EarlyWindow, LabourTable, Preparation, Project

LAID_EARLY = ("stage_trunk", "pull_trunk_per_m", "prebundle_jumper", "label")
"""Acts of trunks and taped bundles that may all be done before the racks are ready."""
KITTED = ("stage_trunk", "prebundle_jumper", "label", "stage_jumper")
"""Acts that may be done at a table."""
LABELLED = ("stage_jumper", "patch_in_rack")
"""Acts of single cables, once for each: they are labelled at two ends at least."""


def leave_for_clock(project: Project, ends: int) -> Project | None:
    """The project with the labour table of the clock; None where no window is before the racks are ready.

    `ends` of a trunk that was laid before are lowered: 1 at one place, 2 in all.
    """
    prepare = project.crew.prepare
    if prepare is None or not prepare.windows:
        return None
    return replace(project, labour=clock_labour(project.labour, prepare, ends))


def clock_labour(labour: LabourTable, prepare: Preparation, ends: int) -> LabourTable:
    """The least that each act takes after the racks are ready."""
    rates, figure = dict(labour.rates), {act: rate.person_ms for act, rate in labour.rates.items()}
    costs: dict[str, int] = {}
    if prepare.trunks is not None:
        costs |= {act: figure[act] + 2 * figure["label"] for act in LABELLED} | dict.fromkeys(LAID_EARLY, 0)
        costs["pull_trunk"] = min(figure["pull_trunk"], ends * figure["drop_end"])
    if prepare.bundling is not None:
        costs |= {act: figure[act] for act in LABELLED} | dict.fromkeys(KITTED, 0)
    if prepare.optics is not None:
        costs["insert_optic"] = 0
    return LabourTable(rates | {act: replace(rates[act], person_ms=person_ms) for act, person_ms in costs.items()})


def most_early_ms(workforce: Workforce) -> int | None:
    """The most person-time that the windows before the racks are ready hold; None without a limit."""
    prepare = workforce.crew.prepare
    if prepare is None or not prepare.windows or any(window.start is None for window in prepare.windows):
        return None
    return sum(_most_in_ms(workforce, window) for window in prepare.windows)


def _most_in_ms(workforce: Workforce, window: EarlyWindow) -> int:
    """The person-time that the shifts offer in a window with a start."""
    crew, ready = workforce.crew, workforce.ready
    first_s = 0 if window.start is None else crew.early_clock_s(window.start, ready)
    last_s = 0 if window.end is None else crew.early_clock_s(window.end, ready)
    total_s = 0
    for one in crew.shift_windows_s(ready, first_s):
        if one.start_s >= last_s:
            break
        seconds = min(one.end_s, last_s) - max(one.start_s, first_s)
        total_s += max(0, seconds) * crew.crews_of(one.shift) * crew.crew_size
    return 1000 * total_s
