"""No font of words is sent, and of the icons only those that are shown."""

from fontTools.ttLib import TTFont

from components.server.fonts import ICONS, NAMES, without_fonts
from components.server.index_html import STATIC
from scripts.icons import ligatures


def sheet() -> bytes:
    [file] = (STATIC / "static" / "css").glob("index.*.css")
    return file.read_bytes()


def test_the_style_sheet_names_no_font_of_words_and_no_file_of_icons():
    ours = without_fonts(sheet()).decode()
    for name in ("SourceSans", "SourceSerif", "SourceCode", "MaterialSymbols"):
        assert name in sheet().decode()
        assert name not in ours
    assert ours.count("Material Symbols Rounded") == 1
    assert "data:font/woff2;base64," in ours


def test_all_else_of_the_style_sheet_stays():
    assert "KaTeX_Main-Regular" in without_fonts(sheet()).decode()
    assert without_fonts(b".a{color:red}") == b".a{color:red}"


def test_the_icons_are_those_named_and_few_bytes():
    words = ligatures(TTFont(ICONS))
    assert set(NAMES) <= set(words)
    assert len(set(words.values())) <= len(NAMES)
    assert ICONS.stat().st_size < 10_000
