"""A small case with consignments and stages given as short rows, for tests of the rules of aid."""

from pathlib import Path

from geo.case.case import Case
from geo.case.load import load_case
from geo.case.schema import BY_NAME
from tests.geo.small_case import write_case

AID, STAGES = BY_NAME["consignments"], BY_NAME["aid_stages"]
LOAD = {
    "date_start": "2023-09-01", "carrier": "ICRC", "route_id": "road", "origin_id": "goris",
    "destination_id": "town", "cargo": "Flour", "cargo_kind": "food", "cumulative": "no", "source_ids": "s1",
    "uncertain": "no",
}  # fmt: skip


def aid_case(folder: Path, loads: list[dict[str, str]], stages: list[dict[str, str]], **changed: str) -> Case:
    """A case of these consignments, each completed from ``LOAD``, and these stages; nothing set aside."""
    rows = [{"consignment_id": f"a{rank}"} | LOAD | load for rank, load in enumerate(loads, 1)]
    own = [{"stage_id": f"t{rank}", "source_ids": "s1"} | stage for rank, stage in enumerate(stages, 1)]
    texts = {"aid": _csv(list(AID.columns), rows), "aid_stages": _csv(list(STAGES.columns), own)}
    case = load_case(write_case(folder, **texts, **changed))
    assert case.set_aside == (), [str(report) for report in case.set_aside]
    return case


def stage(name: str, day: str, load: str = "a1", **more: str) -> dict[str, str]:
    """One stage of a consignment."""
    return {"consignment_id": load, "stage": name, "date_start": day} | more


def _csv(columns: list[str], rows: list[dict[str, str]]) -> str:
    assert all(set(row) <= set(columns) for row in rows)
    lines = [",".join(columns), *(",".join(row.get(name, "") for name in columns) for row in rows)]
    return "\n".join(lines) + "\n"
