"""Scripts packed once and kept: what is kept goes out, what is not is packed as it is asked for."""

import brotli
import pytest

from components.server import packing
from components.server.index_html import STATIC, html

BODY = b"export const answer = (question) => question ? 42 : undefined;\n" * 200


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "FOLDER", tmp_path / "packed")
    return tmp_path / "packed"


def test_a_file_is_packed_once_and_goes_out_as_it_is_kept(folder, tmp_path):
    file = tmp_path / "answer.js"
    file.write_bytes(BODY)
    assert brotli.decompress(packing.packed(BODY)) == BODY
    assert not folder.exists()
    packing.pack(file)
    (kept,) = folder.iterdir()
    assert brotli.decompress(kept.read_bytes()) == BODY
    kept.write_bytes(b"as it is kept")
    packing.pack(file)
    assert packing.packed(BODY) == b"as it is kept"
    assert brotli.decompress(packing.packed(BODY + b"\n")) == BODY + b"\n"


def test_all_that_a_first_page_loads_is_packed():
    packed = {file.name for file in packing.files()}
    assert all((STATIC / "static" / "js" / name).is_file() for name in packed)
    linked = {part.split('"')[0] for part in html().split("./static/js/")[1:]}
    assert linked <= packed
    assert {name.split(".")[0] for name in packed} >= {
        "ArrowVegaLiteChart",
        "Selectbox",
        "DataFrame",
        "index",
    }
