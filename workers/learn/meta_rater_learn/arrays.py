"""Names for the arrays that everything here passes around."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float64]
"""One number a run: losses, predictions."""

Matrix: TypeAlias = NDArray[np.float64]
"""One row a run, one column a rater: weights."""

Places: TypeAlias = NDArray[np.intp]
"""Positions of rows."""
