"""A real OpenSSH server on loopback, with the block of the README and keys that are thrown away."""

import getpass
import grp
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest

from tests.end_to_end.terminal import Terminal

README = Path(__file__).parents[2] / "README.md"
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def block() -> str:
    """What the README tells a host to write into the server's settings."""
    found = re.search(r"^Match Group crm\n.*?(?=^```)", README.read_text(encoding="utf-8"), re.S | re.M)
    assert found, "README.md no longer has the block of the server's settings"
    return found[0]


class Host:
    """A host with one desk, reached as its people reach it."""

    def __init__(self, folder: Path, settings: str = "") -> None:
        """``settings`` take the place of the README's block; in both, /srv/crm and /opt/crm are where this test is."""
        self.folder = folder
        """What stands in for /srv/crm."""
        self.store = folder / "desk.json"
        """The desk's records."""
        self.port = _free_port()
        """Where it listens."""
        for name in ("in", "out", "keys"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        for name in ("host", "own"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "keys" / name], check=True)
        (folder / "keys" / "own.pub").rename(folder / "keys" / getpass.getuser())
        known = (folder / "keys" / "host.pub").read_text().split()
        (folder / "keys" / "known").write_text(f"[127.0.0.1]:{self.port} {known[0]} {known[1]}\n")
        written = (
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/keys/host\nPidFile none\nUsePAM no\n"
            f"PermitRootLogin prohibit-password\nStrictModes no\nMaxStartups 100\nMaxSessions 100\nCompression yes\n"
            f"{settings or block()}"
        )
        for stands, here in (
            ("/opt/crm/bin/python", sys.executable),
            ("/srv/crm", str(folder)),
            ("/etc/ssh/keys", str(folder / "keys")),
            ("Match Group crm", f"Match Group {grp.getgrgid(os.getgid()).gr_name}"),
        ):
            written = written.replace(stands, here)
        (folder / "sshd_config").write_text(written)
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        assert SSHD is not None
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        settings = self.folder / "sshd_config"
        subprocess.run([SSHD, "-t", "-f", settings], check=True)
        with (self.folder / "sshd.log").open("wb") as log:
            self._server = subprocess.Popen([SSHD, "-D", "-e", "-f", settings], stderr=log)
        for _ in range(100):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise AssertionError((self.folder / "sshd.log").read_text())

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def to(self, *options: str, port: int = 0) -> list[str]:
        """The client's arguments up to what is asked for; by another ``port`` if a line begins there."""
        keys = self.folder / "keys"
        return [
            *(
                "-F",
                "none",
                "-i",
                str(keys / "own"),
                "-p",
                str(port or self.port),
                "-o",
                f"UserKnownHostsFile={keys}/known",
            ),
            *("-o", "BatchMode=yes", "-o", "IdentityAgent=none"),
            *("-o", f"HostKeyAlias=[127.0.0.1]:{self.port}", *options, "127.0.0.1"),
        ]

    def ask(self, *words: str, options: tuple[str, ...] = (), said: str = "") -> subprocess.CompletedProcess[str]:
        """Have a plain command run."""
        return subprocess.run(
            ["ssh", *self.to(*options), *words], input=said, capture_output=True, text=True, timeout=60, check=False
        )

    def sit_down(self, *options: str, port: int = 0, answers: bool = False) -> Terminal:
        """Open the screens in a terminal of one's own."""
        return Terminal(*self.to("-tt", *options, port=port), program="ssh", answers=answers)


def needed() -> None:
    """Skip where there is no server; where everything is tested, that is a fault."""
    if SSHD is None or shutil.which("ssh") is None:
        line = "there is no OpenSSH server here: apt-get install openssh-server openssh-client"
        assert not os.environ.get("CI"), line
        pytest.skip(line)


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
