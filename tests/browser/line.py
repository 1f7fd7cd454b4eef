"""A telephone line between the browser and the site that a test can cut, at once or in the middle of an answer."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Line:
    def __init__(self, target):
        found = urlsplit(target)
        self.target = (found.hostname, found.port)
        self.is_up, self.answers, self.posts = True, True, 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open = set()
        self.url = f"http://localhost:{self._server.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self):
        self.is_up = False
        self._drop()

    def cut_after_the_next_post_has_arrived(self):
        """The site gets it and writes; nobody hears the answer."""
        self.answers = False

    def mend(self):
        self.is_up = self.answers = True

    def close(self):
        self._server.close()
        self._drop()

    def _listen(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._server.accept()
                if not self.is_up:
                    near.close()
                    continue
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near):
        with contextlib.suppress(OSError):
            far = socket.create_connection(self.target)
            ends = {near, far}
            self._open |= ends
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            self._carry(far, near, False)
            self._open -= ends

    def _carry(self, source, target, is_asking):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if is_asking and data.startswith(b"POST") and b"/case/contacts/new/" in data[:200]:
                    self.posts += 1
                if not is_asking and self.posts and not self.answers:
                    self.cut()
                    return
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _drop(self):
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()
