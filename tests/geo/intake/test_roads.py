"""Words for the state of a road, and what each is to us."""

import pytest

from geo.intake.roads import status_of


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (
            "Open; Accessible; Unrestricted; Reopened; No longer closed; Ouvert; Открыто; مفتوح",
            "open",
        ),
        (
            "Closed; Not open; Not accessible; Inaccessible; Impassable; Fermé; Закрыто; Перекрыта; مغلق",
            "closed",
        ),
        (
            "Partially closed; Partially open; Seasonal; Passable with 4x4 only; Light vehicles only",
            "restricted",
        ),
        ("Humanitarian convoys only", "humanitarian_only"),
        ("N/A; Inconnu; Under construction; Not assessed", "unknown"),
    ],
)
def test_a_word_that_takes_another_back_counts(words, status):
    assert {word: status_of(word) for word in words.split("; ")} == dict.fromkeys(words.split("; "), status)
