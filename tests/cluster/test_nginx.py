"""nginx really running before two processes: websockets pass, the public state is kept, one meeting has one process."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.cluster.needs import program
from deploy.cluster.nginx import Nginx
from deploy.cluster.ports import free_port
from tests.browser.server import ROOT
from tests.cluster.pair import Pair, pair_with_redis
from tests.sockets.hall import QIN, Hall
from tests.sockets.wire import Json, Wire, Wires
from tests.waiting import wait_for


class Front:
    """nginx and what stands behind it."""

    def __init__(self, folder: Path, pair: Pair, spread: str) -> None:
        (folder / "nginx").mkdir()
        self.pair = pair
        self.nginx = Nginx(folder / "nginx", free_port(), [server.port for server in pair], spread=spread)
        self.nginx.start()
        self.url = f"http://127.0.0.1:{self.nginx.port}"

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Get an address; return status, headers by their small names, body."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, {}, refused.read()

    def public(self, code: str) -> tuple[str, Json]:
        """Return whether the public state came from nginx's memory (HIT), and the state."""
        status, headers, body = self.get(f"/api/meetings/{code}/public")
        assert status == 200, body
        return headers["x-cache"], json.loads(body)

    def stop(self) -> None:
        """Stop nginx."""
        self.nginx.stop()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two processes on one embedded database: which one it is does not matter here."""
    with pair_with_redis(tmp_path_factory.mktemp("pair")) as pair:
        yield pair


@pytest.fixture
def front(both: Pair, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Front]:
    """nginx before both: by meeting, or as the test says."""
    front = Front(tmp_path, both, getattr(request, "param", "meeting"))
    yield front
    front.stop()


def connect(wires: Wires, front: Front, hall: Hall, number: int) -> list[Wire]:
    """Connect as pages do: with the meeting's code in the address."""
    return [wires.connect(f"{front.url}/?m={hall.code}", hall.info["screen_access"]) for _ in range(number)]


def screens(pair: Pair) -> list[int]:
    """Return how many sockets follow on each process."""
    return [int(server.figure("shuping_sockets")) for server in pair]


def test_sockets_pass_and_commands_come_back(front: Front, both: Pair, wires: Wires) -> None:
    """A round through nginx: connected, cast, acked, seen."""
    hall = Hall(both.near, wires).begin()
    console = wires.connect(f"{front.url}/?m={hall.code}", hall.info["host_access"])
    seat = wires.connect(f"{front.url}/?m={hall.code}", hall.join("party_delegate").access)
    round_id = hall.open_round(QIN)

    assert seat("ballot.cast", **hall.sheet(round_id, QIN))["receipt"]
    console.until(lambda s: s["turnout"][0]["cast"] == 1)


def test_one_meeting_has_one_process(front: Front, both: Pair, wires: Wires) -> None:
    """By the code in the address; so its state is read once, not once a process."""
    hall = Hall(both.near, wires)
    before = screens(both)

    connect(wires, front, hall, 6)

    gained = [after - old for after, old in zip(screens(both), before, strict=True)]
    assert sorted(gained) == [0, 6]


@pytest.mark.parametrize("front", ["client"], indirect=True)
def test_one_great_meeting_may_have_all_processes(front: Front, both: Pair, wires: Wires) -> None:
    """With SPREAD=client each new websocket goes where its number falls."""
    hall = Hall(both.near, wires)
    before = screens(both)

    connect(wires, front, hall, 12)

    gained = [after - old for after, old in zip(screens(both), before, strict=True)]
    assert sum(gained) == 12
    assert min(gained) > 0


def test_the_public_state_is_asked_for_once_a_second(front: Front, both: Pair, wires: Wires) -> None:
    """However many ask; and what the host does is in it two seconds later at most."""
    hall = Hall(both.near, wires).begin()
    front.public(hall.code)
    wait_for(lambda: time.time() % 1 < 0.1)
    answers = [front.public(hall.code) for _ in range(50)]

    assert sum(how == "HIT" for how, _ in answers) >= 45
    hall.host("notice.post", text="请抓紧")
    wait_for(lambda: (front.public(hall.code)[1]["sections"]["notice"] or {}).get("text") == "请抓紧", 3)


