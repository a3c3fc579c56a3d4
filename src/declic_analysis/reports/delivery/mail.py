"""A report by e-mail: encrypted and verified on the way, one message a recipient, credentials from the environment."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import make_msgid
from typing import NamedTuple

from declic_analysis.errors import DeliveryError, message
from declic_analysis.reports.delivery.parcel import Parcel

HOST, PORT, USER, PASSWORD, SENDER, AUTHORITY = (
    f"DECLIC_SMTP_{name}" for name in ("HOST", "PORT", "USER", "PASSWORD", "FROM", "CA")
)
TLS_PORT, STARTTLS_PORT = 465, 587
PATIENCE = 60  # seconds
OFFICE = "vnd.openxmlformats-officedocument"
KINDS = {
    ".pdf": ("application", "pdf"),
    ".html": ("text", "html"),
    ".docx": ("application", f"{OFFICE}.wordprocessingml.document"),
    ".xlsx": ("application", f"{OFFICE}.spreadsheetml.sheet"),
}
WORDS = {
    "fr": "Le rapport complet est en pièce jointe.",
    "en": "The full report is attached.",
}


class Server(NamedTuple):
    """The mail server, as the environment names it."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    authority: str = ""


def server_of(environment: Mapping[str, str]) -> Server:
    """Raises: DeliveryError, when the host or the sender is missing, or the port is no number."""
    host, sender = environment.get(HOST, ""), environment.get(SENDER, "")
    port = environment.get(PORT) or str(STARTTLS_PORT)
    if not host or not sender or not port.isdigit():
        raise DeliveryError(
            message(fr="Le serveur de messagerie n’est pas indiqué.", en="The mail server is not stated."),
            where=message(fr="variables d’environnement", en="environment variables"),
            allowed=f"{HOST}, {SENDER}, {PORT} ({STARTTLS_PORT}, {TLS_PORT}), {USER}, {PASSWORD}, {AUTHORITY}",
            action=message(
                fr="Renseignez-les là où tourne le calendrier, jamais dans study.yaml.",
                en="Set them where the schedule runs, never in study.yaml.",
            ),
        )
    known = (environment.get(name, "") for name in (USER, PASSWORD, AUTHORITY))
    return Server(host, int(port), sender, *known)


def send_mail(parcel: Parcel, *, to: str, environment: Mapping[str, str]) -> None:
    """One message to one address: the first page as text, the PDF attached, or the page where there is no PDF.

    Raises: DeliveryError, with the kind of refusal; neither password nor answer stands in it.
    """
    server = server_of(environment)
    try:
        with _session(server) as session:
            session.send_message(letter(parcel, to=to, sender=server.sender))
    except (smtplib.SMTPException, OSError) as failure:
        raise DeliveryError(
            message(fr="Le message n’est pas parti.", en="The message was not sent."),
            where=f"{server.host}:{server.port}",
            found=_kind(failure),
            action=message(
                fr="Vérifiez serveur, port, identifiants et certificat ; l’envoi sera refait au prochain passage.",
                en="Check server, port, credentials and certificate; it is sent again at the next run.",
            ),
        ) from None


def letter(parcel: Parcel, *, to: str, sender: str) -> EmailMessage:
    """The message itself: first page as text, PDF and summary in Word attached, or all files where there is no PDF."""
    written = EmailMessage()
    written["Subject"], written["From"], written["To"] = parcel.subject, sender, to
    written["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    written.set_content(f"{parcel.text}\n\n{WORDS[parcel.lang]}\n")
    printed = any(path.suffix == ".pdf" for path in parcel.files)
    for path in (path for path in parcel.files if not printed or path.suffix in (".pdf", ".docx")):
        main, sub = KINDS.get(path.suffix, ("application", "octet-stream"))
        written.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    return written


@contextmanager
def _session(server: Server) -> Iterator[smtplib.SMTP]:
    """Encrypted before anything is said, the certificate verified: there is no other way."""
    secure = ssl.create_default_context(cafile=server.authority or None)
    if server.port == TLS_PORT:
        opened: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=secure)
    else:
        opened = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    with opened as session:
        if server.port != TLS_PORT:
            session.starttls(context=secure)
        if server.user:
            session.login(server.user, server.password)
        yield session


def _kind(failure: Exception) -> str:
    code = getattr(failure, "smtp_code", None)
    return f"{type(failure).__name__}{f' {code}' if code else ''}"
