"""A slow line between a client and a server: every byte waits for its turn, and then for the way."""

import queue
import socket
import threading
import time
from typing import Self

from tests.benchmarks.line import SLOW, Line


class SlowLine:
    """Carries one connection to a port of this host, both ways, at a line's speed.

    It takes whatever comes and keeps it until its turn, as the buffers on the way do.
    """

    def __init__(self, port: int, line: Line = SLOW) -> None:
        self._line = line
        self._to = port
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._ear.getsockname()[1]
        """Where it begins."""
        self.most_waiting = 0.0
        """Bytes: the most that ever waited for its turn towards the client; may be set back."""

    def __enter__(self) -> Self:
        threading.Thread(target=self._connect, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ear.close()

    def _connect(self) -> None:
        client, _ = self._ear.accept()
        server = socket.create_connection(("127.0.0.1", self._to))
        for one, other, is_watched in ((client, server, False), (server, client, True)):
            waiting: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
            threading.Thread(target=self._take, args=(one, waiting, is_watched), daemon=True).start()
            threading.Thread(target=self._give, args=(other, waiting), daemon=True).start()

    def _take(self, end: socket.socket, waiting: "queue.SimpleQueue[tuple[float, bytes]]", is_watched: bool) -> None:
        free = 0.0
        while True:
            try:
                data = end.recv(1024)
            except OSError:
                data = b""
            now = time.monotonic()
            free = max(free, now) + len(data) / self._line.bytes_a_second
            if is_watched:
                self.most_waiting = max(self.most_waiting, (free - now) * self._line.bytes_a_second)
            waiting.put((free + self._line.one_way, data))
            if not data:
                return

    def _give(self, end: socket.socket, waiting: "queue.SimpleQueue[tuple[float, bytes]]") -> None:
        while True:
            due, data = waiting.get()
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                end.sendall(data) if data else end.shutdown(socket.SHUT_WR)
            except OSError:
                return
            if not data:
                return
