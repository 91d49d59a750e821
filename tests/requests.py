"""Requests for tests: a test states the values that its answer depends on, as changes."""

from dataclasses import replace
from typing import Any

from fabric.project import AssemblyLimits, FamilyShape, LabelGrammar, NetworkRequest, Request, Weights
from fabric.vocabulary import Family


def network_request(name: str, topology: Family = "leaf-spine", **changes: Any) -> NetworkRequest:
    """A network of 400G on the ports of group `compute`, without any wish."""
    found = NetworkRequest(
        id=name,
        topology=topology,
        port_group="compute",
        extras=(),
        speed_gbps=400,
        uplink_speed_gbps=None,
        nodes_per_su=None,
        rails=None,
        planes=1,
        oversubscription=(1, 1),
        tiers=None,
        leaves=None,
        spines=None,
        uplinks_per_leaf=None,
        uplinks_for="ports",
        uneven=False,
        leaf_per="fabric",
        redundancy=1,
        peer_links=0,
        external_links=0,
        spines_of=None,
        direct=(),
        spare_ports=0,
        expansion_su=0,
        leaf_position="any",
        shape=FamilyShape(),
        switch_models=(),
        leaf_models=(),
        spine_models=(),
        core_models=(),
        switch_face="rear",
        prefix="",
    )
    return replace(found, **changes)


def request(limits: AssemblyLimits, *networks: NetworkRequest, **changes: Any) -> Request:
    """These networks for the least install time, without dates and budget."""
    found = Request(
        networks=networks,
        limits=limits,
        racks_ready=None,
        order_date=None,
        deadline=None,
        budget_cents=None,
        objective="install-time",
        first=(),
        phases=(),
        weights=Weights(1.0, 1.0, 1.0),
        label=LabelGrammar(),
        seed=0,
    )
    return replace(found, **changes)
