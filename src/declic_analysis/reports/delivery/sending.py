"""To whom and where a scheduled report goes, and which of them already have it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis.errors import DeliveryError
from declic_analysis.reports.delivery.mail import send_mail
from declic_analysis.reports.delivery.parcel import Parcel
from declic_analysis.reports.delivery.places import send_to_folder, tell_hook

if TYPE_CHECKING:
    from declic_analysis.study.reporting import ReportPlan


class Target(NamedTuple):
    """One recipient: `kind` is mail, folder or hook."""

    kind: str
    address: str

    @property
    def mark(self) -> str:
        """What the state keeps of it: no address stands in it."""
        return hashlib.sha256(f"{self.kind}:{self.address}".encode()).hexdigest()[:16]


class Sent(NamedTuple):
    """Marks of those who have the report now, and the sentences of what failed."""

    done: tuple[str, ...]
    failures: tuple[str, ...]


def targets_of(plan: ReportPlan) -> list[Target]:
    places = [("folder", plan.folder), ("hook", plan.webhook)]
    return [*(Target("mail", to) for to in plan.recipients), *(Target(kind, at) for kind, at in places if at)]


def deliver(
    plan: ReportPlan, parcel: Parcel, *, root: Path, environment: Mapping[str, str], already: Collection[str] = ()
) -> Sent:
    """Send the report to everyone who has not had it; one who cannot be reached costs the others nothing.

    Parameters: root, that a relative folder starts from; already, marks of those who have it.
    """
    done, failures = list(already), []
    for target in targets_of(plan):
        if target.mark in done:
            continue
        try:
            _send(target, parcel, root=root, environment=environment)
            done.append(target.mark)
        except DeliveryError as failure:
            failures.append(str(failure))
    return Sent(tuple(done), tuple(failures))


def _send(target: Target, parcel: Parcel, *, root: Path, environment: Mapping[str, str]) -> None:
    if target.kind == "mail":
        send_mail(parcel, to=target.address, environment=environment)
    elif target.kind == "folder":
        send_to_folder(parcel, folder=root / target.address)
    else:
        tell_hook(parcel, address=target.address, environment=environment)
