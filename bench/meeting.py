"""The meeting that is measured: four kinds of delegates, four subjects, the shipped form."""

from typing import Any

import yaml

SUBJECTS = (
    ("zhou", "周明远", "云川县人民政府", "县长"),
    ("qin", "秦若兰", "云川县临河区人民政府", "区长"),
    ("he", "何川", "云川县开发区管委会", "主任"),
    ("gu", "顾长宁", "云川县新城区人民政府", "区长"),
)
_DELEGATES = (
    ("party_delegate", "党代表", 30),
    ("npc_deputy", "人大代表", 30),
    ("cppcc_member", "政协委员", 25),
    ("sector_representative", "行业群众代表", 15),
)


MOST_DELEGATES = 5000 - len(SUBJECTS)
"""A meeting takes 5,000 in all, those who are evaluated included; sockets beyond that are viewers."""


def meeting_file(seats: int) -> str:
    """Write the meeting file with `seats` delegates (or as many as it takes), evenly of the four categories."""
    seats = min(seats, MOST_DELEGATES)
    meeting: dict[str, Any] = {
        "title": "性能测试专题述法会",
        "host_unit": "云川县委全面依法治县委员会办公室",
        "place": "县行政中心会议室",
        "starts": "2026-12-08T14:30",
        "year": 2026,
        "categories": [
            {"key": key, "name": name, "role": "participant", "weight": weight, "seats": len(range(n, seats, 4))}
            for n, (key, name, weight) in enumerate(_DELEGATES)
        ],
        "subjects": [
            {"key": key, "name": name, "unit": unit, "post": post, "kind": "government"}
            for key, name, unit, post in SUBJECTS
        ],
    }
    return yaml.safe_dump(meeting, allow_unicode=True, sort_keys=False)
