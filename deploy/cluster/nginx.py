"""nginx in front of the server processes, from the template that an installation uses too."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Sequence
from pathlib import Path

from deploy.cluster.child import Child
from deploy.cluster.needs import program

TEMPLATE = Path(__file__).parents[1] / "nginx.conf"
KEYS = {"meeting": "$by_meeting", "client": "$by_client"}
"""What decides which process serves whom (docs/adr/0009)."""
MIME = "/etc/nginx/mime.types"


def configuration(folder: Path, listen: str, ports: Sequence[int], spread: str) -> str:
    """Return the template filled in. ``folder`` is where nginx keeps all it writes."""
    servers = "\n".join(f"        server 127.0.0.1:{port} max_fails=1 fail_timeout=3s;" for port in ports)
    # started by root it would give its work to another user, who cannot enter this folder
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    values = {
        "USER": user, "FOLDER": str(folder), "MIME": MIME, "KEY": KEYS[spread], "SERVERS": servers, "LISTEN": listen
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
        file.write_text(configuration(folder, listen, ports, spread), "utf-8")
        command = [program("nginx") or "nginx", "-p", str(folder), "-c", str(file), "-g", "daemon off;"]
        super().__init__("nginx", command, folder / "nginx.log")

    def start(self) -> None:
        """Start it and wait until its port is open."""
        super().start()
        self.wait_until(self._is_open, 20)

    def _is_open(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
