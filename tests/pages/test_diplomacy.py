"""The Diplomacy page: meetings and calls apart from statements."""

from __future__ import annotations

from components.session.text import plain
from geo.report import diplomacy_answer


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def test_meetings_and_statements_are_two_lists(open_page):
    app = open_page("diplomacy", at="2023-09-20", _from="2023-09-17", to="2023-09-20")
    met, said = (app.dataframe[rank].value for rank in (0, 1))
    assert set(met["Form"]) <= {"meeting", "call", "session"}
    assert set(said["Form"]) == {"statement"}
    istanbul = met.loc["ev108"]
    assert (istanbul["Place"], istanbul["When"]) == ("Istanbul", "17 Sept 2023")


def test_a_chosen_event_is_open_with_its_sources(open_page):
    app = open_page("diplomacy", at="2023-09-20", _from="2023-09-17", to="2023-09-20", open="event:ev108")
    assert plain("US, EU and Russian envoys meet in Istanbul on aid access") in texts(app)


def test_an_empty_view_says_so(open_page):
    app = open_page("diplomacy", cat="protest")
    assert plain("No diplomatic meeting, call or statement is reported for") in texts(app)
    assert plain("No meetings, calls or statements match this view") in texts(app)


def test_contacts_after_the_as_at_date_are_offered_by_moving_it(open_page):
    app = open_page("diplomacy", _from="2023-09-14", to="2023-09-18", at="2023-09-15", cat="agreement")
    assert plain("No meetings, calls or statements match this view") in texts(app)
    button = app.button(key="nothing_nearest")
    assert button.label == plain("Some come after the as-at date: go to 18 Sept 2023")
    button.click().run()
    assert len(app.dataframe[0].value) >= 1


def test_the_contacts_of_a_view_are_read_once_for_the_page_and_its_map(open_page, monkeypatch):
    read, asked = diplomacy_answer.contacts, []
    monkeypatch.setattr(diplomacy_answer, "contacts", lambda *given: asked.append(given) or read(*given))
    # Moments that no other test asks for: answers are kept for all of a process.
    open_page("diplomacy", at="2023-09-27T03:17")
    assert len(asked) == 1
    open_page("diplomacy", at="2023-09-26T03:17", vs="2023-09-16T03:17")
    assert len(asked) == 1 + 2
