"""The answer of `audit`: the verdict of the judge."""

from collections.abc import Iterator, Sequence
from typing import Any

from fabric.audit import Finding


def finding_facts(findings: Sequence[Finding]) -> dict[str, Any]:
    """The verdict of the judge."""
    errors = sum(finding.severity == "error" for finding in findings)
    keys = ("severity", "rule", "object", "found", "allowed", "remedy")
    return {
        "status": "faulty" if errors else "sound",
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [{key: getattr(finding, key) for key in keys} for finding in findings],
    }


def finding_lines(findings: Sequence[Finding], name: str) -> Iterator[str]:
    """The same for people: every finding, then the verdict on the plan of this name."""
    yield from map(str, findings)
    facts = finding_facts(findings)
    counts = (f"{facts[key]} {key.removesuffix('s') if facts[key] == 1 else key}" for key in ("errors", "warnings"))
    yield f"{name} is {facts['status']}: {', '.join(counts)}"
