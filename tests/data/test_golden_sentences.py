"""What the pages say on forty dates, word for word, so that a change of any is seen in review."""

from __future__ import annotations

import pytest

from tests.conftest import shipped
from tests.data.golden import DATES, FILE, said

BLOCKS = {
    block.partition("\n")[0].removeprefix("== "): block.splitlines()[1:]
    for block in FILE.read_text(encoding="utf-8").strip().split("\n\n")
}


def test_every_date_of_the_list_is_there_once() -> None:
    assert list(BLOCKS) == list(DATES)
    assert len(set(DATES)) == 40


@pytest.mark.parametrize("at", DATES)
def test_the_sentences_of_a_date_read_as_they_were_read_over(at: str) -> None:
    assert said(shipped(), at) == BLOCKS[at]
