"""What the charts of the topic pages share: the axis of time, and letters dark enough to read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import altair as alt
import pyarrow as pa

from components.charts import chart_colours
from components.charts.chart_text import ordered
from components.session import arrow

if TYPE_CHECKING:
    import pandas as pd

    from geo.dates import Period

# Up to so many days every third day is named, and up to so many more the days are.
_WEEKS, _MONTHS = 32, 150


def finished(chart: alt.LayerChart) -> alt.LayerChart:
    """The chart without a frame, its letters dark enough to read.

    Its marks and axes are hidden from who hears the page: a chart has one description, and its table is
    beside it; an axis would be read out to the first moment after its last day.
    A layer without a mark would be read out as an image of nothing.
    """
    return (
        chart.configure_view(strokeOpacity=0)
        .configure_mark(aria=False)
        .configure_axis(
            aria=False, labelColor=chart_colours.ink(), titleColor=chart_colours.ink(), labelFontSize=12
        )
        .configure_legend(labelColor=chart_colours.ink(), labelFontSize=12)
    )


def with_data(chart: alt.LayerChart, **data: pd.DataFrame) -> dict[str, Any]:
    """The finished chart with its named data as Arrow tables, which go out as they are."""
    tables = {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in data.items()}
    words = ordered(finished(chart).to_dict())
    return {**words, "datasets": {name: arrow.ordered(table) for name, table in tables.items()}}


def utc(moment: date | datetime) -> int:
    """A local moment in milliseconds since 1970 as if it were UTC: the chart knows no zone."""
    local = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return int(local.replace(tzinfo=UTC).timestamp() * 1000)


def day_axis(period: Period) -> alt.X:
    """The axis of time of whole days; over a few weeks or months they are written as everywhere: "8 Oct".

    The ends are given as parts of a date: numbers put every point mark at the left end.
    """
    scale = alt.Scale(type="utc", domain=[_parts(period.start), _parts(period.end)], nice=False, clamp=True)
    if period.days > _MONTHS:
        axis = alt.Axis(title=None, grid=False, tickCount=8)
    else:
        ticks = {"interval": "day", "step": 3} if period.days <= _WEEKS else 8
        axis = alt.Axis(title=None, grid=False, format="%-d %b", tickCount=ticks)
    return alt.X("start:T", scale=scale, axis=axis)


def _parts(day: datetime) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, hours=0, minutes=0, utc=True)
