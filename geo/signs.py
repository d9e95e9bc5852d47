"""Event categories and road states: one label, colour and sign each, wherever they are shown."""

from dataclasses import dataclass

# Ground the colours are judged against: the map's land in the light and in the dark theme.
LAND_LIGHT = "#f4f2ec"
LAND_DARK = "#22272d"


@dataclass(frozen=True)
class Category:
    """One kind of event; `path` is its sign as an SVG path inside the square -1..1, y downwards."""

    key: str
    label: str
    colour_light: str
    colour_dark: str
    path: str

    def colour(self, theme: str) -> str:
        """Hex colour for the theme, "light" or "dark"."""
        return self.colour_dark if theme == "dark" else self.colour_light


@dataclass(frozen=True)
class Status:
    """How one state of a road is drawn: a pattern and a mark beside the colour, never colour alone."""

    key: str
    label: str
    colour: str
    casing_light: str
    casing_dark: str
    dash: tuple[int, ...]
    mark: str
    passable: int
    width: float = 4.5
    """Of the line, pixels; its casing is 1.3 wider on either side."""


_SQUARE = "M-.85,-.85H.85V.85H-.85Z"
_UP = "M0,-1L.98,.82H-.98Z"
_DOWN = "M0,1L.98,-.82H-.98Z"
_DISC = "M.9,0A.9,.9 0 1 1 -.9,0A.9,.9 0 1 1 .9,0Z"
_CROSS = "M-.95,-.55L-.55,-.95L0,-.4L.55,-.95L.95,-.55L.4,0L.95,.55L.55,.95L0,.4L-.55,.95L-.95,.55L-.4,0Z"
_DIAMOND = "M0,-1.05L1.05,0L0,1.05L-1.05,0Z"
_HOURGLASS = "M-.9,-.95H.9L.28,0L.9,.95H-.9L-.28,0Z"
_PLUS = "M-.33,-1H.33V-.33H1V.33H.33V1H-.33V.33H-1V-.33H-.33Z"
_BARS = "M-.95,-.95H.95V-.6H.95V.6H.95V.95H-.95V.6H-.8V-.6H-.95ZM-.42,-.6V.6H-.2V-.6ZM.2,-.6V.6H.42V-.6Z"
_STAR = "M0,-1.05L.26,-.36L1,-.32L.42,.14L.62,.85L0,.44L-.62,.85L-.42,.14L-1,-.32L-.26,-.36Z"
# Rings leave their middle free, where the place's dot or an event's sign stands: solid with four
# ticks as a closed road has crosses, or of dots as a road of unknown state.
_RING = (
    "M1.04,0A1.04,1.04 0 1 1 -1.04,0A1.04,1.04 0 1 1 1.04,0ZM.86,0A.86,.86 0 1 0 -.86,0A.86,.86 0 1 0 .86,0Z"
    "M.42,.56L.56,.42L1.06,.92L.92,1.06ZM-.42,-.56L-.56,-.42L-1.06,-.92L-.92,-1.06Z"
    "M-.56,.42L-.42,.56L-.92,1.06L-1.06,.92ZM.56,-.42L.42,-.56L.92,-1.06L1.06,-.92Z"
)
_DOTS = "".join(
    f"M{x + 0.16:g},{y:g}A.16,.16 0 1 1 {x - 0.16:g},{y:g}A.16,.16 0 1 1 {x + 0.16:g},{y:g}Z"
    for x, y in (
        (0.9, 0),
        (0.64, 0.64),
        (0, 0.9),
        (-0.64, 0.64),
        (-0.9, 0),
        (-0.64, -0.64),
        (0, -0.9),
        (0.64, -0.64),
    )
)
# Four corners round the place that is looked at: they leave its dot, and any ring round it, free.
_CORNERS = (
    "M-1.06,-1.06H-.42V-.88H-.88V-.42H-1.06ZM1.06,-1.06V-.42H.88V-.88H.42V-1.06Z"
    "M1.06,1.06H.42V.88H.88V.42H1.06ZM-1.06,1.06V.42H-.88V.88H-.42V1.06Z"
)
_BAR = "M-1,-.36H1V.36H-1Z"

