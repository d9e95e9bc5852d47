"""Rows of lorries and convoys as consignments: from where to where, with what, how much, and how it went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from anyascii import anyascii

from geo.case import schema
from geo.intake.build import Built, dates_of, doubt_of, finished
from geo.intake.event_figures import qualifier_of
from geo.intake.field_cells import by_word, clean, column_of, cut, first_filled, ids_of, joined, one_line
from geo.intake.figure_cells import number_texts, with_ranges
from geo.intake.place_match import match
from geo.words import counted

if TYPE_CHECKING:
    from geo.intake.build import Surroundings
    from geo.intake.layouts import Layout
    from geo.intake.source_sheet import Sheet

_NAME, _TEXT = 300, 10_000
_MANY, _SHOWN = 5000, 160
_ENDS = {"origin": "from", "destination": "to"}
# Words for how it went, as they fold to Latin letters; what takes a word back stands before the word.
_OUTCOMES = (
    ("returned", r"turned back|return|sent back|retour|vernu"),
    (
        "blocked",
        (
            r"\b(?:not|never) (?:allowed|let|deliver|arriv|cross)|block|held|stopp|stuck|denied|refus|waiting"
            r"|bloqu|zaderzh"
        ),
    ),
    ("seized", r"seiz|confisc|loot|saisi"),
    ("lost", r"destroy|\blost\b|burn"),
    ("suspended", r"suspend|postpon|cancel|annul"),
    ("partial", r"partial|partly|partiel"),
    ("delivered", r"deliver|arriv|complet|receiv|offload|distribut|livre|dostavl"),
    ("passed", r"passed|cross"),
    ("approved", r"approv|authori[sz]"),
    ("requested", r"request|pending"),
    ("pledged", r"pledg|planned"),
    ("sent", r"\bsent\b|dispatch|depart|\bleft\b|en ?route|in transit|on the way|otpravl"),
)
_CARGO = (
    ("food", r"food|flour|wheat|\brice\b|maize|sorghum|pulses|sugar|ration|nutrition|vivres|farine|\bmuk"),
    ("medical", r"medic|health|drug|pharma|vaccin|surgical|trauma"),
    ("fuel", r"fuel|diesel|petrol|gasoline|carburant|toplivo"),
    ("patients", r"patient|wounded"),
    ("people", r"passenger|people|person|evacu"),
    ("money", r"\bcash\b|money"),
)
# Weights say more of a load than how many lorries bore it.
_UNITS = (
    ("tonnes", r"\b(?:m?tonn?e?s?|mts?|t|tonnage)\b"),
    ("kg", r"\bkgs?\b|kilogram"),
    ("litres", r"\blit(?:er|re)s?\b"),
    ("trucks", r"truck|lorr(?:y|ies)|camion|gruzovik"),
    ("vehicles", r"vehicle|\bcars?\b|ambulance|mashin"),
    ("pallets", r"pallet"),
    ("parcels", r"parcel|package|\bbox"),
    ("kits", r"\bkits?\b"),
    ("patients", r"patient"),
    ("people", r"people|person|passenger"),
)


def freight_unit(column: str) -> str:
    """In what a column of loads counts, by its heading.

    Parameters
    ----------
    column
        The heading.

    Returns
    -------
    str
        A unit; empty where it says none.
    """
    return by_word(re.sub(r"[^0-9a-z]+", " ", anyascii(column).casefold()), _UNITS, "")


def build_freight(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> None:
    """Rows as consignments; what is read off their words is said to be.

    Parameters
    ----------
    sheet
        The sheet.
    layout
        The layout, bound to it.
    around
        The places of the case.
    built
        Where rows, faults and notes go.
    """
    dated = dates_of(sheet, layout, around, built)
    places = {ours: _places_of(sheet, layout, around, ours, built) for ours in _ENDS}
    cargo = cut(one_line(joined(sheet, layout.columns.get("cargo", ()), ", ", _NAME)), _NAME)
    carrier = cut(one_line(first_filled(sheet, layout.columns.get("actors", ()))), _NAME)
    amount, beside = _amounts(sheet, layout, built)
    named = [first_filled(sheet, layout.columns.get(ours, ())) for ours in _ENDS]
    uncertain, doubt = doubt_of(sheet, layout)
    rows = pd.DataFrame(
        {
            "consignment_id": ids_of(
                around.prefix, column_of(sheet, layout, "id"), [dated.start, carrier, *named, cargo]
            ),
            "date_start": dated.start,
            "date_end": dated.end,
            "date_precision": dated.precision,
            "carrier": carrier,
            "origin_id": places["origin"],
            "destination_id": places["destination"],
            "cargo": cargo,
            "cargo_kind": cargo.map({text: _kind_of(text) for text in cargo.unique()}),
            **amount,
            "cumulative": "no",
            "outcome": _outcomes(sheet, layout, built),
            "source_ids": around.source_id,
            "uncertain": uncertain,
            "doubt": doubt,
            "note": _notes(sheet, layout, places, beside),
        }
    ).astype("str")
    built.tables["consignments"] = finished(schema.CONSIGNMENTS, rows, built)
    carriers = [name for name in carrier.unique() if name][:_MANY]
    if carriers:
        frame = pd.DataFrame({"actor": carriers}, dtype="str")
        built.tables["actors"] = frame.reindex(columns=list(schema.ACTORS.columns), fill_value="")


def _places_of(sheet: Sheet, layout: Layout, around: Surroundings, ours: str, built: Built) -> pd.Series:
    """Where loads come from or go to, of the places of the case; names it does not have are noted."""
    names = first_filled(sheet, layout.columns.get(ours, ()))
    nowhere = pd.DataFrame(np.nan, index=names.index, columns=["lat", "lon", "accuracy_m"])
    matched = match(around.gazetteer, [names], [], nowhere, layout.places)
    built.asked |= matched.asked
    unknown = list(names[matched.unknown].unique())
    if unknown:
        shown = ", ".join(unknown)
        built.notes.append(
            f"places loads go {_ENDS[ours]} that the case does not have stand in the notes of their rows: "
            f"{shown[:_SHOWN]}{' ...' if len(shown) > _SHOWN else ''}"
        )
    return matched.place_ids


def _kind_of(cargo: str) -> str:
    words = anyascii(cargo).casefold()
    kinds = [kind for kind, pattern in _CARGO if re.search(pattern, words)]
    return kinds[0] if len(kinds) == 1 else "mixed" if kinds else ""


def _amounts(sheet: Sheet, layout: Layout, built: Built) -> tuple[dict[str, pd.Series], pd.Series]:
    """The quantity of each load with its unit, of its weight before its lorries; and its other figures."""
    index = sheet.cells.index
    empty = pd.Series("", index=index, dtype="str")
    amount = {"quantity": empty, "qualifier": empty, "unit": empty}
    beside = empty
    order = [unit for unit, _ in _UNITS]
    ranked = sorted(
        layout.counts, key=lambda entry: order.index(entry.unit) if entry.unit in order else len(order)
    )
    for entry in ranked:
        cells = clean(sheet.cells[entry.columns[0]])
        numbers = with_ranges(cells, whole=False)
        stated = numbers["value"].fillna(numbers["low"])
        bad = cells.ne("") & stated.isna()
        built.faults.add_cells(cells[bad], "this is no number of 0 or more", "Write digits only.")
        first = stated.notna() & amount["quantity"].eq("")
        qualifier = numbers["qualifier"].where(numbers["qualifier"].ne(""), qualifier_of(sheet, layout))
        stands = {
            "quantity": number_texts(stated),
            "qualifier": qualifier,
            "unit": entry.unit or entry.subject,
        }
        amount = {name: cells_.mask(first, stands[name]) for name, cells_ in amount.items()}
        rest = (entry.subject + ": " + cells).where(cells.ne("") & ~first, "")
        beside = beside + pd.Series("; ", index=index).where(beside.ne("") & rest.ne(""), "") + rest
    return amount, beside


def _outcomes(sheet: Sheet, layout: Layout, built: Built) -> pd.Series:
    """How each load fared, by the words of its status, else of its remarks; empty where they do not say."""
    columns = (*layout.columns.get("status", ()), *layout.columns.get("summary", ()))
    outcome = pd.Series("", index=sheet.cells.index, dtype="str")
    for column in columns:
        cells = clean(sheet.cells[column])
        words = {text: by_word(anyascii(text), _OUTCOMES, "") for text in cells.unique()}
        outcome = outcome.where(outcome.ne(""), cells.map(words)).astype("str")
    counts = outcome[outcome.ne("")].value_counts()
    if len(counts):
        shown = ", ".join(f"{word} {count:,}" for word, count in counts.items())
        built.notes.append(f"how loads fared is read off the words of '{', '.join(columns)}': {shown}")
    silent = int((outcome.eq("") & ~outcome.index.isin(built.faults.rows())).sum())
    if silent:
        built.notes.append(f"{counted(silent, 'load')} without a word on how it fared")
    return outcome


def _notes(sheet: Sheet, layout: Layout, places: dict[str, pd.Series], beside: pd.Series) -> pd.Series:
    """What stands of a load in no column of ours, as it is written."""
    parts = [beside]
    for ours, word in _ENDS.items():
        names = first_filled(sheet, layout.columns.get(ours, ()))
        parts.append((f"{word} " + names).where(names.ne("") & places[ours].eq(""), ""))
    parts += [clean(sheet.cells[column]) for column in layout.columns.get("status", ())]
    parts.append(joined(sheet, layout.columns.get("summary", ()), ". ", _TEXT))
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + pd.Series("; ", index=whole.index).where(whole.ne("") & part.ne(""), "") + part
    return cut(whole.astype("str"), _TEXT)
