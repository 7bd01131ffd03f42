"""nginx in front of the server processes, from the template that an installation uses too.

`python -m deploy.cluster.nginx 80 8101 8102` prints the file for an installation: nginx's port, then the processes'.
With SPREAD=client one great meeting has all processes (docs/adr/0009).
"""

from __future__ import annotations

import os
import pwd
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.cluster.child import Child
from deploy.cluster.needs import program

TEMPLATE = Path(__file__).parents[1] / "nginx.conf"
KEYS = {"meeting": "$by_meeting", "client": "$by_client"}
"""What decides which process serves whom (docs/adr/0009)."""
MIME = "/etc/nginx/mime.types"


@dataclass(frozen=True)
class Place:
    """Where nginx keeps what it writes, and who its workers are; an empty user leaves it to who starts it."""

    folder: Path
    pid: Path
    user: str = ""


INSTALLED = Place(Path("/var/lib/nginx"), Path("/run/nginx.pid"), "www-data")
"""As Debian's package has it."""


def configuration(place: Place, listen: str, ports: Sequence[int], spread: str) -> str:
    """Return the template filled in."""
    servers = "\n".join(f"        server 127.0.0.1:{port} max_fails=1 fail_timeout=3s;" for port in ports)
    values = {
        "USER": f"user {place.user};" if place.user else "", "FOLDER": str(place.folder), "PID": str(place.pid),
        "MIME": MIME, "KEY": KEYS[spread], "SERVERS": servers, "LISTEN": listen,
    }  # fmt: skip
    text = TEMPLATE.read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


class Nginx(Child):
    """nginx on a port, in front of processes on others."""

    def __init__(
        self, folder: Path, port: int, ports: Sequence[int], *, host: str = "", spread: str = "meeting"
    ) -> None:
        self.port = port
        file = folder / "nginx.conf"
        listen = f"{host}:{port}" if host else str(port)
        # started by root it would give its work to another user, who cannot enter this folder
        user = pwd.getpwuid(0).pw_name if os.geteuid() == 0 else ""
        file.write_text(configuration(Place(folder, folder / "nginx.pid", user), listen, ports, spread), "utf-8")
        command = [program("nginx") or "nginx", "-p", str(folder), "-c", str(file), "-g", "daemon off;"]
        super().__init__("nginx", command, folder / "nginx.log")

    def start(self) -> None:
        """Start it and wait until its port is open."""
        super().start()
        self.wait_until(self._is_open, 20)

    def _is_open(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def main(arguments: list[str]) -> int:
    """Print the file for an installation; return the exit code."""
    spread = os.environ.get("SPREAD") or "meeting"
    if len(arguments) < 2 or not all(port.isdigit() for port in arguments) or spread not in KEYS:
        print(
            "用法：python -m deploy.cluster.nginx 端口 服务端口 [服务端口……]（SPREAD=meeting 或 client）",
            file=sys.stderr,
        )
        return 2
    listen, *ports = arguments
    print(configuration(INSTALLED, listen, [int(port) for port in ports], spread), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
