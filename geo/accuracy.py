"""How the accuracy of a place travels to the browser: one byte, since a tenth more or less is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

ACCURACY_BASE = 10.0
ACCURACY_STEP = 1.06
"""Metres = 10 * 1.06 ** (byte - 1); nought where it is not known."""


def as_bytes(metres: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """Accuracies as they travel.

    Parameters
    ----------
    metres
        Metres, NaN where it is not known.

    Returns
    -------
    numpy.ndarray
        uint8, nought where it is not known.
    """
    clipped = np.clip(np.nan_to_num(metres), ACCURACY_BASE, None)
    byte = np.round(np.log(clipped / ACCURACY_BASE) / np.log(ACCURACY_STEP)) + 1
    return np.where(np.isnan(metres), 0, np.clip(byte, 1, 255)).astype(np.uint8)


def as_metres(byte: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Accuracies as they have travelled.

    Parameters
    ----------
    byte
        uint8, as `as_bytes` gives it.

    Returns
    -------
    numpy.ndarray
        float64, metres, nought where it is not known.
    """
    metres: npt.NDArray[np.float64] = np.where(
        byte > 0, ACCURACY_BASE * ACCURACY_STEP ** (byte.astype(float) - 1), 0.0
    )
    return metres
