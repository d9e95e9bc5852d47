"""Whether the server is up, and with which case: for load balancers and start scripts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from components.session.session_case import whole
from geo.case.set_aside import CaseError

_NEVER_KEPT = {"Cache-Control": "no-store"}


def health(_request: Request) -> JSONResponse:
    """Return the id and version of the loaded case and how many of its rows were set aside.

    Status 503 with the reason where there is no case to show.
    """
    try:
        case = whole()
    except CaseError as error:
        return JSONResponse({"status": "no case", "reason": str(error)}, 503, _NEVER_KEPT)
    answer = {
        "status": "ok",
        "case": case.settings.id,
        "version": case.version,
        "set_aside": len(case.set_aside),
    }
    return JSONResponse(answer, 200, _NEVER_KEPT)