def test_the_public_state_is_kept_packed(front: Front, both: Pair, wires: Wires) -> None:
    """One copy for all: as it is for who takes it, unpacked for who does not; who has it already gets a word only."""
    address = f"/api/meetings/{Hall(both.near, wires).code}/public"

    for other in ("br", "identity"):
        packed = front.get(address, **{"Accept-Encoding": "gzip, deflate, br"})
        plain = front.get(address, **{"Accept-Encoding": other})
        assert packed[1]["content-encoding"] == "gzip"
        assert "content-encoding" not in plain[1]
        assert json.loads(gzip.decompress(packed[2]))["sections"] == json.loads(plain[2])["sections"]
    assert front.get(address, **{"If-None-Match": packed[1]["etag"]})[0] == 304


def test_the_public_state_outlives_the_servers(front: Front, tmp_path: Path, wires: Wires, both: Pair) -> None:
    """A viewer who asks while no process answers gets the last that was known, and no error."""
    hall = Hall(both.near, wires)
    known = front.public(hall.code)[1]["sections"]
    dead = [free_port(), free_port()]
    text = (tmp_path / "nginx" / "nginx.conf").read_text("utf-8")
    for server, port in zip(both, dead, strict=True):
        text = text.replace(f"127.0.0.1:{server.port} ", f"127.0.0.1:{port} ")
    (tmp_path / "nginx" / "nginx.conf").write_text(text, "utf-8")
    front.stop()
    front.nginx.start()
    time.sleep(2.1)  # it counts in whole seconds

    how, state = front.public(hall.code)

    assert how in ("STALE", "UPDATING")
    assert state["sections"] == known


def test_a_process_that_is_gone_costs_nobody_the_meeting(front: Front, both: Pair, wires: Wires) -> None:
    """Its sockets are put out, and the next try leads to the other process; afterwards it takes part again."""
    hall = Hall(both.near, wires).begin()
    round_id = hall.open_round(QIN)
    access = hall.join("party_delegate").access
    seat = wires.connect(f"{front.url}/?m={hall.code}", access)
    sheet = hall.sheet(round_id, QIN)
    receipt = seat("ballot.cast", **sheet)["receipt"]
    served = both.near if both.near.figure("shuping_sockets") > both.far.figure("shuping_sockets") else both.far
    try:
        served.kill()
        # the host of this test has no nginx before it: only what came through nginx is looked at
        seat = wires.connect(f"{front.url}/?m={hall.code}", access)
        assert seat("ballot.cast", **sheet)["receipt"] == receipt
        assert front.get("/readyz")[0] == 200
    finally:
        served.start()


def test_nobody_speaks_for_another_address(front: Front, both: Pair) -> None:
    """A header of the client's own does not count, and the figures of the processes are not for the world."""
    assert front.get("/metrics")[0] == 404
    assert front.get("/metrics", **{"X-Forwarded-For": "127.0.0.1"})[0] == 404
    assert front.get("/healthz", **{"X-Forwarded-For": "127.0.0.1"})[0] == 200


def test_files_come_from_memory_in_both_forms(front: Front, both: Pair, wires: Wires) -> None:
    """Pressed for who takes it, plain for who does not."""
    hall = Hall(both.near, wires)
    page = front.get(f"/live/{hall.code}")[2].decode()
    path = "/static/" + page.split('"/static/', 1)[1].split('"', 1)[0]

    for _ in range(2):
        assert front.get(path, **{"Accept-Encoding": "gzip"})[1].get("content-encoding") == "gzip"
        assert "content-encoding" not in front.get(path)[1]


def test_the_file_for_an_installation_is_one(tmp_path: Path) -> None:
    """nginx itself takes it, once its folders are ones that may be written here."""
    command = [sys.executable, "-m", "deploy.cluster.nginx", "8080", "8101", "8102", "8103"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "user www-data;" in printed
    assert printed.count("server 127.0.0.1:81") == 3
    assert "@" not in printed.replace("@…@", "")
    file = tmp_path / "nginx.conf"
    file.write_text(re.sub(r"/var/lib/nginx|/run(?=/nginx.pid)", str(tmp_path), printed), "utf-8")

    done = subprocess.run([program("nginx") or "nginx", "-t", "-c", str(file)], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
