"""The kinds of column a table may have: what may stand in a cell, why not else, what to do."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.cells import again, most_bytes
from geo.dates import EARLIEST, LATEST, is_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

Kind = Literal["text", "number", "moment", "list"]


@dataclass(frozen=True)
class Check:
    """What every cell of a column has to be."""

    test: Callable[[pd.Series], pd.Series]
    """Tells of each text whether it may stand."""
    reason: str
    remedy: str


@dataclass(frozen=True)
class Column:
    """One column of a table as it stands in the file."""

    checks: tuple[Check, ...] = ()
    kind: Kind = "text"
    """What the loader makes of it."""
    refers_to: str = ""
    """The table whose key it holds."""
    required: bool = False
    """Whether the table means nothing without it; any other is filled empty when it is missing."""
    unique: bool = False
    """Whether each value stands once; of two rows the first is kept."""
    longest: int = 10_000
    """How many letters of a cell are read."""
    vocabulary: frozenset[str] = frozenset()
    """Where only these words may stand, or are known: they are read whatever their capitals and joints."""
    known: str = ""
    """What to write instead of a word that is not known but kept; a note says so."""
    open_end: bool = False
    """Whether an empty cell means that no end is known; so does a day of the year 9999."""
    optional: bool = False
    """Whether a file may do without it and nothing is reported: cases of before had no such column."""

    def faults(self, texts: pd.Series) -> Iterator[tuple[Check, pd.Series]]:
        """The checks that some cells fail, with those cells.

        Parameters
        ----------
        texts
            The cells of the column as text.

        Yields
        ------
        tuple of Check and pandas.Series
            A check and the cells that fail it, under their index; a cell counts for the first check it
            fails, and for no other.
        """
        if not (self.required or most_bytes(texts)):
            # What is not required may be empty.
            return
        for check in (*self.checks, *((UNIQUE,) if self.unique else ())):
            passed = check.test(texts)
            if passed.all():
                continue
            yield check, texts[~passed] if passed.any() else texts
            texts = texts[passed]

    @property
    def one_line(self) -> bool:
        """Whether no line may break in a cell: in all but longer texts."""
        return self.longest <= SHORT or bool(self.refers_to or self.vocabulary or self.unique)

    def cleaned(self, texts: pd.Series) -> pd.Series:
        """The cells without letters nobody sees, and without line breaks where no line may break.

        Parameters
        ----------
        texts
            The cells of the column as text.

        Returns
        -------
        pandas.Series
            The cells, trimmed, under their index.
        """
        odd = pc.match_substring_regex(pa.array(texts.array, pa.large_string()), _ANY_UNSEEN)
        if not pc.any(odd).as_py():
            # Each of what follows takes ten times as long.
            return texts
        del odd
        # Each step writes all its texts anew: of a huge column never more than a piece at a time.
        pieces = (texts.iloc[at : at + _CELLS_AT_ONCE] for at in range(0, len(texts), _CELLS_AT_ONCE))
        return pd.concat([self._cleaned(piece) for piece in pieces])

    def _cleaned(self, texts: pd.Series) -> pd.Series:
        if self.one_line or self.kind in ("number", "moment"):
            texts = texts.str.replace(_BREAKS, " ", regex=True)
        if self.checks or self.refers_to:
            texts = texts.str.replace(_UNSEEN, "", regex=True)
        return texts.str.replace(_UNSEEN_ENDS, "", regex=True).str.strip()

    def as_spreadsheets_write(self, texts: pd.Series, delimiter: str) -> pd.Series:
        """The moments and numbers of a spreadsheet as they are written here.

        "2023-09-19 13:00:00" is an hour and "2023-09-19 00:00:00" a day: seconds are the program's own. Where
        a comma does not part cells it stands for the point, unless it could part thousands.

        Parameters
        ----------
        texts
            The cells of the column as text, trimmed.
        delimiter
            What parts the cells of the file.

        Returns
        -------
        pandas.Series
            The cells under their index; any other text stays as it is.
        """
        if self.kind == "moment" and (long := texts.str.match(_WITH_SECONDS)).any():
            own = texts[long].str.replace(_MIDNIGHT, r"\1", regex=True)
            return texts.where(~long, own.str.replace(_STAMP, r"\1T\2", regex=True))
        if self.kind == "number" and delimiter != ",":
            return texts.str.replace(_COMMA, r"\1.\2", regex=True)
        return texts

    def in_its_words(self, texts: pd.Series) -> pd.Series:
        """The cells with each word of the vocabulary spelled as it stands there.

        "Humanitarian only" becomes "humanitarian_only".

        Parameters
        ----------
        texts
            The cells of the column as text.

        Returns
        -------
        pandas.Series
            The cells under their index; other words stay as they are.
        """
        if not self.vocabulary or texts.isin([*self.vocabulary, ""]).all():
            return texts
        spelled = {_plain(word): word for word in self.vocabulary}
        return texts.map({text: spelled.get(_plain(text), text) for text in texts.unique()}).astype("str")


UNIQUE = Check(
    lambda texts: ~again(texts),
    "another row above has this id",
    "Give each row an id of its own; the first was kept.",
)


def _column(*checks: Check, kind: Kind = "text", refers_to: str = "", required: bool = False) -> Column:
    return Column(checks, kind, refers_to, required)


def _filled(texts: pd.Series) -> pd.Series:
    return texts.str.strip().ne("")


def _plain(word: str) -> str:
    return " ".join(re.split(r"[\s_-]+", word.strip().casefold()))


SHORT = 300
"""Letters of a title or a name."""
_CELLS_AT_ONCE = 50_000
_WITH_SECONDS = r"\d{4}-\d\d-\d\d(?: \d\d:|T\d\d:\d\d:)"
_MIDNIGHT = r"^(\d{4}-\d\d-\d\d)[T ]00:00:00(?:\.0+)?$"
_STAMP = r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?$"
_COMMA = r"^([+-]?\d+),(\d{1,2}|\d{4,})$"
_BREAKS = "[\\x00-\\x1f\\x7f\\x85\u2028\u2029]+"
_UNSEEN = "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+"
_UNSEEN_ENDS = f"^(?:{_UNSEEN}|\\s)+|(?:{_UNSEEN}|\\s)+$"
# Whatever the three above or a trim may take away, and more.
_ANY_UNSEEN = "[\\x00-\\x1f\\x7f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]|^ | $"
FILLED = Check(_filled, "the cell is empty", "Fill it in.")
# A day from the 29th on that its month may not have, with an hour or without.
_LATE_DAY = r"\d{4}-(?:02-(?:29|30|31)|(?:04|06|09|11)-31)(?:T\d\d:\d\d)?"
_IN_ITS_MONTH = Check(
    lambda texts: ~texts.str.fullmatch(_LATE_DAY) | is_moment(texts) | ~is_moment(texts.str.slice(0, 7)),
    "there is no such day in its month",
    "Write a day the month has.",
)


def key_column(
    pattern: str = r"[\w.-]{1,80}", form: str = "1 to 80 letters, digits, '.', '_' or '-'"
) -> Column:
    """The id of a row: filled, of one form, and used once; of two rows the first is kept."""
    known = Check(lambda texts: texts.str.fullmatch(pattern), "this cannot be an id", f"Use {form}.")
    return Column((FILLED, known), required=True, unique=True, longest=SHORT)


def code() -> Column:
    """A code that others have given, such as a P-code: letters and digits, or nothing."""
    known = Check(
        lambda texts: texts.str.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}|"),
        "this cannot be a code",
        "Write it as its provider does: letters and digits, such as SD01012.",
    )
    return Column((known,), longest=SHORT)


def texts(*, required: bool = False) -> Column:
    """Several texts separated by ";"; where ``required``, one at least."""
    return _column(*([FILLED] if required else []), kind="list", required=required)


def text(*, required: bool = False) -> Column:
    """Free text; where ``required``, not empty."""
    return _column(*([FILLED] if required else []), required=required)


def name(*, required: bool = False) -> Column:
    """A title or a name, of one line; where ``required``, not empty."""
    return Column((FILLED,) if required else (), required=required, longest=SHORT)


def known_words(words: Collection[str]) -> Column:
    """A word of a list that may be longer than we know: another one is kept and noted."""
    return Column(longest=SHORT, vocabulary=frozenset(words), known=f"Known are: {', '.join(words)}.")


def word(allowed: tuple[str, ...], *, required: bool = False) -> Column:
    """One of a few words, or empty where not ``required``."""
    words = allowed if required else (*allowed, "")
    remedy = f"Use one of: {', '.join(allowed)}."
    known = Check(lambda texts: texts.isin(words), "this value is not known here", remedy)
    return Column((known,), required=required, vocabulary=frozenset(allowed))


def keys_of(table: str, *, many: bool = False, required: bool = False) -> Column:
    """The key of a row of another table, or ``many`` of them separated by ";"."""
    checks = [FILLED] if required else []
    kind: Kind = "list" if many else "text"
    return _column(*checks, kind=kind, refers_to=table, required=required)


def moment(*, required: bool = False) -> Column:
    """A date as precise as it is known (``geo.dates``)."""
    real = Check(
        lambda texts: is_moment(texts) | (texts.eq("") & (not required)),
        f"this is not a date of the years {EARLIEST.year} to {LATEST.year}",
        "Write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM.",
    )
    return _column(_IN_ITS_MONTH, real, kind="moment", required=required)


def ending(column: Column) -> Column:
    """A date at which something ends: empty, or of the year 9999, where no end is known."""
    return replace(column, open_end=True)


def day(*, required: bool = False) -> Column:
    """A date known to the day."""
    real = Check(
        lambda texts: (is_moment(texts) & texts.str.len().eq(10)) | (texts.eq("") & (not required)),
        f"this is not a day of the years {EARLIEST.year} to {LATEST.year}",
        "Write the day as YYYY-MM-DD.",
    )
    return _column(_IN_ITS_MONTH, real, kind="moment", required=required)


def day_or_hour(*, required: bool = False) -> Column:
    """A date known to the day or the hour."""
    real = Check(
        lambda texts: (is_moment(texts) & texts.str.len().isin([10, 16])) | (texts.eq("") & (not required)),
        f"this is not a day of the years {EARLIEST.year} to {LATEST.year}, nor a day with an hour",
        "Write YYYY-MM-DD or YYYY-MM-DDTHH:MM.",
    )
    return _column(_IN_ITS_MONTH, real, kind="moment", required=required)


def optional(column: Column) -> Column:
    """The column, for files that may do without it."""
    return replace(column, optional=True)


def number(*, required: bool = False) -> Column:
    """A number of 0 or more, digits with a decimal point."""
    hint = "Write digits only, with a point before decimals"
    return _number_in(
        0,
        math.inf,
        "this is not a number of 0 or more",
        f"{hint}." if required else f"{hint}; leave it empty when not known.",
        required=required,
    )


def degrees(most: float, reason: str) -> Column:
    """A column of latitudes or longitudes, without which a row means nothing.

    Parameters
    ----------
    most
        The greatest value in degrees, north or east; its negative is the least.
    reason
        What a report says of a number outside.

    Returns
    -------
    Column
        The column.
    """
    remedy = "Latitude is -90 to 90, longitude -180 to 180; they may have been exchanged."
    return _number_in(-most, most, reason, remedy, required=True)


def _number_in(least: float, most: float, reason: str, remedy: str, *, required: bool) -> Column:
    within = Check(
        lambda texts: numbers(texts).between(least, most) | (texts.eq("") & (not required)),
        reason,
        remedy,
    )
    return _column(within, kind="number", required=required)


def numbers(texts: pd.Series) -> pd.Series:
    """The numbers that cells of text hold.

    Parameters
    ----------
    texts
        Texts of cells.

    Returns
    -------
    pandas.Series
        float64 with the index of ``texts``; NaN for what is no number in digits, also for "nan" and
        "inf".
    """
    plain = texts.str.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?").to_numpy(bool)
    figures = np.full(len(texts), np.nan)
    figures[plain] = texts[plain].to_numpy(object).astype(float)
    return pd.Series(figures, texts.index, name=texts.name)


def address() -> Column:
    """A web address: anything else could run as a script when it is clicked."""
    web = Check(
        lambda texts: texts.str.fullmatch(r"(?:https?://\S+)?"),
        "this is not a web address",
        "Write an address that begins with http:// or https://, or leave it empty.",
    )
    return _column(web)
