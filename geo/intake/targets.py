"""Each table a foreign sheet may fill: events, claims, places, roads, and ids taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case import schema
from geo.cells import repeated
from geo.intake.build import (
    Built,
    dates_of,
    doubt_of,
    finished,
    places_of,
    points_of,
    without_faults,
)
from geo.intake.claim_dates import held_at, rows_moment
from geo.intake.event_figures import WHOLE, figures_of_events, name_no_numbers, qualifier_of
from geo.intake.field_cells import (
    by_word,
    clean,
    column_of,
    cut,
    first_filled,
    ids_of,
    joined,
    one_line,
)
from geo.intake.figure_cells import figures, number_texts, with_ranges
from geo.intake.freight import build_freight
from geo.intake.place_match import folded
from geo.intake.roads import build_roads
from geo.names import is_name

if TYPE_CHECKING:
    from geo.intake.build import Surroundings
    from geo.intake.layouts import Layout
    from geo.intake.source_sheet import Sheet

_NAME, _TEXT, _SHORT = 300, 10_000, 120
_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall) ?)?totals?(?: general)?|itogo|vsego|toplam|cemi|yndamen\w*|gesamt|lmjmw|ljmly"
)
_MOST_ACTORS = 5000
# Words of other people's categories and ours; the first that stands in a cell counts.
_CATEGORIES = (
    ("protest", r"protest|riot|demonstrat|manifest"),
    ("detention", r"arrest|detain|detention|abduct|kidnap|hostage"),
    ("agreement", r"agreement|ceasefire|cease-fire|truce|treaty|accord"),
    ("displacement", r"displac|evacuat|refuge|returnee|idp"),
    ("aid", r"\baid\b|convoy|deliver|distribution|humanitarian|relief|assistance|wash|shelter|food"),
    ("blockade", r"blockade|road ?block|clos(?:ure|ed)|restricted|impassable|checkpoint|access|border"),
    (
        "military",
        r"battle|attack|explos|violence|shell|strike|bomb|clash|fight|armed|missile|drone|kill|combat|assault",
    ),
    ("diplomacy", r"diplom|meeting|talks|negotiat|summit|consult"),
    ("infrastructure", r"infrastruct|power|water|gas|electric|bridge|damage"),
    ("statement", r"statement|declar|announce|appeal|condemn"),
)


def build(sheet: Sheet, layout: Layout, around: Surroundings) -> Built:
    """Rows of our tables made of a sheet.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        A layout bound to its columns.
    around
        What of the case they are read against.

    Returns
    -------
    Built
        The rows, what was set aside, what has to be asked.
    """
    built = Built(notes=list(layout.notes))
    if layout.table in ("events", "claims", "consignments"):
        _totals_aside(sheet, layout, built)
    {
        "events": _events, "claims": _claims, "places": _places, "routes": build_roads,
        "consignments": build_freight, "withdrawn": _withdrawn,
    }[layout.table](sheet, layout, around, built)  # fmt: skip
    without_faults(built)
    return built


def _totals_aside(sheet: Sheet, layout: Layout, built: Built) -> None:
    """Set aside rows of totals, which count the people of the other rows again."""
    named = [
        column
        for ours in ("place", "admin", "origin", "destination")
        for column in layout.columns.get(ours, ())
    ]
    names = first_filled(sheet, named or layout.columns.get("subject", ()))
    total = names.map({name: bool(_TOTAL.fullmatch(folded(name))) for name in names.unique()}).astype(bool)
    built.faults.add(
        names[total], "a row of totals counts the other rows again", "Leave it out, or name what it counts."
    )


def _events(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> None:
    built.tables["events"] = finished(schema.EVENTS, _event_rows(sheet, layout, around, built), built)
    _name_actors(built)
    figures_of_events(sheet, layout, around, built)


def _event_rows(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> pd.DataFrame:
    dated = dates_of(sheet, layout, around, built)
    places = places_of(sheet, layout, around, points_of(sheet, layout, around, built), built)
    category = _category(sheet, layout, around)
    title = _title(sheet, layout, category)
    uncertain, doubt = doubt_of(sheet, layout)
    return pd.DataFrame(
        {
            "event_id": ids_of(around.prefix, column_of(sheet, layout, "id"), [dated.start, places, title]),
            "date_start": dated.start,
            "date_end": dated.end,
            "date_precision": dated.precision,
            "place_id": places,
            "place_role": pd.Series(
                np.where(places.eq(""), "", layout.role), index=places.index, dtype="str"
            ),
            "category": category,
            "actors": joined(sheet, layout.columns.get("actors", ()), ";", _NAME),
            "title": title,
            "summary": joined(sheet, layout.columns.get("summary", ()), ". ", _TEXT),
            "confidence": column_of(sheet, layout, "confidence"),
            "source_ids": repeated(around.source_id, places.index),
            "uncertain": uncertain,
            "doubt": doubt,
            "note": _note(sheet, layout),
        },
        copy=False,
    ).astype("str")


def _note(sheet: Sheet, layout: Layout) -> pd.Series:
    """Whom the provider cites, and where the report stands."""
    cited = joined(sheet, layout.columns.get("cited", ()), "; ", _NAME)
    url = first_filled(sheet, layout.columns.get("url", ()))
    note = ("reported by " + cited).where(cited.ne(""), "") + (" " + url).where(url.ne(""), "")
    return note.str.strip()


def _category(sheet: Sheet, layout: Layout, around: Surroundings) -> pd.Series:
    """The category of the case: by the layout's words, the word itself, or a word that stands in it."""
    category = column_of(sheet, layout, "category")
    words = {
        cell: cell if cell in around.categories else by_word(cell, _CATEGORIES, "other")
        for cell in category.unique()
    }
    return category.map(words).astype("str")


