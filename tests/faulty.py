"""Servers that go wrong in the ways of real ones: real sockets, one thread per caller."""

import contextlib
import socket
import struct
import threading
import time

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
PAGE = b"<html><body>Wartungsarbeiten</body></html>"
RESET = struct.pack("ii", 1, 0)  # SO_LINGER on, 0 seconds: closing sends a reset


def silent(_caller):
    time.sleep(30)


def reset(caller):
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def unavailable(caller):
    caller.sendall(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n")


def html(caller):
    caller.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n" % len(PAGE) + PAGE)


def truncated(caller):
    caller.sendall(HEAD + b'400\r\n\r\n{"took": 3, "hits"')


def half_json(caller):
    caller.sendall(HEAD + b'12\r\n\r\n{"took": 3, "')


def dripping(caller):
    caller.sendall(HEAD + b"600\r\n\r\n")
    for _ in range(60):
        caller.sendall(b" ")
        time.sleep(0.5)


def slowly(seconds, body):
    """A way to answer every caller with this JSON, but late each time."""
    sent = body.encode()

    def way(caller):
        time.sleep(seconds)
        caller.sendall(HEAD + b"%d\r\nconnection: close\r\n\r\n" % len(sent) + sent)

    return way


WAYS = (silent, reset, unavailable, html, truncated, half_json, dripping)


@contextlib.contextmanager
def server(way):
    """Give the address of a server that treats every caller this way."""
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_serve, args=(listening, way), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _serve(listening, way):
    with contextlib.suppress(OSError):
        while True:
            caller, _ = listening.accept()
            threading.Thread(target=_treat, args=(caller, way), daemon=True).start()


def _treat(caller, way):
    with contextlib.suppress(OSError), caller:
        caller.recv(65536)
        way(caller)
