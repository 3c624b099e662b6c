"""A TCP proxy that cuts connections, so that clients see what networks do."""

import random
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """When and how a connection breaks: once so many bytes have passed one way, both ends are reset, or end as if all
    had been said."""

    is_upward: bool
    length: int
    is_reset: bool


class CuttingProxy:
    """Listens on a free port of loopback and passes bytes on, both ways. A `share` of the connections is cut, in a way
    that the seed decides, after so many bytes as `longest` at most; with a `fate`, all are cut so. While `cuts` is
    false none is."""

    def __init__(
        self, target: str, seed: int = 1, longest: int = 4000, share: float = 0.6, fate: Cut | None = None
    ):
        host, port = target.removeprefix("http://").split(":")
        self.target = (host, int(port))
        self.random = random.Random(seed)
        self.longest = longest
        self.share = share
        self.fate = fate
        self.cuts = True
        self.count = 0
        self.cut = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.lock = threading.Lock()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.count += 1
                fate = self.next_fate() if self.cuts else None
            threading.Thread(target=self.serve, args=(client, fate), daemon=True).start()

    def next_fate(self) -> Cut | None:
        if self.fate or self.random.random() >= self.share:
            return self.fate
        chance = self.random
        return Cut(chance.random() < 0.5, chance.randrange(self.longest), chance.random() < 0.5)

    def serve(self, client: socket.socket, fate: Cut | None) -> None:
        try:
            server = socket.create_connection(self.target, 10)
        except OSError:
            client.close()
            return
        is_cut = threading.Event()
        up = threading.Thread(
            target=self.pump, args=(client, server, fate if fate and fate.is_upward else None, is_cut), daemon=True
        )
        up.start()
        self.pump(server, client, fate if fate and not fate.is_upward else None, is_cut)
        up.join(60)
        for end in (client, server):
            end.close()

    def pump(self, source: socket.socket, sink: socket.socket, fate: Cut | None, is_cut: threading.Event) -> None:
        left = fate.length if fate else None
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if left is not None and len(data) >= left:
                    sink.sendall(data[:left])
                    with self.lock:
                        self.cut += 1
                    break
                sink.sendall(data)
                if left is not None:
                    left -= len(data)
            else:
                if not is_cut.is_set():
                    sink.shutdown(socket.SHUT_WR)
                return
        is_cut.set()
        for end in (source, sink):
            with suppress(OSError):
                if fate and fate.is_reset:
                    # Closing what lingers for no time is a reset; reading ends, so that both threads come to close it.
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    end.shutdown(socket.SHUT_RD)
                else:
                    end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        # `close` alone does not wake the thread that accepts.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
