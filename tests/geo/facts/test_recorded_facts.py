"""What the facts of a synthetic case are, as recorded: no function answers otherwise unseen."""

from datetime import date, datetime, timedelta
from pathlib import Path

from geo.facts import aid_stages as stages
from geo.facts import diplomacy, displacement, doubt, provinces, reconciliation, reports, status, waves
from geo.facts import requests as asked
from geo.facts.access import access, if_closed
from geo.facts.aid import (
    by_outcome,
    consignments,
    left_out_of_sum,
    roads_in_or_out,
    running_totals,
    statements,
    without_running_totals,
)
from geo.facts.claims import all_claims, figures_of, headline, latest_of_each, qualified, span
from geo.facts.day_events import casualties, day_events, deaths_after, displaced
from geo.facts.deliveries import evidence, last_deliveries
from geo.facts.network import network, users_of
from geo.facts.of_traffic import of_traffic
from geo.facts.passages import last_passages
from geo.facts.persons import with_persons
from geo.facts.road_state import route_states
from geo.facts.silence import calendar, silences, watched_places
from geo.facts.silent_places import place_silences
from geo.facts.state import arrivals_at, as_json, days_covered, state
from geo.facts.waiting import shown, waiting
from geo.facts.ways_out import bridges, round_by, ways_out
from tests.geo.recorded import MEASURES, MOMENTS, changed, of_moments, record, synthetic_case

FILE = Path(__file__).with_name("recorded_facts.json")


def answers(case):
    loads, days = consignments(case), [event.to_pydatetime() for event in case.events["start"][::9]]
    return {
        **of_moments(case, route_states, last_passages, arrivals_at, deaths_after, asked.counts_so_far),
        **of_moments(case, displacement.accommodation_at, displacement.daily_averages),
        **{f"state {at}": as_json(state(case, at)) for at in MOMENTS},
        **{f"aid only {at}": as_json(state(of_traffic(case, "aid"), at)) for at in MOMENTS},
        **{f"of the day {day}": _of_day(case, day + timedelta(hours=23)) for day in days},
        **{f"roads {at}": _roads(access(case, at)) for at in MOMENTS},
        **{f"loads {at}": _loads(case, consignments(case, at=at), at) for at in MOMENTS},
        **{f"claims of {measure}": _claims(case, measure) for measure in MEASURES},
        **{f"silences {at}": silences(case, at.date()) for at in MOMENTS},
        **_whole(case, loads),
    }


def _of_day(case, at):
    events = day_events(case, at)
    return events, casualties(case, events, at), displaced(case, events, at)


def _roads(now):
    stretches = [segment.id for segment in now.roads.segments]
    closures = [if_closed(now, stretch) for stretch in stretches]
    return {
        "ways": now.ways,
        "lost": [[closure.lost(user), closure.longer(user)] for closure in closures for user in now.levels],
        "round": [closure.round_km for closure in closures],
        "bridges": [bridges(now.roads, own, level) for own in now.levels.values() for level in (1, 2)],
        "round by": [round_by(now.roads, own, name) for own in now.levels.values() for name in stretches],
        "again": [ways_out(now.roads, own) for own in list(now.levels.values())[:1]],
    }


def _loads(case, loads, at):
    stuck = waiting(loads, at, case.settings.silence_days)
    return {
        "loads": loads,
        "stages": [
            [stages.outcome_of(own.stages, own.quantity, own.unit), stages.parts_of(own.stages)]
            + [stages.ledger_of(own.stages, amount, own.unit) for amount in (own.quantity, None)]
            for own in loads
        ],
        "outcomes": by_outcome(loads),
        "totals": running_totals(loads, "t", None),
        "not in the sum": left_out_of_sum(loads, "t", None),
        "statements": statements(loads),
        "single": without_running_totals(loads),
        "last": last_deliveries(case, loads, at),
        "evidence": evidence(case, loads),
        "waiting": [stuck, shown(stuck)],
    }


def _claims(case, measure):
    claims = [claim for claim in all_claims(case) if claim.measure == measure]
    figures = [figure for at in MOMENTS if (figure := headline(case, measure, at, None))]
    return {
        "headlines": figures,
        "in words": [qualified(figure) for figure in figures],
        "latest": latest_of_each(claims),
        "span": [span(claims[:length]) for length in range(1, 9)],
        "disagreeing": doubt.disagreeing(claims),
        "steps": displacement.steps(case, measure),
    }


def _whole(case, loads):
    spans, moved = status.status_spans(case), displacement.movements(case)
    contacts = diplomacy.contacts(case.events)
    lists = displacement.accommodation_lists(case)
    return {
        "claims": all_claims(case),
        "figures": figures_of(case),
        "spans": spans,
        "as shown": status.as_shown(case, spans),
        "unbroken": [status.unbroken(spans, span) for span in spans],
        "gaps": status.with_gaps(spans[:8], date(2019, 12, 1), date(2024, 2, 1)),
        "last open": [status.last_open(spans[:8], at) for at in MOMENTS],
        "network": [network(case), users_of(case), roads_in_or_out(case)],
        "days covered": days_covered(case),
        "contacts": [contacts, diplomacy.pairs(contacts), diplomacy.forms(contacts), diplomacy.seats(case)],
        "legs": diplomacy.legs(contacts, diplomacy.seats(case)),
        "movements": [moved, displacement.terms(moved)],
        "counts so far": [displacement.counts_so_far(case, row) for row in moved],
        "provinces": [[provinces.rates(case, own) for own in lists], provinces.bases(case)],
        "slopes": provinces.slopes(case),
        "reconciliation": reconciliation.checks(case),
        "doubts": doubt.doubts(case),
        "one publisher": [doubt.one_publisher(case, load.source_ids) for load in loads],
        "reports": [reports.report_spans(case), reports.reported_days(case)],
        "reports on each": [
            reports.reports_on(case, kind, key, at.date())
            for at in MOMENTS
            for kind, key in (("road", "r1"), ("road", "r2"), ("place", "p01"), ("place", "p03"))
        ],
        "reports of places": reports.reports_by_key(case, date(2022, 6, 30)),
        "calendar": calendar(case, case.settings.period),
        "watched": watched_places(case),
        "silent places": place_silences(case),
        "waves": [waves.waves(case), waves.left_out(case)],
        "persons": with_persons(case, case.events)["persons"],
        "requests": asked.counts(case, asked.requests(case, date.min, date.max, datetime(2023, 12, 31))),
    }


def test_the_facts_are_as_recorded():
    assert changed(answers(synthetic_case()), FILE) == []


if __name__ == "__main__":
    record(answers(synthetic_case()), FILE)
