"""A time-stamp authority of our own, made with `openssl ts`, and how it is asked over HTTP."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificate

CONFIGURATION = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = CA:false
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


class Authority:
    """A time-stamp authority of our own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "conf").write_text(CONFIGURATION.format(folder=folder), "ascii")
        (folder / "serial").write_text("01\n", "ascii")
        key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        self.openssl(
            f"req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=Root -days 30 -extensions ca -config conf"
        )
        self.openssl(f"req {key} -keyout tsa.key -out tsa.csr -subj /CN=Clock -config conf")
        self.openssl(
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30"
            " -extfile conf -extensions leaf -out tsa.pem"
        )

    def openssl(self, words: str) -> None:
        subprocess.run(["openssl", *words.split()], cwd=self.folder, check=True, capture_output=True)

    def ask(self, request: bytes) -> bytes:
        (self.folder / "request").write_bytes(request)
        self.openssl("ts -reply -config conf -queryfile request -out answer")
        return (self.folder / "answer").read_bytes()

    @property
    def root(self) -> Certificate:
        return load_pem_x509_certificate((self.folder / "ca.pem").read_bytes())


@contextmanager
def served(answer: Callable[[str, str, bytes], tuple[int, bytes]]) -> Iterator[str]:
    """An HTTP server on this machine: (path, content type, body) -> (status, body). Gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, data = answer(self.path, self.headers["Content-Type"], body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def stamping(authority: Authority) -> Callable[[str, str, bytes], tuple[int, bytes]]:
    """How an authority answers at /tsr."""

    def answer(path: str, content: str, body: bytes) -> tuple[int, bytes]:
        right = content == "application/timestamp-query" and path == "/tsr"
        return (200, authority.ask(body)) if right else (404, b"")

    return answer
