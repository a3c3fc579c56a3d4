"""Reports sent: by a real mail server over TLS, into folders, to a web hook; to each once, and never in the open."""

from __future__ import annotations

import email
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import nbformat.v4 as v4
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from declic_analysis.errors import DeliveryError
from declic_analysis.reports.delivery import Parcel, deliver, parcel_of
from declic_analysis.reports.delivery.mail import letter, send_mail
from declic_analysis.reports.delivery.places import send_to_folder, tell_hook
from declic_analysis.reports.files import write_notebook
from declic_analysis.reports.making import ReportPaths
from declic_analysis.study.reporting import ReportPlan

TEXT = "DÉCLIC INDUSTRIE · Bilan évaluatif\nEN UNE PHRASE : évolution favorable"


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    page, pdf = tmp_path / "bilan.html", tmp_path / "bilan.pdf"
    page.write_text("<p>é</p>", encoding="utf-8")
    pdf.write_bytes(b"%PDF-1.4 essai")
    return Parcel("Bilan évaluatif", "Lyon · 2024", TEXT, "fr", True, (page, pdf))


class Inbox:
    """What the server received: who, and the message."""

    def __init__(self, refused: str = "") -> None:
        self.messages: list[tuple[str, EmailMessage]] = []
        self.refused = refused

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == self.refused:
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        told = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages += [(to, told) for to in envelope.rcpt_tos]
        return "250 OK"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server(authority: trustme.CA, tmp_path: Path) -> Iterator[tuple[Inbox, dict[str, str]]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    inbox = Inbox(refused="absent@example.org")

    def known(_: Any, __: Any, ___: Any, ____: Any, given: LoginPassword) -> AuthResult:
        right = given.login == b"declic" and given.password == b"mot de passe"
        return AuthResult(success=right, handled=right)

    options = {"require_starttls": True, "tls_context": context, "authenticator": known, "auth_required": True}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    controller = Controller(inbox, hostname="127.0.0.1", port=int(port), **options)
    controller.start()
    yield inbox, {
        "DECLIC_SMTP_HOST": "127.0.0.1", "DECLIC_SMTP_PORT": port, "DECLIC_SMTP_FROM": "declic@example.org",
        "DECLIC_SMTP_USER": "declic", "DECLIC_SMTP_PASSWORD": "mot de passe",
        "DECLIC_SMTP_CA": str(tmp_path / "ca.pem"),
    }  # fmt: skip
    controller.stop()


def test_a_message_holds_the_first_page_and_the_pdf(server: Any, parcel: Parcel) -> None:
    inbox, environment = server
    send_mail(parcel, to="comite@example.org", environment=environment)
    [(to, told)] = inbox.messages
    assert to == "comite@example.org" and told["Subject"] == "[DONNÉES FICTIVES] Bilan évaluatif – Lyon · 2024"
    body = told.get_body(("plain",))
    assert body is not None and TEXT.splitlines()[1] in body.get_content()
    [attached] = told.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("bilan.pdf", b"%PDF-1.4 essai")


def test_the_summary_in_word_goes_with_the_pdf(parcel: Parcel, tmp_path: Path) -> None:
    summary = tmp_path / "bilan.docx"
    summary.write_bytes(b"PK")
    told = letter(parcel._replace(files=(*parcel.files, summary)), to="a@example.org", sender="b@example.org")
    kinds = {part.get_filename(): part.get_content_type() for part in told.iter_attachments()}
    assert set(kinds) == {"bilan.pdf", "bilan.docx"} and kinds["bilan.docx"].endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"DECLIC_SMTP_PASSWORD": "faux"}, "SMTPAuthenticationError"),
        ({"DECLIC_SMTP_CA": ""}, "SSLCertVerificationError"),
        ({"DECLIC_SMTP_PORT": "1"}, "ConnectionRefusedError"),
    ],
)
def test_what_fails_is_said_without_a_secret(server: Any, parcel: Parcel, wrong: dict[str, str], kind: str) -> None:
    inbox, environment = server
    with pytest.raises(DeliveryError) as failure:
        send_mail(parcel, to="comite@example.org", environment=environment | wrong)
    assert kind in str(failure.value) and inbox.messages == []
    assert "mot de passe" not in str(failure.value) and "faux" not in str(failure.value)


