"""Columns: arrays of numbers of one kind, the form in which large tables are held."""

import numpy as np
from numpy.typing import NDArray

IntColumn = NDArray[np.int32]
"""Indexes, counts and lengths: the columns of a plan."""

LongColumn = NDArray[np.int64]
"""Sums and products of such numbers, which may exceed 2^31, and indexes as numpy gives them."""

Floats = NDArray[np.float64]
"""Prices, shares and draws, which are never stored."""
