"""The application behind a real socket, for tests that drive a browser.

The server shares the process, the database and the application of the `app` fixture. Threads answer,
so a test that holds a transaction open would keep them waiting: arrange through `LiveServer.rows()`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from lms.core.db.engine import db
from tests.support.sign_in import sign_in


class _QuietHandler(WSGIRequestHandler):
    """Logs nothing: thousands of lines of requests hide the one that matters."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - name set by Werkzeug
        return


class LiveServer:
    """A running application; `stop()` and `start()` again keep the address, as after a power cut."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._port = 0
        self._server: BaseWSGIServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Return the address without a slash at its end; localhost, because passkeys ask for it."""
        return f"http://localhost:{self._port}"

    def start(self) -> None:
        """Begin to answer."""
        self._server = make_server(
            "127.0.0.1", self._port, self.app, threaded=True, request_handler=_QuietHandler
        )
        self._port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop answering: browsers then see a refused connection."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join(timeout=10)
        self._server.server_close()
        self._server = None

    @contextmanager
    def rows(self) -> Iterator[Session]:
        """Give a session to arrange or to read, committed and closed when the block ends."""
        with self.app.app_context():
            session = db.session()
            try:
                yield session
                session.commit()
            finally:
                db.session.remove()

    def cookie_of(self, person_id: Any, *, is_lent: bool = False) -> dict[str, Any]:
        """Return the cookie that signing in would give, for `context.add_cookies([...])`."""
        client = sign_in(self.app.test_client(), person_id, is_lent=is_lent)
        name = str(self.app.config["SESSION_COOKIE_NAME"])
        cookie = client.get_cookie(name)
        assert cookie is not None
        return {
            "name": name,
            "value": cookie.value,
            "url": self.url,
            "httpOnly": True,
            "sameSite": "Lax",
            # A browser keeps a cookie with an end when it is closed or killed.
            "expires": int(cookie.expires.timestamp()) if cookie.expires else -1,
        }


@contextmanager
def running(app: Flask) -> Iterator[LiveServer]:
    """Give the application as a running server, stopped when the block ends."""
    server = LiveServer(app)
    server.start()
    try:
        yield server
    finally:
        server.stop()
