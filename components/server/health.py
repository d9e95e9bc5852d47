"""Whether the server is up, and with which case: for load balancers and start scripts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse

from components.server.index_html import build
from components.session.compartment import FAULTS, LOG, code_of
from components.session.session_case import case_of
from geo.case.inventory import losses
from geo.case.set_aside import CaseError

if TYPE_CHECKING:
    from geo.case.case import Case

_NEVER_KEPT = {"Cache-Control": "no-store"}


def health(_request: Request) -> JSONResponse:
    """Return id and version of the loaded case, what names this start, and how many rows were set aside.

    Status 503 with the reason where there is no case to show. Where a reader finds a table or a part of a
    page missing, the status says "in part" and why.
    """
    try:
        case = case_of("")
    except CaseError as error:
        return _no_case(str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, this address answers in words
        code = code_of(error)
        LOG.error("%s: the case could not be read", code, exc_info=error)
        return _no_case(f"The case could not be read; the server's log says more under the code {code}.")
    lacking = _lacking(case)
    answer = {
        "status": "in part" if lacking else "ok",
        "case": case.settings.id,
        "version": case.version,
        "build": build(),
        "set_aside": len(case.set_aside),
        "losses": asdict(losses(case)),
    }
    return JSONResponse(answer | ({"reason": " ".join(lacking)} if lacking else {}), 200, _NEVER_KEPT)


def _lacking(case: Case) -> list[str]:
    """Return what a reader finds missing, one sentence each: whole tables, and parts of pages that failed."""
    tables = sorted({left_out.file for left_out in case.set_aside if left_out.scope == "table"})
    lost = [f"{file} could not be used." for file in tables]
    return lost + [f"{name} failed (code {code})." for code, name in sorted(FAULTS.items())]


def _no_case(reason: str) -> JSONResponse:
    return JSONResponse({"status": "no case", "reason": reason}, 503, _NEVER_KEPT)
