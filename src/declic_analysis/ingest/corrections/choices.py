"""What a person may choose from to correct a cell: the words of the study."""

from __future__ import annotations

from declic_analysis.ingest.corrections.lines import EMPTY_WORD
from declic_analysis.ingest.headers import header_key
from declic_analysis.study.model import Scale, Source, Study
from declic_analysis.vocabulary import QuarantineReason


def choices(study: Study, *, source: str, column: str, reason: str) -> list[str]:
    """Labels offered for a quarantined cell; none where only a person can know (a date, a whole row)."""
    declared = next((one for one in study.sources if one.id == source), None)
    scale = _scale(study, declared, column) if declared else None
    if scale is not None:
        asked = reason != QuarantineReason.UNKNOWN_AUDIENCE
        return [*(_labels(scale) if asked else []), EMPTY_WORD]
    named = {
        QuarantineReason.UNKNOWN_TERRITORY.value: [one.label.fr for one in study.territories],
        QuarantineReason.UNKNOWN_FORMAT.value: [one.label.fr for one in study.formats],
        QuarantineReason.UNKNOWN_AUDIENCE.value: [one.label.fr for one in study.audiences],
    }
    return named.get(reason, []) if column else []


def _scale(study: Study, source: Source, column: str) -> Scale | None:
    """The scale of the item that a header carries."""
    items = (item for mapped in source.answers.values() for item, header in mapped.items() if _same(header, column))
    return next((study.scale(study.item(item).scale) for item in items), None)


def _same(mapped: str, header: str) -> bool:
    return header_key(mapped) == header_key(header)


def _labels(scale: Scale) -> list[str]:
    return [*(level.label.fr for level in scale.levels), *(off.label.fr for off in scale.non_substantive)]
