"""The answer of `audit`: the verdict of the judge."""

from typing import Any

from fabric.audit import Finding


def finding_facts(findings: list[Finding]) -> dict[str, Any]:
    """The verdict of the judge."""
    errors = sum(finding.severity == "error" for finding in findings)
    keys = ("severity", "rule", "object", "found", "allowed", "remedy")
    return {
        "status": "faulty" if errors else "sound",
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [{key: getattr(finding, key) for key in keys} for finding in findings],
    }
