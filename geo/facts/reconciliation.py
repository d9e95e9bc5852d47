"""Do the figures add up? Each list against its total, arrivals against registrations, parts against sums.

A check names both numbers, the gap between them and what is known of the reason. Nothing is put right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from geo.case.schema import KEYS
from geo.dates import format_moment
from geo.facts.claims import claims_of, main_subject, moment_of
from geo.facts.displacement import accommodation_lists, movements, steps
from geo.facts.provenance import KINDS as KINDS_OF_ROWS
from geo.facts.provenance import named, sources_of
from geo.memo import once_per_case
from geo.names import names_by_id
from geo.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.case.case import Case
    from geo.facts.claims import Claim

AGREES = "They agree."
NO_REASON = "No source gives a reason."
COUNTED = ("arrivals", "registered", "accommodated")
MEASURE_WORDS = {"arrivals": "Arrivals", "registered": "Registered", "accommodated": "In state accommodation"}
REGISTRATION, LIST, SAME_MOMENT, PARTS, BY_SEX, RETURNS, MOVEMENT = KINDS = (
    "registration", "list", "same moment", "parts", "by sex", "returns", "movement",
)  # fmt: skip
KEPT = 16


@dataclass(frozen=True)
class Check:
    """Two numbers that could be expected to agree; ``gap`` is the first less the second."""

    kind: str
    """Which check it is, one of `KINDS`."""
    what: str
    first_label: str
    first: float
    second_label: str
    second: float
    reason: str
    source_ids: tuple[str, ...]
    first_rows: tuple[str, ...] = ()
    """The rows the first number was made of, as ``kind:id``."""
    second_rows: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Rows that might be thought part of it, each with the reason why they are not."""

    @property
    def gap(self) -> float:
        """The first number less the second; 0 when they agree."""
        return self.first - self.second

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of both numbers, each once."""
        return tuple(dict.fromkeys((*self.first_rows, *self.second_rows)))


def holds_from(case: Case, check: Check) -> datetime:
    """The first moment at which every number of a check holds: the latest of its rows."""
    moments = _moments(case)
    return max((moments[row] for row in check.rows if row in moments), default=datetime.min)


@once_per_case(KEPT)
def _moments(case: Case) -> dict[str, datetime]:
    """When each row holds that a check is made of, by its name."""
    return {
        f"{KINDS_OF_ROWS[table]}:{key}": moment_of(start, end)
        for table in ("claims", "accommodation", "movements")
        for key, start, end in zip(
            *(case.tables()[table][column] for column in (KEYS[table], "start", "end")), strict=True
        )
    }


@once_per_case(KEPT)
def checks(case: Case) -> tuple[Check, ...]:
    """Every check the figures of the case allow, as far as was known, gaps and agreements alike."""
    return (
        *_registration(case),
        *_lists(case),
        *_same_moment(case),
        *_parts(case),
        *_by_sex(case),
        *_returns(case),
        *_movement(case),
    )


def _when(case: Case, as_of: str) -> str:
    return format_moment(as_of, case.settings.zone)


def _claims(*rows: Claim) -> tuple[str, ...]:
    return named("claim", (claim.claim_id for claim in rows))


def _registration(case: Case) -> Iterator[Check]:
    """Arrivals against the register: while people came, and each later headline of the register."""
    arrived, registered = steps(case, "arrivals"), steps(case, "registered")
    if not arrived:
        return
    last = arrived[-1]
    during = [claim for claim in registered if claim.moment <= last.moment][-1:]
    for figure in (*during, *(claim for claim in registered if claim.moment > last.moment)):
        late = figure.value > last.value
        yield Check(
            REGISTRATION,
            f"Arrivals and registration, {_when(case, figure.claim.as_of)}",
            f"{case.settings.words.counted} by {_when(case, last.claim.as_of)}", last.value,
            f"registered ({figure.claim.claimant})", figure.value,
            "Registration, not new arrivals: the register holds people who came before or by other ways."
            if late else f"{capital(case.settings.words.counted)}, not yet in the register.",
            sources_of((last.claim, figure.claim)),
            _claims(last.claim), _claims(figure.claim),
        )  # fmt: skip


def _lists(case: Case) -> Iterator[Check]:
    """Every list by area against the total its source states for it."""
    lists, words = accommodation_lists(case), case.settings.words
    for list_ in lists:
        counted = [row for row in list_.rows if row.stated_total is not None]
        if not counted or list_.stated_total is None:
            continue
        total = sum(row.persons for row in counted)
        beside = len(list_.rows) - len(counted)
        agrees = AGREES + (f" {beside} row of the list is not part of the total." if beside else "")
        doubt = " ".join(dict.fromkeys(row.doubt for row in counted if row.doubt))
        expected = {row.place_id for other in lists if other.kind == list_.kind for row in other.rows}
        absent = sorted(expected - {row.place_id for row in list_.rows})
        called = names_by_id(case.places, "both")
        unnamed = f"Not named are {', '.join(called[place] for place in absent)}." if absent else ""
        missing = f"{unnamed} {doubt}".strip() or NO_REASON
        yield Check(
            LIST,
            f"List by {words.area}, {_when(case, list_.as_of)}, {list_.what}",
            f"total stated ({list_.claimant})", list_.stated_total,
            f"sum of {len(counted)} {words.areas}", total,
            agrees if total == list_.stated_total else missing,
            list_.source_ids,
            named("accommodation", (counted[0].accommodation_id,)),
            named("accommodation", (row.accommodation_id for row in counted)),
            tuple((f"accommodation:{row.accommodation_id}", "not part of the total its source states")
                  for row in list_.rows if row.stated_total is None),
        )  # fmt: skip


def _same_moment(case: Case) -> Iterator[Check]:
    """Different figures of one count for one and the same hour."""
    for measure in COUNTED:
        claims = claims_of(case, measure, subject=main_subject(case, measure))
        exact = [claim for claim in claims if "T" in claim.as_of and claim.value is not None]
        for as_of, own in groupby(sorted(exact, key=lambda claim: claim.as_of), lambda claim: claim.as_of):
            # Our own sums are checked against their totals above.
            stated = [claim for claim in own if claim.claimant not in case.settings.own_sums]
            for other in stated[1:]:
                if other.value != stated[0].value:
                    yield _rival(case, measure, as_of, stated[0], other)


def _rival(case: Case, measure: str, as_of: str, first: Claim, other: Claim) -> Check:
    return Check(
        SAME_MOMENT,
        f"{MEASURE_WORDS[measure]}, two figures for {_when(case, as_of)}",
        first.claimant,
        first.value or 0,
        other.claimant,
        other.value or 0,
        other.doubt or first.doubt or NO_REASON,
        sources_of((first, other)),
        _claims(first),
        _claims(other),
    )


def _parts(case: Case) -> Iterator[Check]:
    """Arrivals by day, added up, against the running count for the moment at which they end."""
    claims = claims_of(case, "arrivals_in_period")
    parts = [row for row in claims if not row.uncertain]
    doubtful = tuple(
        (row, "marked uncertain") for row in _claims(*(claim for claim in claims if claim.uncertain))
    )
    if not parts:
        return
    end = max(part.moment for part in parts)
    totals = [claim for claim in claims_of(case, "arrivals") if claim.moment == end]
    for claim in totals:
        total = sum(part.value or 0 for part in parts)
        yield Check(
            PARTS,
            f"Arrivals by day, to {_when(case, claim.as_of)}",
            f"running count ({claim.claimant})", claim.value or 0, f"sum of {len(parts)} parts", total,
            AGREES if total == claim.value else NO_REASON,
            sources_of((claim, *parts)),
            _claims(claim), _claims(*parts), doubtful,
        )  # fmt: skip


def _by_sex(case: Case) -> Iterator[Check]:
    """Men and boys with women and girls against the people registered on the same day."""
    claims = sorted(claims_of(case, "registered_by_sex"), key=lambda claim: claim.moment)
    registered = claims_of(case, "registered")
    for moment, own in groupby(claims, lambda claim: claim.moment):
        by_sex = list(own)
        total = sum(figure.value or 0 for figure in by_sex)
        same_day = [
            claim for claim in registered if claim.moment.date() == moment.date() and not claim.uncertain
        ]
        for count in [figure for figure in same_day if figure.value == total] or same_day[-1:]:
            yield Check(
                BY_SEX,
                f"Registered by sex, {_when(case, count.as_of)}",
                f"registered ({count.claimant})", count.value or 0,
                "men and boys, women and girls added", total,
                AGREES if total == count.value else NO_REASON,
                sources_of((count, *by_sex)),
                _claims(count), _claims(*by_sex),
            )  # fmt: skip


def _returns(case: Case) -> Iterator[Check]:
    """Those who left again less those who came back, against those said not to have come back."""
    left, back, away = (claims_of(case, measure) for measure in case.settings.words.returns)
    for departure in left:
        came = [claim for claim in back if claim.as_of == departure.as_of]
        gone = [claim for claim in away if claim.as_of == departure.as_of]
        if came and gone:
            yield Check(
                RETURNS,
                f"Left again and came back, {_when(case, departure.as_of)}",
                f"not come back ({gone[0].claimant})", gone[0].value or 0,
                "left less came back", (departure.value or 0) - (came[0].value or 0),
                AGREES if gone[0].value == (departure.value or 0) - (came[0].value or 0) else NO_REASON,
                sources_of((departure, came[0], gone[0])),
                _claims(gone[0]), _claims(departure, came[0]),
            )  # fmt: skip


def _movement(case: Case) -> Iterator[Check]:
    """A movement by a road against the running count of arrivals at its end."""
    counted = steps(case, "arrivals")
    for movement in movements(case):
        past = [step for step in counted if step.moment.date() <= movement.last]
        if (
            movement.via_route_id
            and movement.persons is not None
            and past
            and movement.last >= counted[-1].moment.date()
        ):
            yield Check(
                MOVEMENT,
                f"Movement: {movement.people}",
                f"movement ({movement.claimant})", movement.persons,
                f"last count of arrivals, {_when(case, past[-1].claim.as_of)}", past[-1].value,
                AGREES if movement.persons == past[-1].value else NO_REASON,
                sources_of((movement, past[-1].claim)),
                named("movement", (movement.movement_id,)), _claims(past[-1].claim),
            )  # fmt: skip
