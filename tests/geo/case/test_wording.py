"""What a case counts bears the case's own words, and without them words that are true of any case."""

from geo.case.load import load_case
from geo.dates import end_of_day
from geo.facts.claims import claims_of, headline
from geo.facts.displacement import accommodation_lists
from geo.report.displacement_answer import housed_words
from geo.report.surround import code
from tests.geo.small_case import TABLES, write_case

OWN = """
file_prefix = "ELS"
headline = { crossings = ["Government"] }

[words]
area = "governorate"
areas = "governorates"

[words.housing]
tents = "in tents"

[words.measures]
crossings = { label = "Crossings", nature = "running" }
"""


def test_a_case_without_words_has_those_of_any_case(tmp_path):
    words = load_case(write_case(tmp_path / "small")).settings.words
    assert (words.area, words.areas, words.registration) == ("area", "areas", "")
    assert words.present["camps"] == "in camps"
    assert "pupils" not in words.present


def test_a_case_counts_in_its_own_words(tmp_path):
    lists = TABLES["accommodation.csv"].replace("state_accommodated", "tents")
    claims = TABLES["claims.csv"].replace("c1,arrivals,", "c1,crossings,").replace("T22:00", "")
    later = claims.rstrip() + "\n" + claims.splitlines()[1].replace("c1", "c2").replace(",1050,", ",900,")
    settings = TABLES["case.toml"] + OWN
    folder = write_case(tmp_path / "own", accommodation=lists, claims=later, case=settings)
    case = load_case(folder)
    assert code(case) == "ELS"
    [listed] = accommodation_lists(case)
    assert housed_words(case, listed).endswith(
        "3,253 people in tents (Government); the only governorate named has 1,305."
    )
    assert {claim.running for claim in claims_of(case, "crossings")} == {True}
    figure = headline(case, "crossings", end_of_day(case.settings.period.last))
    # Of a count that only grows the greater of one day is the later.
    assert figure.claim.claim_id == "c1"
    assert not [report for report in case.set_aside if report.column in ("words", "kind", "file_prefix")]


def test_words_that_cannot_be_read_are_told_and_kinds_not_listed_are_kept_and_noted(tmp_path):
    lists = TABLES["accommodation.csv"].replace("state_accommodated", "barges")
    settings = TABLES["case.toml"] + "[words]\narea = 5\n"
    case = load_case(write_case(tmp_path / "odd", accommodation=lists, case=settings))
    assert case.settings.words.area == "area"
    assert {(report.file, report.column) for report in case.set_aside} >= {
        ("case.toml", "words"),
        ("accommodation.csv", "kind"),
    }
    assert case.accommodation["kind"].tolist() == ["barges"]