def _title(sheet: Sheet, layout: Layout, category: pd.Series) -> pd.Series:
    # Where all that a title would say is the place, as in older files, what happened stands before it.
    columns = layout.columns.get("title", ())
    columns = () if set(columns) <= set(layout.columns.get("place", ())) else columns
    words = layout.words.get("title")
    if words:
        first = column_of(sheet, layout, "title")
        rest = joined(sheet, columns[1:], " and ", _NAME)
        title = first + (": " + rest).where(rest.ne(""), "")
    else:
        title = joined(sheet, columns, ", ", _NAME)
    if title.ne("").all():
        return cut(one_line(title), _NAME)
    place = first_filled(sheet, (*layout.columns.get("place", ()), *layout.columns.get("admin", ())[-1:]))
    kind = first_filled(sheet, layout.columns.get("category", ())).str.strip(" ,;")
    first = joined(sheet, layout.columns.get("summary", ())[:1], "", _SHORT)
    kind = kind.where(kind.ne(""), first.where(first.ne(""), category))
    bare = kind + (", " + place).where(place.ne(""), "")
    return cut(one_line(title.where(title.ne(""), bare)), _NAME)


def _name_actors(built: Built) -> None:
    """The actors of the events as rows of their own, so that each name leads to one."""
    cells = pd.Series(built.tables["events"]["actors"].unique(), dtype="str")
    names = [name for name in cells.str.split(";").explode().str.strip().dropna().unique() if name]
    if names and len(names) <= _MOST_ACTORS:
        frame = pd.DataFrame({"actor": names}, dtype="str")
        built.tables["actors"] = frame.reindex(columns=list(schema.ACTORS.columns), fill_value="").astype(
            "str"
        )


