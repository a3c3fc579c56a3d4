"""What may be named in the shared diagnosis: the software's list, and what a study adds to it or says in its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import Field, field_validator, model_validator

from declic_analysis.codes import rome_code
from declic_analysis.errors import message
from declic_analysis.study.base import Identifier, Strict, Words
from declic_analysis.study.faults import Fault, StudyFault
from declic_analysis.vocabulary.coded import Coded
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, DiagnosisKind, Public

if TYPE_CHECKING:
    from declic_analysis.study.model import Study

PUBLIC, ELEMENT = "concerned", "element"  # the columns of the sheet, and their kinds


class NamedPublic(Strict):
    """Whom a job could be for, in this study."""

    id: Identifier = Field(description="identifier; one of the software's list = its name in this study")
    label: Words = Field(description="name on pages and in the register")


class NamedElement(Strict):
    """What either side may name, in this study."""

    id: Identifier = Field(description="identifier; one of the software's list = its name in this study")
    label: Words = Field(description="name on pages and in the register")
    kind: DiagnosisKind = Field(description="barrier (obstacle perceived), training, or adaptation by the company")


class NamedJob(Strict):
    """The name of a job, shown beside its code."""

    id: str = Field(description="ROME code: a letter from A to N and four digits, e.g. H2901")
    label: Words = Field(description="name of the job on pages")

    @field_validator("id")
    @classmethod
    def is_a_rome_code(cls, value: str) -> str:
        if rome_code(value) != value:
            fr = "code ROME attendu : une lettre de A à N et quatre chiffres, par exemple H2901"
            raise StudyFault.of("", message(fr=fr, en="ROME code expected: a letter from A to N, four digits: H2901"))
        return value


class SharedDiagnosis(Strict):
    """Publics and things to name, besides or instead of the software's; names of jobs."""

    built_in: bool = Field(default=True, description="false: only what this study declares may be named")
    publics: list[NamedPublic] = Field(default=[], description="whom jobs could be for")
    elements: list[NamedElement] = Field(default=[], description="barriers, training and adaptations to name")
    jobs: list[NamedJob] = Field(default=[], description="names of jobs (ROME); the code stands alone without one")

    @model_validator(mode="after")
    def each_word_means_one_thing(self) -> SharedDiagnosis:
        faults = [*_reserved(self), *_one_word("publics", self.public_words), *_one_word("elements", self.words)]
        if faults:
            raise StudyFault(faults)
        return self

    @property
    def public_words(self) -> dict[str, Words]:
        """Every public that may be written → its name; « all » always, for it is what an empty cell means."""
        kept = Public if self.built_in or not self.publics else (Public.ALL,)
        return _built_in(kept) | {one.id: one.label for one in self.publics}

    @property
    def words(self) -> dict[str, Words]:
        """Every element that may be written → its name, in the order of pages; « nothing » last."""
        kept = [e for e in DiagnosisElement if e.kind and (self.built_in or not self.elements)]
        named = _built_in(kept) | {one.id: one.label for one in self.elements}
        order = sorted(named, key=lambda code: DiagnosisKind.codes().index(self.kinds[code].value))
        return {code: named[code] for code in order} | _built_in([DiagnosisElement.NOTHING])

    @property
    def kinds(self) -> dict[str, DiagnosisKind]:
        """Kind of each element; « nothing » has none."""
        return {e.value: e.kind for e in DiagnosisElement if e.kind} | {one.id: one.kind for one in self.elements}

    @property
    def job_words(self) -> dict[str, Words]:
        return {one.id: one.label for one in self.jobs}

    def spellings(self, column: str) -> Mapping[str, list[str]]:
        """Code → every way of writing it in the column `concerned` or `element` of the register."""
        own: Sequence[NamedPublic | NamedElement] = self.publics if column == PUBLIC else self.elements
        renamed = {one.id for one in own}
        kept: type[Coded] = Public if column == PUBLIC else DiagnosisElement
        builtin = {m.value: [*m.label] for m in kept if m.value in renamed}  # a renamed one keeps its first name
        named = self.public_words if column == PUBLIC else self.words
        return {
            code: [*builtin.get(code, []), *([said.en] if said.en else []), said.fr, code]
            for code, said in named.items()
        }


def _built_in(members: Iterable[Coded]) -> dict[str, Words]:
    return {member.value: Words(fr=member.label.fr, en=member.label.en) for member in members}


def _reserved(told: SharedDiagnosis) -> Iterator[Fault]:
    lists: list[tuple[str, Coded, Sequence[NamedPublic | NamedElement]]]
    lists = [("elements", DiagnosisElement.NOTHING, told.elements), ("publics", Public.ALL, told.publics)]
    for name, code, own in lists:
        for k, one in enumerate(own):
            if one.id == code.value:
                fr = f"« {one.id} » veut toujours dire « {code.label.fr} » ; choisissez un autre id"
                en = f"'{one.id}' always means “{code.label.en}”; choose another id"
                yield Fault(f"{name}.{k}.id", message(fr=fr, en=en))
    builtin = {member.value: member.kind for member in DiagnosisElement}
    for k, element in enumerate(told.elements):
        kind = builtin.get(element.id)
        if kind not in (None, element.kind):
            fr = f"« {element.id} » est de la sorte {kind.value} dans la liste du logiciel ; gardez-la, ou changez d’id"
            en = f"'{element.id}' is of kind {kind.value} in the software's list; keep it, or choose another id"
            yield Fault(f"elements.{k}.kind", message(fr=fr, en=en))


def _one_word(name: str, named: Mapping[str, Words]) -> Iterator[Fault]:
    """Two codes under one word could not be told apart in the register."""
    owners: dict[str, str] = {}
    for code, said in named.items():
        for text in {said.fr, said.of("en"), code}:
            owner = owners.setdefault(re.sub(r"\W+", " ", text.casefold()).strip(), code)
            if owner != code:
                fr = f"« {text} » désigne déjà « {owner} » ; donnez un autre nom, ou l’id {owner} pour le renommer"
                en = f"'{text}' already stands for '{owner}'; give another name, or the id {owner} to rename it"
                yield Fault(name, message(fr=fr, en=en))


def diagnosis_words(study: Study, column: str) -> Mapping[str, Words]:
    """The names of the column's codes; column is `concerned` or `element`."""
    return study.diagnosis.public_words if column == PUBLIC else study.diagnosis.words
