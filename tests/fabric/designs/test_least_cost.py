"""The least price of the switches and transceivers of the first network."""

from dataclasses import replace

import pytest

from fabric import Plan, Project
from fabric.designs import least_cost, list_candidates
from fabric.report.missed_limits import explain_misses


def test_the_cheapest_design_counts(pod_project: Project) -> None:
    """Each design by hand: its new switches and its transceivers times the prices of the catalogue; the least counts.

    All lots of the site are of catalogue prices, and each stage has one medium of fiber.
    """
    catalog = pod_project.catalog
    prices = []
    for candidate in list_candidates(pod_project, pod_project.request.networks[0]):
        if candidate.design:
            optics = candidate.design.cages.optics
            switches = sum(catalog.device_types[model].price_cents for model in candidate.design.models)
            prices.append(switches + sum(catalog.optics[model].price_cents * n for model, n in optics.items()))
    found = least_cost(pod_project)
    assert found.cents == min(prices)
    assert found.cents > 0


def test_cheap_pieces_in_stock_go_first(pod_project: Project) -> None:
    """One switch of a lot for nothing: the least is lower by the price of one switch."""
    lot = next(lot for lot in pod_project.inventory.lots if lot.model == "QM9700")
    more = (*pod_project.inventory.lots, replace(lot, id="free", quantity=1, price_cents=0))
    stocked = replace(pod_project, inventory=replace(pod_project.inventory, lots=more))
    price_cents = pod_project.catalog.device_types["QM9700"].price_cents
    assert least_cost(pod_project).cents - least_cost(stocked).cents == pytest.approx(price_cents)


def test_a_budget_below_the_least_price_is_refused_by_a_proof(pod_plan: Plan) -> None:
    """A cent below the least price is proven to be too little. At the least price nothing is proven."""
    least = least_cost(pod_plan.project)
    for short_cents, word in ((1, "no plan can"), (0, "none found")):
        request = replace(pod_plan.project.request, budget_cents=least.cents - short_cents)
        reasons = explain_misses(replace(pod_plan, project=replace(pod_plan.project, request=request)))
        assert [reason.split(",")[0].split(".")[0] for reason in reasons] == [f"budget: {word}"]
    assert (
        f"{least.switches} switches and {least.transceivers:,} transceivers of"
        in explain_misses(
            replace(pod_plan, project=replace(pod_plan.project, request=replace(request, budget_cents=0)))
        )[0]
    )
