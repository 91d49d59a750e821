"""The reason why labels that replace lost ones are on a stock that was not asked for.

No stock that was asked for fits the legs of a trunk. A label that crews apply would be refused. Labels of legs are
rarely lost, so these are printed on the stock that the planner would choose, and the command and the first label say
so.
"""

from collections.abc import Iterator

from fabric.plan import Plan
from fabric.sheets.rows.options import Options
from fabric.sheets.rows.text import millimetres_text
from fabric.writers import AUTO, STOCKS, choose_stock, range_text


def list_stock_notes(plan: Plan, options: Options) -> Iterator[str]:
    """A line for each diameter of legs whose labels are on a stock that was not asked for, where they are printed."""
    if options.pdf != "all":
        return
    kinds = [plan.kinds[index] for index in sorted(set(plan.assemblies.kind.tolist()))]
    trunks = [plan.project.catalog.trunks[kind.model] for kind in kinds if kind.form == "trunk"]
    for diameter_um in sorted({trunk.leg_diameter_um for trunk in trunks}):
        taken = choose_stock(AUTO, diameter_um)
        if choose_stock(options.label_stocks, diameter_um) is None and taken is not None:
            yield f"replacement labels of legs of {': '.join(explain_stock(options, taken.name, diameter_um))}"


def explain_stock(options: Options, taken: str, diameter_um: int) -> tuple[str, str]:
    """A diameter with the stock that its labels take, and why it is none of those that were asked for."""
    asked = ", ".join(f"{name} fits {range_text(STOCKS[name])}" for name in options.label_stocks)
    return f"{millimetres_text(diameter_um)} mm are on {taken}", asked
