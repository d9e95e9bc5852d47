"""Cut the icons that are shown out of the installed Streamlit's font, anew after a new version of it.

`.venv/bin/python scripts/icons.py` writes components/server/icons.woff2.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from components.server.fonts import ICONS, NAMES  # noqa: E402 - found by the line above
from components.server.index_html import STATIC  # noqa: E402 - as above

LETTERS = "abcdefghijklmnopqrstuvwxyz_0123456789"


def ligatures(font: TTFont) -> dict[str, str]:
    """The glyph of each icon by the word that stands for it."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    words = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(part, "ExtSubTable", part) for part in lookup.SubTable):
            for first, sets in getattr(table, "ligatures", {}).items():
                for made in sets:
                    word = "".join(letters.get(glyph, "?") for glyph in (first, *made.Component))
                    words[word] = made.LigGlyph
    return words


def main() -> None:
    """Write the font, and say which names it has no icon for."""
    [source] = (STATIC / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2")
    font = TTFont(source, lazy=True)
    words, codes = ligatures(font), font.getBestCmap()
    print("no icon for:", ", ".join(name for name in NAMES if name not in words) or "none")
    # Closing over layout would bring back every icon that these letters can spell.
    options = subset.Options(layout_closure=False, layout_features=["*"], flavor="woff2", notdef_outline=True)
    cut = subset.Subsetter(options)
    cut.populate(
        glyphs=[*(words[name] for name in NAMES if name in words), *(codes[ord(c)] for c in LETTERS)]
    )
    cut.subset(font)
    font.flavor = "woff2"
    font.save(ICONS)
    print(f"wrote {ICONS.relative_to(ROOT)}, {ICONS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
