"""A small key service that speaks the Transit protocol: real HTTP, real AES-256-GCM, versions that can be destroyed."""

from __future__ import annotations

import json
import os
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN = "s.test"


class Refused(Exception):
    """status, sentence"""


class Engine:
    """Keys by name: {version: secret}, and the least versions."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[int, bytes]] = {}
        self.config: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []

    def answer(self, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        act, _, rest = path.partition("/")
        name, _, verb = rest.partition("/")
        self.asked.append(path)
        if act == "keys":
            return self._key(name, verb, body)
        if name not in self.keys:
            raise Refused(400, "encryption key not found")
        assert body is not None
        context = b64decode(body.get("associated_data", ""))
        if act == "encrypt":
            version = int(body.get("key_version") or max(self.keys[name]))
            nonce = os.urandom(12)
            sealed = AESGCM(self.keys[name][version]).encrypt(nonce, b64decode(body["plaintext"]), context)
            return {"ciphertext": f"vault:v{version}:{b64encode(nonce + sealed).decode()}"}
        _, version_text, sealed_text = body["ciphertext"].split(":")
        version, sealed = int(version_text[1:]), b64decode(sealed_text)
        if version < self.config[name]["min_decryption_version"] or version not in self.keys[name]:
            raise Refused(400, "ciphertext or signature version is disallowed by policy (too old)")
        try:
            plain = AESGCM(self.keys[name][version]).decrypt(sealed[:12], sealed[12:], context)
        except InvalidTag as error:
            raise Refused(400, "cipher: message authentication failed") from error
        return {"plaintext": b64encode(plain).decode()}

    def _key(self, name: str, verb: str, body: dict[str, Any] | None) -> dict[str, Any]:
        if body is None:
            if name not in self.keys:
                raise Refused(404, "")
            return {"latest_version": max(self.keys[name]), **self.config[name]}
        if not verb:
            self.keys.setdefault(name, {1: os.urandom(32)})
            self.config.setdefault(name, {"min_decryption_version": 1, "min_encryption_version": 0})
        elif verb == "rotate":
            self.keys[name][max(self.keys[name]) + 1] = os.urandom(32)
        elif verb == "config":
            self.config[name].update(body)
        elif verb == "trim":
            least = body["min_available_version"]
            config = self.config[name]
            if least > min(config["min_decryption_version"], config["min_encryption_version"]):
                raise Refused(400, "cannot trim above the least version")
            self.keys[name] = {v: key for v, key in self.keys[name].items() if v >= least}
        elif verb == "delete":
            if not self.config[name].get("deletion_allowed"):
                raise Refused(400, "deletion is not allowed for this key")
            del self.keys[name], self.config[name]
        return {}


@contextmanager
def transit_server(engine: Engine) -> Iterator[str]:
    """Its address."""

    class Handler(BaseHTTPRequestHandler):
        def _do(self, body: dict[str, Any] | None) -> None:
            try:
                if self.headers["X-Vault-Token"] != TOKEN:
                    raise Refused(403, "permission denied")
                status, told = 200, {"data": engine.answer(self.path.removeprefix("/v1/transit/"), body)}
            except Refused as refused:
                status, told = refused.args[0], {"errors": [refused.args[1]]}  # type: ignore[dict-item]
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            self._do(None)

        def do_POST(self) -> None:
            self._do(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/transit"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
