"""The only door to pandas. It is loaded when a data frame is asked for, since nothing else here needs it."""

from collections.abc import Mapping
from typing import Any

from layouts import PlannerError


class MissingPackageError(PlannerError):
    """An optional package that is asked for is not installed; the message says how to install it."""


def make_frame(columns: Mapping[str, tuple[Any, ...]]) -> Any:
    """A `pandas.DataFrame` of some columns. Raises MissingPackageError where pandas is not installed."""
    try:
        import pandas  # noqa: PLC0415
    except ImportError:
        message = "to_frame: pandas is not installed. Run pip install pandas, or take to_records() instead"
        raise MissingPackageError(message) from None
    return pandas.DataFrame({name: list(column) for name, column in columns.items()})
