"""Worked sites to start from: `TEMPLATES` maps a name to a function that returns file names and texts."""

from fabric.templates.multirack import write_multirack
from fabric.templates.superpod import write_superpod

__all__ = ["write_multirack", "write_superpod"]
