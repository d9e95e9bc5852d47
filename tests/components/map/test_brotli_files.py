"""Texts packed once and kept: what is kept goes out, what is not is packed as it is asked for."""

import brotli
import pytest

from components.map import brotli_files

BODY = b"export const answer = (question) => question ? 42 : undefined;\n" * 200


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(brotli_files, "FOLDER", tmp_path / "packed")
    return tmp_path / "packed"


def test_a_text_is_packed_once_and_goes_out_as_it_is_kept(folder):
    assert brotli.decompress(brotli_files.packed(BODY)) == BODY
    assert not folder.exists()
    brotli_files.pack(BODY)
    (kept,) = folder.iterdir()
    assert brotli.decompress(kept.read_bytes()) == BODY
    kept.write_bytes(b"as it is kept")
    brotli_files.pack(BODY)
    assert brotli_files.packed(BODY) == b"as it is kept"
    assert brotli.decompress(brotli_files.packed(BODY + b"\n")) == BODY + b"\n"
