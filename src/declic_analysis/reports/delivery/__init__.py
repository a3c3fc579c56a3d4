"""Sending a report: e-mail, folder, web hook. Addresses come from the study, secrets from the environment."""

from declic_analysis.reports.delivery.parcel import Parcel, parcel_of
from declic_analysis.reports.delivery.sending import Sent, deliver, targets_of

__all__ = ["Parcel", "Sent", "deliver", "parcel_of", "targets_of"]
