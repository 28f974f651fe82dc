"""`jieyi serve` by HTTPS with the authority of this machine, as a phone that installed it comes in."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
from pathlib import Path

import httpx2 as httpx

from tests.house.test_serving import JIEYI, free_port, refused


def test_a_phone_installs_the_authority_by_http_and_comes_in_by_https(tmp_path: Path):
    """The ready line says https; the file of the plain page is what makes the certificate good; one signal ends both."""
    port, plain = free_port(), free_port()
    environment = os.environ | {
        "JIEYI_PORT": str(port), "JIEYI_INSTALL_PORT": str(plain), "JIEYI_TLS": "local", "JIEYI_DATA_DIR": str(tmp_path),
    }  # fmt: skip
    with subprocess.Popen([JIEYI, "serve"], env=environment, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == f"ready https://127.0.0.1:{port}\n"
            given = httpx.get(f"http://127.0.0.1:{plain}/authority/jieyi-authority.crt").content
            trusting = ssl.create_default_context(cadata=given)
            assert httpx.get(f"https://127.0.0.1:{port}/healthz", verify=trusting).json() == {"status": "ok"}
            page = httpx.get(f"http://127.0.0.1:{plain}/v/", headers={"accept": "text/html"})
            assert page.headers["location"] == f"https://127.0.0.1:{port}/v/"
            said = subprocess.run(
                [JIEYI, "certificate", "--json"], env=environment, capture_output=True, text=True, check=True
            )
            made = json.loads(said.stdout)
            assert (made["renewed"], made["used"]) == (False, True)  # the one that serves
            assert "127.0.0.1" in made["names"]
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=10) == 0
        finally:
            if server.poll() is None:
                server.kill()


def test_a_broken_certificate_is_one_sentence(tmp_path: Path):
    """In the language of the installation, with exit code 2; the file stays."""
    (tmp_path / "tls").mkdir()
    (tmp_path / "tls" / "server.pem").write_bytes(b"nonsense")
    code, said = refused(tmp_path, JIEYI_TLS="local", JIEYI_LANGUAGE="en")
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith("bad_certificate: ")
    assert (tmp_path / "tls" / "server.pem").read_bytes() == b"nonsense"


def test_certificate_makes_both_files_and_says_what_they_are(tmp_path: Path):
    """Before the first start; `--new-authority` replaces them."""
    environment = os.environ | {"JIEYI_DATA_DIR": str(tmp_path)}
    said = [
        subprocess.run([JIEYI, "certificate", *more], env=environment, capture_output=True, text=True, check=True).stdout
        for more in ((), (), ("--new-authority",))
    ]  # fmt: skip
    fingerprints = [next(line for line in text.splitlines() if line.startswith("fingerprint")) for text in said]
    assert fingerprints[0] == fingerprints[1] != fingerprints[2]
    assert sorted(file.name for file in (tmp_path / "tls").iterdir()) == ["authority.pem", "server.pem"]
