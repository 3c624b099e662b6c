"""A TCP proxy that cuts connections, so that clients see what networks do."""

import random
import socket
import threading
from contextlib import suppress


class CuttingProxy:
    """Listens on a free port of loopback and passes bytes on, both ways. A connection is cut, in a way that the seed
    decides, after so many bytes as `longest` at most; when `cuts` is false it never is."""

    def __init__(self, target: str, seed: int = 1, longest: int = 4000, share: float = 0.6):
        host, port = target.removeprefix("http://").split(":")
        self.target = (host, int(port))
        self.random = random.Random(seed)
        self.longest = longest
        self.share = share
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
                doomed = self.cuts and self.random.random() < self.share
                # Which way the bytes are counted, and how many pass.
                fate = (self.random.choice("<>"), self.random.randrange(self.longest)) if doomed else None
            threading.Thread(target=self.serve, args=(client, fate), daemon=True).start()

    def serve(self, client: socket.socket, fate: tuple[str, int] | None) -> None:
        try:
            server = socket.create_connection(self.target, 10)
        except OSError:
            client.close()
            return
        up = threading.Thread(target=self.pump, args=(client, server, fate if fate and fate[0] == ">" else None))
        up.daemon = True
        up.start()
        self.pump(server, client, fate if fate and fate[0] == "<" else None)
        up.join(60)
        for end in (client, server):
            end.close()

    def pump(self, source: socket.socket, sink: socket.socket, fate: tuple[str, int] | None) -> None:
        left = fate[1] if fate else None
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
                sink.shutdown(socket.SHUT_WR)
                return
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        # `close` alone does not wake the thread that accepts.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