def _claims(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> None:
    as_of = rows_moment(sheet, layout, around, built)
    places = places_of(sheet, layout, around, points_of(sheet, layout, around, built), built)
    admin = [clean(sheet.cells[column]) for column in layout.columns.get("admin", ())]
    named = (*layout.columns.get("place", ()), *layout.columns.get("admin", ()))
    where = joined(sheet, named[:3], ", ", 120)
    spot = [clean(sheet.cells[column]) for column in layout.columns.get("place", ())]
    if not named:
        spot = [clean(sheet.cells[name]) for ours in ("lat", "lon") for name in layout.columns.get(ours, ())]
    where = where.where(where.ne(""), first_filled(sheet, layout.columns.get("pcode", ())))
    origin = first_filled(sheet, layout.columns.get("origin", ()))
    about = joined(sheet, layout.columns.get("subject", ()), ", ", 120)
    uncertain, doubt = doubt_of(sheet, layout)
    note = joined(sheet, layout.columns.get("summary", ()), ". ", _NAME)
    parts = []
    for entry in layout.counts:
        moment = held_at(entry, as_of)
        cells = clean(sheet.cells[entry.columns[0]])
        numbers = with_ranges(cells, whole=entry.unit in WHOLE)
        qualifier = numbers["qualifier"].where(numbers["qualifier"].ne(""), qualifier_of(sheet, layout))
        stated = numbers["value"].fillna(numbers["low"])
        withheld = cells.isin(["*", "**"])
        name_no_numbers(cells.where(~withheld, ""), stated, built)
        built.faults.add_cells(
            cells[withheld], "the provider withholds a small number", "Nothing need be done."
        )
        subject = entry.subject + ("; " + about).where(about.ne(""), "")
        subject = (
            subject + (" from " + origin).where(origin.ne(""), "") + (" in " + where).where(where.ne(""), "")
        )
        rows = pd.DataFrame(
            {
                "claim_id": ids_of(
                    around.prefix, pd.Series("", index=cells.index, dtype="str"),
                    [pd.Series(entry.columns[0], index=cells.index), moment, *admin, *spot, origin, about],
                ),
                "measure": entry.measure,
                "subject": subject.str.slice(0, _NAME),
                **{name: number_texts(numbers[name]) for name in ("value", "low", "high")},
                "qualifier": qualifier,
                "unit": entry.unit,
                "as_of": moment,
                "claimant": layout.publisher or "imported file",
                "place_id": places,
                "source_ids": around.source_id,
                "uncertain": uncertain,
                "doubt": doubt,
                "note": note,
            }
        ).astype("str")  # fmt: skip
        parts.append(rows[stated.notna()])
    _note_levels(sheet, layout, built)
    rows = pd.concat(parts) if parts else pd.DataFrame(columns=["claim_id"])
    built.tables["claims"] = finished(schema.CLAIMS, rows, built)


def _note_levels(sheet: Sheet, layout: Layout, built: Built) -> None:
    """Say that rows of several administrative levels stand in one table, which nobody may add up."""
    codes = layout.columns.get("admin", ())
    if layout.key != "dtm" or not codes:
        return
    finest = pd.Series(len(codes), index=sheet.cells.index)
    for level, column in reversed(list(enumerate(codes))):
        finest = finest.mask(clean(sheet.cells[column]).ne(""), level)
    counts = finest.value_counts()
    shown = [f"{counts[level]:,} by {column}" for level, column in enumerate(codes) if level in counts.index]
    if len(shown) > 1:
        built.notes.append(f"levels in this table: {', '.join(shown)}; they are never added to one another")


def _places(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> None:
    points = points_of(sheet, layout, around, built)
    name = column_of(sheet, layout, "name")
    where = points["lat"].notna()
    built.faults.add(name[name.eq("")], "the place has no name", "Give it a name.")
    built.faults.add(name[~where], "the place has no point", "Give it coordinates.")
    known = {text: around.gazetteer.called(text) for text in name.unique()}
    accuracy = points["accuracy_m"].where(
        points["accuracy_m"].notna(), figures(column_of(sheet, layout, "accuracy_m"))
    )
    rows = pd.DataFrame(
        {
            "place_id": ids_of(
                around.prefix, column_of(sheet, layout, "id"),
                [name, points["lat"].round(4), points["lon"].round(4)],
            ),
            "name_en": one_line(name).str.slice(0, _NAME),
            **{ours: column_of(sheet, layout, ours) for ours in layout.columns if is_name(ours)},
            "other_names": joined(sheet, layout.columns.get("other_names", ()), ";", _TEXT),
            "lat": number_texts(points["lat"].round(6)),
            "lon": number_texts(points["lon"].round(6)),
            "accuracy_m": number_texts(accuracy.round()),
            "kind": column_of(sheet, layout, "kind").str.casefold().str.slice(0, _NAME),
            "region": column_of(sheet, layout, "region"),
            "pcode": column_of(sheet, layout, "pcode"),
            "geonames_id": column_of(sheet, layout, "geonames_id"),
            "wikidata_id": column_of(sheet, layout, "wikidata_id"),
            "coordinate_source": layout.publisher or "imported file",
            "coordinate_url": column_of(sheet, layout, "coordinate_url"),
            "coordinate_licence": layout.licence,
        }
    ).astype("str")  # fmt: skip
    several = [text for text, ids in known.items() if text and ids]
    if several:
        built.notes.append(
            f"{len(several):,} of these places are in the case under that name already: look at both"
        )
    built.tables["places"] = finished(schema.PLACES.with_names(rows.columns), rows, built)
    lost = built.faults.rows()
    built.tables["places"] = built.tables["places"][~built.tables["places"].index.isin(lost)]


def _withdrawn(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> None:
    ids = column_of(sheet, layout, "id")
    built.withdrawn = sorted(set(ids_of(around.prefix, ids[ids.ne("")], [])))
