"""Ports: they exist, each is used once, existing cables keep theirs, a twin-port NIC cage goes to two leaves."""

from collections import defaultdict
from collections.abc import Iterator

from fabric.audit.finding import Ends, Finding
from fabric.plan import Plan


def check_ports(plan: Plan) -> Iterator[Finding]:
    """Every end of every link is a port of its own."""
    ends = Ends(plan)
    used: dict[tuple[str, str], str] = {}
    for cable in plan.project.cables:
        used[cable.a_device, cable.a_port] = used[cable.b_device, cable.b_port] = f"existing cable {cable.id}"
    leaf_of: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for link in range(len(plan.links)):
        for side, other in (("a", "b"), ("b", "a")):
            device, port = ends.device(link, side), ends.port(link, side)
            if port is None:
                number = int(getattr(plan.links, f"{side}_port")[link])
                yield Finding(
                    "error",
                    "port-exists",
                    device.id,
                    f"port number {number + 1} at {ends.name(link)}",
                    f"1 to {len(ends.ports_of(device))}",
                    "Correct the port",
                )
                continue
            key = device.id, port.printed
            if key in used:
                yield Finding(
                    "error",
                    "port-once",
                    f"{device.id} {port.printed}",
                    f"used by {used[key]} and by {ends.name(link)}",
                    "one link a port",
                    "Move one of the two to a free port",
                )
            used[key] = ends.name(link)
            if device.role == "host" and port.mpo:
                leaf_of[device.id, port.cage].append((link, ends.device(link, other).id))
    for (host, cage), leaves in leaf_of.items():
        names = [name for _, name in leaves]
        if len(set(names)) < len(names):
            yield Finding(
                "error",
                "nic-cage-two-leaves",
                f"{host} cage {cage}",
                f"both MPOs go to {names[0]}",
                "two different leaves",
                "Swap one of the two links with one of another cage",
            )
