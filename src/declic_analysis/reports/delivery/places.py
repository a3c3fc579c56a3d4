"""A report into a folder, or told to a web hook."""

from __future__ import annotations

import json
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from declic_analysis.errors import DeliveryError, message
from declic_analysis.reports.delivery.parcel import Parcel

PATIENCE = 30  # seconds


def send_to_folder(parcel: Parcel, *, folder: Path) -> None:
    """Copies of the files, each whole or not at all; a file of the same name is replaced.

    Raises: DeliveryError, when the folder is not there or cannot be written: it is not made, for a share that is not
    mounted would be filled in its place.
    """
    try:
        if not folder.is_dir():
            raise FileNotFoundError
        for path in parcel.files:
            temporary = folder / f".{path.name}.{os.getpid()}.tmp"
            shutil.copyfile(path, temporary)
            temporary.replace(folder / path.name)
    except OSError as failure:
        raise DeliveryError(
            message(fr="Le rapport n’a pas pu être déposé.", en="The report could not be put there."),
            where=str(folder),
            found=type(failure).__name__,
            action=message(
                fr="Créez ce dossier ou donnez le droit d’y écrire ; le dépôt sera refait au prochain passage.",
                en="Make this folder or give the right to write in it; it is done again at the next run.",
            ),
        ) from None


def tell_hook(parcel: Parcel, *, address: str, environment: Mapping[str, str]) -> None:
    """POST of JSON: title, subtitle, text (the first page), language, fiction, names of files. No file is sent.

    Parameters: address, https, or `env:NAME`: the address is then the value of that variable, for it may hold a secret.
    Raises: DeliveryError, when the variable is empty, the address is not https (loopback excepted) or the answer is
    not a success.
    """
    named = environment.get(address[4:], "") if address.startswith("env:") else address
    if not named.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise _hook_failed(address, "https://", kind="")
    told = {
        "title": parcel.subject,
        "text": parcel.text,
        "lang": parcel.lang,
        "fictitious": parcel.fictitious,
        "files": [path.name for path in parcel.files],
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    request = urllib.request.Request(named, data=body, headers={"Content-Type": "application/json; charset=utf-8"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):
            return
    except urllib.error.HTTPError as failure:
        failure.close()
        raise _hook_failed(address, "2xx", kind=str(failure.code)) from None
    except OSError as failure:
        raise _hook_failed(address, "2xx", kind=type(failure).__name__) from None


def _hook_failed(address: str, allowed: str, *, kind: str) -> DeliveryError:
    """Only an address that is no secret is shown: the name of the variable, or the host."""
    shown = address if address.startswith("env:") else address.split("?")[0].rsplit("/", 1)[0]
    return DeliveryError(
        message(fr="Le crochet web n’a pas accepté le rapport.", en="The web hook did not accept the report."),
        where=shown,
        found=kind or message(fr="adresse vide ou non chiffrée", en="empty address, or not encrypted"),
        allowed=allowed,
        action=message(
            fr="Vérifiez l’adresse ; l’envoi sera refait au prochain passage.",
            en="Check the address; it is sent again at the next run.",
        ),
    )
