"""The name a place is shown by, in each name mode: side by side, or in one form of the case's own.

A form is a language, written as tables do behind `name_`: `hy` in its own script, `hy_latn` in Latin letters
as English texts have it. Which forms there are a table says by its columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

BOTH = "both"
"""The mode that sets the forms of English texts side by side."""
FORM = re.compile(r"[a-z]{2,3}(_[a-z]{4})?")
_COLUMN = re.compile(rf"name_({FORM.pattern})")
_ENGLISH, _LATIN = "en", "_latn"
# Languages of the United Nations, and of places where access is counted: in English and in their own words.
_LANGUAGES = {
    "am": ("Amharic", "አማርኛ"), "ar": ("Arabic", "العربية"), "az": ("Azerbaijani", "azərbaycanca"),
    "bn": ("Bengali", "বাংলা"), "es": ("Spanish", "español"), "fa": ("Persian", "فارسی"),
    "fr": ("French", "français"), "he": ("Hebrew", "עברית"), "hi": ("Hindi", "हिन्दी"),
    "hy": ("Armenian", "հայերեն"), "ka": ("Georgian", "ქართული"), "km": ("Khmer", "ខ្មែរ"),
    "ku": ("Kurdish", "kurdî"), "my": ("Burmese", "မြန်မာ"), "ne": ("Nepali", "नेपाली"),
    "om": ("Oromo", "Oromoo"), "ps": ("Pashto", "پښتو"), "pt": ("Portuguese", "português"),
    "ru": ("Russian", "русский"), "so": ("Somali", "Soomaali"), "sw": ("Swahili", "Kiswahili"),
    "th": ("Thai", "ไทย"), "ti": ("Tigrinya", "ትግርኛ"), "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "українська"), "ur": ("Urdu", "اردو"), "zh": ("Chinese", "中文"),
}  # fmt: skip


@dataclass(frozen=True)
class NameForm:
    """What a name mode is called: in the list of modes, in a word, and over a column of such names."""

    label: str
    short: str
    title: str


def usual_form(mode: str) -> NameForm:
    """What a form is called in a case that has no words of its own for it.

    >>> usual_form("ar"), usual_form("hy_latn").title
    (NameForm(label='In Arabic (العربية)', short='العربية', title='In Arabic'), 'Armenian form')
    """
    tag, _, latin = mode.partition("_")
    language, own = _LANGUAGES.get(tag, (f"“{tag}”", tag))
    if latin:
        return NameForm(f"{language} forms", f"{language} forms", f"{language} form")
    return NameForm(f"In {language} ({own})" if own != tag else f"In {language}", own, f"In {language}")


def usual_both(modes: Iterable[str]) -> NameForm:
    """What the mode is called that sets side by side the Latin forms among ``modes``."""
    latin = [mode for mode in modes if mode.endswith(_LATIN)]
    if not latin:
        return NameForm("As in English texts", "English", "In English texts")
    word = "all" if latin[2:] else "both"
    return NameForm(f"{word.capitalize()}, as in English texts", word, "In English texts")


def is_name(column: str) -> bool:
    """Whether a column holds a form of a name, the English one too."""
    return _COLUMN.fullmatch(column) is not None


def name_columns(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns that hold a form of a name, in their order."""
    return tuple(column for column in columns if is_name(column))


def name_modes(columns: Iterable[str]) -> tuple[str, ...]:
    """The name modes a table with these columns offers: side by side, then its own forms."""
    forms = (column.removeprefix("name_") for column in name_columns(columns))
    return (BOTH, *(form for form in forms if form != _ENGLISH))


def place_names(places: pd.DataFrame, mode: str = BOTH) -> pd.Series:
    """The name of each place in one name mode.

    Where a form is not known, that of its language in Latin letters stands in, then the English one.

    Parameters
    ----------
    places
        Places, or events joined with them, with `name_en` and any further column of `name_columns`.
    mode
        `both`, or a form; of one the table has not, the next best stands in.

    Returns
    -------
    pandas.Series
        The names, with the index of ``places``.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"name_en": "Kyiv", "name_uk_latn": "", "name_ru_latn": "Kiev", "name_uk": "Київ"}
    >>> place_names(pd.DataFrame([row])).item(), place_names(pd.DataFrame([row]), "uk").item()
    ('Kyiv / Kiev', 'Київ')
    """
    if mode == BOTH:
        return _side_by_side(places)
    names = places["name_en"]
    for form in dict.fromkeys((mode.partition("_")[0] + _LATIN, mode)):
        column = places.get(f"name_{form}")
        if column is not None:
            names = column.where(column.ne(""), names)
    return names.rename("name")


class _Names(dict[str, str]):
    """Names by id, where an id without one stands for itself: its row may be lost, and others refer to it."""

    def __missing__(self, key: str) -> str:
        return key


def names_by_id(places: pd.DataFrame, mode: str = BOTH) -> Mapping[str, str]:
    """The name of each place under its id, worked out once for a table; of two of one name each differs.

    Places that share a name have their region behind it, or their id where they share that too.

    Parameters
    ----------
    places
        The table of places.
    mode
        A name mode, as for `place_names`.

    Returns
    -------
    mapping of str to str
        Names by place id; an id that the table does not hold stands for itself.
    """
    cached = _kept_names(places)
    if mode not in cached:
        names = _apart(places, place_names(places, mode)).to_numpy()
        cached[mode] = _Names(zip(places["place_id"].to_numpy(), names, strict=True))
    return cached[mode]


def _apart(places: pd.DataFrame, shared: pd.Series) -> pd.Series:
    names = shared
    for column in ("region", "place_id"):
        twice = names.duplicated(keep=False)
        if twice.any():
            names = names.mask(twice & places[column].ne(""), shared + " (" + places[column] + ")")
    return names


@once_per_frame
def short_names(routes: pd.DataFrame) -> Mapping[str, str]:
    """The short name of each road under its id, worked out once for a table.

    Parameters
    ----------
    routes
        The table of routes.

    Returns
    -------
    mapping of str to str
        Names by route id.
    """
    return dict(zip(routes["route_id"], routes["short_name"], strict=True))


@once_per_frame
def _kept_names(_places: pd.DataFrame) -> dict[str, dict[str, str]]:
    return {}


def _side_by_side(places: pd.DataFrame) -> pd.Series:
    """The English form, then the Latin ones that differ from it and from each other."""
    names = places["name_en"]
    used = [names]
    for column in name_columns(places.columns):
        if not column.endswith(_LATIN):
            continue
        form = places[column]
        settled = form.eq("")
        for other in used:
            settled |= form.str.casefold().eq(other.str.casefold())
        names = names.where(settled, names + " / " + form)
        used.append(form)
    return names.rename("name")
