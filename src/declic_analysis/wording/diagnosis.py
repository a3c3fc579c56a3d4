"""Sentences on the shared diagnosis: where both sides agree, differ, or are silent."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.study import Study
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, Sharing
from declic_analysis.wording.formats import integer, missing
from declic_analysis.wording.texts import capital, say

NAMED, SILENT_SIDE, OTHERWISE = "●", "–", "○"
_MARKS = {
    Sharing.BOTH: (NAMED, NAMED), Sharing.FIRST: (NAMED, OTHERWISE), Sharing.SECOND: (OTHERWISE, NAMED),
    Sharing.FIRST_ALONE: (NAMED, SILENT_SIDE), Sharing.SECOND_ALONE: (SILENT_SIDE, NAMED),
    Sharing.NOBODY: (SILENT_SIDE, SILENT_SIDE),
}  # fmt: skip
ALONE = (Sharing.FIRST_ALONE.value, Sharing.SECOND_ALONE.value)
DIFFER = (Sharing.FIRST.value, Sharing.SECOND.value)
KEYS = ["rome", "concerned"]
_MOST = 8  # silent jobs named in a sentence


class Agreement(NamedTuple):
    """Jobs × publics that may be shown: all of them, those where both sides answered, of those where they agree."""

    shown: int
    answered: int
    agreed: int


def sides_of(study: Study, *, lang: str = "fr") -> tuple[str, str]:
    """The names of both sides, in the order of the study."""
    first, second = (audience.label.of(lang) for audience in study.audiences[:2])
    return first, second


def sharing_marks(code: object) -> tuple[str, str]:
    """What each side did, in one sign each: named it, answered without naming it, did not answer."""
    return (SILENT_SIDE, SILENT_SIDE) if missing(code) else _MARKS[Sharing.of(str(code))]


def sharing_words(code: object, *, study: Study, lang: str = "fr") -> str:
    """Both marks and where the sides stand in words. "non publié" where the gate has emptied it."""
    if missing(code):
        return say("not_published", lang=lang)
    first, second = sides_of(study, lang=lang)
    told = Sharing.of(str(code)).label.of(lang).format(first=first.lower(), second=second.lower())
    return f"{''.join(sharing_marks(code))} {capital(told)}"


def job_words(code: object, *, study: Study, lang: str = "fr") -> str:
    """The code of a job, and its name where the study gives one."""
    named = study.diagnosis.job_words.get(str(code))
    return f"{code} {named.of(lang)}" if named else str(code)


def public_words(code: object, *, study: Study, lang: str = "fr") -> str:
    """A public in words; a dash for a job of which nobody said anything."""
    named = None if missing(code) else study.diagnosis.public_words.get(str(code))
    return "–" if missing(code) else named.of(lang) if named else str(code)


def element_words(code: object, *, study: Study, lang: str = "fr") -> tuple[str, str]:
    """Kind and element in words."""
    if missing(code):
        return "–", "–"
    kind, named = study.diagnosis.kinds.get(str(code)), study.diagnosis.words.get(str(code))
    return capital(kind.label.of(lang)) if kind else "–", capital(named.of(lang) if named else str(code))


def naming_words(row: pd.Series, side: str, *, lang: str = "fr") -> str:
    """How many structures of a side name it, out of those that answered: side is first or second."""
    answering, naming = row[f"n_{side}_answering"], row[f"n_{side}_naming"]
    if missing(answering) or (missing(naming) and answering):
        return say("not_published", lang=lang)
    if not answering:
        return say("diagnosis_no_answer", lang=lang)
    return say("diagnosis_of", lang=lang, k=integer(naming, lang=lang), n=integer(answering, lang=lang))


def posts_words(job: object, jobs: Published | None, *, lang: str = "fr") -> str:
    """Posts to fill and companies that seek, behind the gate; nothing where no register says. Raises: ContractError."""
    rows = None if jobs is None else require_published(jobs, kind="openings").frame
    own = None if rows is None else rows[rows["rome"] == job]
    if own is None or own.empty:
        return ""
    row = own.iloc[0]
    if missing(row["n_companies"]):
        return say("diagnosis_posts_withheld", lang=lang)
    companies = integer(row["n_companies"], lang=lang)
    if missing(row["n_posts"]):
        return say("diagnosis_posts_unknown", lang=lang, companies=companies)
    return say("diagnosis_posts", lang=lang, n=integer(row["n_posts"], lang=lang), companies=companies)


def sharing_counts(rows: pd.DataFrame) -> dict[str, int]:
    """Elements by agreement: both, differ, alone. Having nothing to say is no element."""
    states = rows.loc[~rows["element"].eq(DiagnosisElement.NOTHING.value).fillna(False), "sharing"].dropna()
    kinds = {"both": (Sharing.BOTH.value,), "differ": DIFFER, "alone": ALONE}
    return {name: int(states.isin(codes).sum()) for name, codes in kinds.items()}


def agreement(diagnosis: Published) -> Agreement:
    """Jobs × publics where both sides answered, and where they name one element alike or both have nothing to say.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(diagnosis, kind="diagnosis").shown
    told = rows[rows["concerned"].notna()]
    pairs = told.assign(
        answered=(told["n_first_answering"] > 0) & (told["n_second_answering"] > 0),
        agreed=told["sharing"] == Sharing.BOTH.value,
    )
    jobs = pairs.groupby(KEYS)[["answered", "agreed"]].any()
    return Agreement(len(jobs), int(jobs["answered"].sum()), int((jobs["answered"] & jobs["agreed"]).sum()))


