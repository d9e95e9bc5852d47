"""Whether texts stand in order already, as ids mostly do, so that sorting by them can be spared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import pandas as pd


def rising(texts: pd.Series) -> bool:
    """Whether texts stand in ascending order already.

    Parameters
    ----------
    texts
        Texts without missing values.

    Returns
    -------
    bool
        True where no text comes before the one above it, by code points; so for no texts at all.

    Examples
    --------
    >>> import pandas as pd
    >>> rising(pd.Series(["a", "b", "b"])), rising(pd.Series(["b", "a"]))
    (True, False)
    """
    column = pa.array(texts.array, pa.large_string())
    return not len(column) or bool(pc.all(pc.less_equal(column[:-1], column[1:])).as_py())
