"""The methods of the two tests of a link, in words for the tester: loss before plugging, link after power."""

import math
from collections import Counter
from collections.abc import Sequence

from fabric.sheets.rows.figures import decibels
from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.text import decibels_text

STANDARDS = {
    ("MPO", "mm"): "IEC 61280-4-5, 850 nm, encircled-flux launch",
    ("MPO", "sm"): "IEC 61280-4-5, 1310 nm",
    ("LC", "mm"): "IEC 61280-4-1, 850 nm, encircled-flux launch",
    ("LC", "sm"): "IEC 61280-4-2, 1310 nm",
}
"""Standard, wavelength and launch of a loss measurement by connector and kind of fiber."""
LOSS_ACT = "test_olts_mpo"
"""Act of the labour table whose rate a measured leg takes."""
LINK_UP = (
    "2. After power: link up at the listed speed. Clear the counters of all links of a rack and read them again "
    "after five minutes; the schedule allows no time for this. "
)
COUNTERS = {
    "infiniband": "InfiniBand: run 'ibdiagnet --get_phy_info' on the fabric; pass if it reports no BER above its "
    "thresholds, no new symbol errors and no link that went down. For a single port run 'mlxlink -d DEVICE -m -c' "
    "(BER, and receive power of each lane). ",
    "ethernet": "Ethernet: pass if neither port counts new CRC errors or uncorrectable FEC codewords. ",
}
"""Check of the counters by protocol."""


def list_methods(
    rows: PlanRows, links: Sequence[LinkRow], margin_mdb: int, budgets_mdb: Sequence[int]
) -> tuple[str, ...]:
    """The methods that some links take, a paragraph for each test. `budgets_mdb` are the loss budgets of their modules,
    rising.
    """
    standards = _list_standards(rows, links)
    has_copper = bool(standards) and any(link.a.transceiver is None for link in links)
    budgets = " or ".join(map(decibels_text, budgets_mdb))
    before = (
        "1. Before a trunk or cable is first plugged in, while coiled or at goods-in: inspect and clean the end faces "
        "of both ends (IEC 61300-3-35). Measure the loss from A to B (one-cord reference method): "
        f"{'; '.join(standards)}. Measure all legs, or the agreed sample: ________; record the loss of the "
        "worst fiber. Limit: expected loss (mated pairs and fiber as in the catalogue) + "
        f"{decibels(margin_mdb)} dB measurement uncertainty, capped at the loss budget of the transceivers"
        f"{f' ({budgets} dB)' if budgets else ''}. A leg above its limit fails, even if its link comes up. "
        f"{_time_words(rows, links)} "
    )
    no_loss = "'-': transceivers built into the cable, or RJ45: no loss to measure. "
    protocols = {
        rows.plan.project.type_of(rows.index.device_by_id[end.device]).protocol
        for link in links
        for end in (link.a, link.b)
    }
    after = LINK_UP + "".join(words for protocol, words in COUNTERS.items() if protocol in protocols)
    first = (before if standards else "") + (no_loss if has_copper else "")
    return tuple(part.rstrip() for part in (first, after) if part)


def _time_words(rows: PlanRows, links: Sequence[LinkRow]) -> str:
    """How long the measurement takes, which no step of the schedule has; the rate is that of the labour table."""
    minutes = rows.plan.project.labour.rates[LOSS_ACT].person_ms / 60_000
    legs = Counter(link.assembly for link in links if link.a.transceiver and link.b.transceiver and link.leg)
    most = max(legs.values(), default=1)
    each = f", {math.ceil(minutes * most)} min per trunk of {most} legs" if most > 1 else ""
    return f"The schedule allows no time, crew or instrument for this: plan about {minutes:g} min per leg{each}."


def _list_standards(rows: PlanRows, links: Sequence[LinkRow]) -> list[str]:
    """The standards by which the losses of some links are measured, each once."""
    optics = rows.plan.project.catalog.optics
    found = {
        (optics[end.transceiver].connector[:3], link.media.fiber)
        for link in links
        for end in (link.a, link.b)
        if end.transceiver is not None and link.a.transceiver and link.b.transceiver
    }
    return [words for (connector, fiber), words in STANDARDS.items() if (connector[:3], fiber) in found]