def agreed_words(diagnosis: Published, *, lang: str = "fr") -> str:
    """How many of the jobs × publics that both sides answered they agree on; "non publié" where none may be shown.

    Raises: ContractError, for a bare frame.
    """
    found = agreement(diagnosis)
    if not found.answered:
        rows = diagnosis.frame
        withheld = not rows.empty and not bool(rows["published"].all())
        return say("not_published" if withheld else "unknown", lang=lang)
    return say("diagnosis_of", lang=lang, k=integer(found.agreed, lang=lang), n=integer(found.answered, lang=lang))


def diagnosis_sentences(
    diagnosis: Published, *, study: Study, jobs: Published | None = None, lang: str = "fr"
) -> list[str]:
    """What is agreed, what is not, the jobs of which nobody speaks, what is withheld.

    Raises: ContractError, for a bare frame.
    """
    published = require_published(diagnosis, kind="diagnosis")
    rows, shown, found = published.frame, published.shown, agreement(diagnosis)
    counts = sharing_counts(shown)
    told = [_counted("diagnosis_pairs", {"n": found.answered, "k": found.agreed}, lang=lang)] if found.answered else []
    if total := sum(counts.values()):
        told.append(_counted("diagnosis_sentence", {"n": total, **counts}, lang=lang))
    silent = shown.loc[shown["sharing"].eq(Sharing.NOBODY.value).fillna(False), "rome"]
    if len(silent):
        told.append(_silent([str(job) for job in silent], study=study, jobs=jobs, lang=lang))
    if hidden := len(rows.loc[~rows["published"].astype(bool), KEYS].drop_duplicates()):
        told.append(_counted("diagnosis_hidden", {"n": hidden, "structures": published.rules.structures}, lang=lang))
    return told


def _counted(key: str, numbers: dict[str, int], *, lang: str) -> str:
    return say(key, lang=lang, **{name: integer(value, lang=lang) for name, value in numbers.items()})


def _silent(codes: list[str], *, study: Study, jobs: Published | None, lang: str) -> str:
    """One sentence for all jobs of which nobody spoke, with their posts: no page of dashes."""
    named = []
    for code in codes[:_MOST]:
        posts = posts_words(code, jobs, lang=lang)
        named.append(job_words(code, study=study, lang=lang) + (f" ({posts})" if posts else ""))
    if len(codes) > _MOST:
        named.append(say("diagnosis_more", lang=lang, n=integer(len(codes) - _MOST, lang=lang)))
    return say("diagnosis_silent", lang=lang, n=integer(len(codes), lang=lang), names=", ".join(named))