CATEGORIES: tuple[Category, ...] = (
    Category("blockade", "Road closed or restricted", "#7b2d8e", "#d79be8", _SQUARE),
    Category("aid", "Aid", "#1b7837", "#7fd08a", _UP),
    Category("displacement", "Displacement", "#1f66b0", "#7db7f2", _DISC),
    Category("military", "Hostilities", "#23262b", "#f2f2f2", _CROSS),
    Category("diplomacy", "Diplomacy", "#8a5a00", "#e0b35a", _DIAMOND),
    Category("agreement", "Agreement", "#00696b", "#5cc9c4", _HOURGLASS),
    Category("infrastructure", "Infrastructure", "#56606c", "#b4bdc8", _PLUS),
    Category("detention", "Detention", "#a3195b", "#f08dba", _BARS),
    Category("statement", "Statement", "#4b4fb5", "#a9acf5", _DOWN),
    Category("protest", "Protest", "#ad4b07", "#f29a5b", _STAR),
    Category("other", "Other", "#666666", "#b5b5b5", _BAR),
)
# Signs that a case may give to categories of its own, each with its usual colours.
OWN_SIGNS: dict[str, tuple[str, str, str]] = {
    "arrow": ("M1,0L.1,.95V.4H-1V-.4H.1V-.95Z", "#6b4a1e", "#d8b07a"),
    "house": ("M0,-1L1,-.1H.72V.9H-.72V-.1H-1Z", "#0d5c8c", "#74c0ec"),
    "drop": ("M0,-1.05L.62,.1V.55L.3,.95H-.3L-.62,.55V.1Z", "#2f55d4", "#93a9ff"),
    "flag": ("M-.8,-1H.95L.5,-.45L.95,.1H-.45V1H-.8Z", "#8c1d18", "#f2938c"),
    "chevron": ("M-1,.2L0,-.9L1,.2V.9L0,-.1L-1,.9Z", "#4d6b00", "#b4d455"),
    "stripes": ("M-1,-.85H1V-.2H-1ZM-1,.2H1V.85H-1Z", "#5a3d5c", "#cda6d0"),
}
MOST_OWN = len(OWN_SIGNS)
LEAST_CONTRAST = 3.0
# Up to this part of its range a channel of sRGB is linear.
_LINEAR = 0.04045
BY_KEY: dict[str, Category] = {category.key: category for category in CATEGORIES}
KEYS: tuple[str, ...] = tuple(BY_KEY)

# Signs that are no event category: freight that waits, the seat of a government or body, a checkpoint,
# a place without a way out, one of whose way out nothing is known, and the place that is looked at.
SIGNS: dict[str, str] = {
    "waiting": "M-1,-.55H.25V-.2H.65L1,.2V.62H-1Z"
    "M-.8,.62A.24,.24 0 1 0 -.3,.62ZM.35,.62A.24,.24 0 1 0 .85,.62Z",
    "seat": "M0,-1L1,-.45V-.2H-1V-.45Z"
    "M-.8,-.05H-.5V.6H-.8ZM-.15,-.05H.15V.6H-.15ZM.5,-.05H.8V.6H.5ZM-1,.7H1V1H-1Z",
    "checkpoint": "M-1,-.3H.55V.1H-1ZM.55,-.9H.95V1H.55Z",
    "no_way": _RING,
    "way_unknown": _DOTS,
    "here": _CORNERS,
}

SIGN_LABELS: dict[str, str] = {
    "waiting": "Freight that stands waiting",
    "seat": "Seat or place of those who met or spoke",
    "checkpoint": "Checkpoint",
    "no_way": "Place with no way out for ordinary people",
    "way_unknown": "Place with no way out known to be open",
    "here": "The place looked at",
}

# Told apart by pattern, width and lightness, then by hue: amber dashes with dark gaps against violet ones,
# thicker, with white gaps, are as far from one another in greyscale and to the colour-blind.
STATUSES: dict[str, Status] = {
    "open": Status("open", "Open", "#0072B2", "#ffffff", "#e8edf2", (), "", 4),
    "restricted": Status("restricted", "Restricted", "#E69F00", "#2b2b2b", "#0b0d0f", (16, 7), "", 3, 4.4),
    "humanitarian_only": Status(
        "humanitarian_only",
        "Humanitarian passage only",
        "#6A3FA0",
        "#ffffff",
        "#efeaf6",
        (10, 6),
        "plus",
        2,
        5.6,
    ),
    "unknown": Status("unknown", "Not known", "#737373", "#ffffff", "#dfe4ea", (1, 8), "", 1),
    "closed": Status("closed", "Closed", "#B2182B", "#ffffff", "#f3e3e5", (), "cross", 0),
}


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours after WCAG 2.2.

    Parameters
    ----------
    first, second
        Hex colours such as "#2f55d4".

    Returns
    -------
    float
        From 1 to 21.

    Examples
    --------
    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    bright, dim = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour after WCAG 2.2.

    Parameters
    ----------
    colour
        A hex colour such as "#2f55d4".

    Returns
    -------
    float
        From 0, black, to 1, white.
    """
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def glyph(key: str) -> str:
    """The SVG path of a category or sign; that of `other` for a key nobody knows.

    >>> glyph("aid") == BY_KEY["aid"].path
    True
    """
    return BY_KEY[key].path if key in BY_KEY else SIGNS.get(key, BY_KEY["other"].path)
