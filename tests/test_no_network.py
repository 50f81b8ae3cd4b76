"""The tests' own guard: what reaches for the network fails, whatever catches its errors."""

import socket
import sys
from contextlib import suppress
from pathlib import Path

import pytest


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_connection_to_any_host_fails_the_test(family: socket.AddressFamily) -> None:
    loopback = "127.0.0.1" if family == socket.AF_INET else "::1"
    with (
        socket.socket(family) as outgoing,
        pytest.raises(pytest.fail.Exception, match="network connection"),
        suppress(Exception),
    ):
        outgoing.connect((loopback, 9))


def test_looking_up_a_host_name_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="host name"), suppress(Exception):
        socket.getaddrinfo("localhost", 80)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names its local sockets otherwise")
def test_a_socket_within_the_machine_stays_allowed(tmp_path: Path) -> None:
    place = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as caller:
        listener.bind(place)
        listener.listen()
        caller.connect(place)
        assert caller.getpeername() == place