def test_a_server_that_is_not_stated_is_a_sentence(parcel: Parcel) -> None:
    with pytest.raises(DeliveryError, match="DECLIC_SMTP_HOST"):
        send_mail(parcel, to="comite@example.org", environment={})


def test_each_has_it_once_and_one_who_cannot_be_reached_costs_the_others_nothing(
    server: Any, parcel: Parcel, tmp_path: Path
) -> None:
    inbox, environment = server
    (tmp_path / "partage").mkdir()
    told = {"id": "comite", "recipients": ["absent@example.org", "la@example.org"], "folder": "partage"}
    plan = ReportPlan.model_validate(told)
    first = deliver(plan, parcel, root=tmp_path, environment=environment)
    assert len(first.done) == 2 and len(first.failures) == 1 and [to for to, _ in inbox.messages] == ["la@example.org"]
    assert (tmp_path / "partage/bilan.pdf").read_bytes() == b"%PDF-1.4 essai"
    inbox.refused = ""
    again = deliver(plan, parcel, root=tmp_path, environment=environment, already=first.done)
    assert [to for to, _ in inbox.messages] == ["la@example.org", "absent@example.org"] and again.failures == ()
    assert not any("@" in mark for mark in again.done)


def test_a_folder_that_is_not_there_is_not_made(parcel: Parcel, tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="absent"):
        send_to_folder(parcel, folder=tmp_path / "absent")
    assert not (tmp_path / "absent").exists()


@pytest.fixture
def hook() -> Iterator[tuple[list[Any], str, list[int]]]:
    got: list[Any] = []
    answers = [200]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers[0])
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield got, f"http://127.0.0.1:{server.server_port}/jeton", answers
        server.shutdown()


def test_a_hook_is_told_and_its_refusal_said(parcel: Parcel, hook: Any) -> None:
    got, address, answers = hook
    tell_hook(parcel, address="env:CROCHET", environment={"CROCHET": address})
    assert got[0]["fictitious"] is True and got[0]["text"] == TEXT and got[0]["files"] == ["bilan.html", "bilan.pdf"]
    answers[0] = 403
    with pytest.raises(DeliveryError, match="403") as failure:
        tell_hook(parcel, address=address, environment={})
    assert "jeton" not in str(failure.value)


@pytest.mark.parametrize("address", ["http://example.org/x", "env:ABSENT", "file:///etc/passwd"])
def test_a_hook_in_the_open_is_refused(parcel: Parcel, address: str) -> None:
    with pytest.raises(DeliveryError, match="https"):
        tell_hook(parcel, address=address, environment={})


def test_a_parcel_is_what_the_page_shows(tmp_path: Path) -> None:
    page = {"lang": "fr", "subtitle": "Lyon", "fictitious": False, "running_head": "Déclic"}
    ours = {"declic": {"lab": True, "page": page}}
    opened = v4.new_output("display_data", data={"text/html": "<p>…</p>"}, metadata=ours)
    shown = {"text/html": '<section class="first-page">…</section>', "text/plain": TEXT}
    outputs = [opened, v4.new_output("display_data", data=shown)]
    cells = [v4.new_markdown_cell("# Bilan évaluatif"), v4.new_code_cell("report", outputs=outputs)]
    write_notebook(v4.new_notebook(cells=cells), tmp_path / "b.ipynb")
    paths = ReportPaths(tmp_path / "b.html", tmp_path / "b.ipynb", tmp_path / "m.json", tmp_path / "b.pdf")
    found = parcel_of(paths)
    assert found.text == TEXT and found.subject == "Bilan évaluatif – Lyon"
    assert [path.name for path in found.files] == ["b.html", "b.pdf"]
