"""TOML is read as the library reads it, but for names of so many parts that reading would never end."""

import tomllib

import pytest

from geo.toml_text import parsed_toml

PARTS = 1000


@pytest.mark.parametrize(
    "text",
    [
        "a." * PARTS + "a = 1",
        "[" + "a . " * PARTS + "a]",
        "x = { " + '"\\"b".' * PARTS + "a = 1 }",
        "'c'." * PARTS + "a = 1",
    ],
)
def test_a_name_of_very_many_parts_is_refused_before_it_is_read(text):
    assert tomllib.loads(text)
    with pytest.raises(tomllib.TOMLDecodeError, match="more than 100 parts"):
        parsed_toml(text)


@pytest.mark.parametrize(
    "text",
    [
        'a.b."c.d" = 1.5\n[e.f]\nx = 1979-05-27',
        'notes = """\n' + "One sentence. And more. " * PARTS + '"""',
        "a = [" + "1.5, " * PARTS + "]",
        "\n".join(f"a{number}.b = {number}.25" for number in range(PARTS)),
    ],
)
def test_all_else_is_read(text):
    assert parsed_toml(text) == tomllib.loads(text)
