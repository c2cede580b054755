"""An OpenID Connect provider on loopback, as far as a sign-in needs one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt

SECRET = "secret-of-the-fake-provider-32-bytes"


@dataclass
class Provider:
    """Who signs in there next, and by which means; and what it was sent."""

    address: str = ""
    subject: str = "civil-17"
    means: list[str] = field(default_factory=lambda: ["pwd"])
    fails: bool = False
    received: list[dict[str, str]] = field(default_factory=list)

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": "tansiq", "sub": self.subject, "amr": self.means, "iat": now}
        return jwt.encode(claims | {"exp": now + 60}, SECRET, algorithm="HS256")

    def answer(self, path: str) -> dict[str, Any]:
        if path.startswith("/.well-known/"):
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return {"issuer": self.address} | {key: f"{self.address}/{value}" for key, value in names.items()}
        if self.fails:
            return {"error": "invalid_grant"}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """It listens while this lasts."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = json.dumps(provider.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.received.append({key: values[0] for key, values in parse_qs(body).items()})
            self.do_GET()

        def log_message(self, *words: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
