"""Questions answered by choosing among options that make no scale: one, or as many as apply."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pydantic import Field, model_validator

from declic_analysis.errors import message
from declic_analysis.study.base import Identifier, Strict, Words
from declic_analysis.study.faults import StudyFault

OTHER = "other"  # the option that respondents word themselves, where a question allows it
OTHER_NAMES = frozenset(
    {OTHER, "-oth-", "autre", "autres", "autre(s)", "autre réponse", "autre, précisez", "other (please specify)"}
)
# What a cell of an option's column says; absent: the option was not offered to this person; words: the text says.
YES, NO, ABSENT, BLANK, WORDS = "yes", "no", "absent", "blank", "words"


class Option(Strict):
    """One answer that a question offers."""

    id: Identifier = Field(description="identifier of the option")
    label: Words = Field(description="the option as the questionnaire words it")
    codes: list[str] = Field(default=[], description="how the survey tool writes it: codes, other labels")


class ChoiceQuestion(Strict):
    """A question whose options are not steps of a scale."""

    id: Identifier = Field(description="identifier that sources refer to")
    wording: Words = Field(description="the question, word for word")
    multiple: bool = Field(default=False, description="true: several options may be chosen")
    audiences: Annotated[list[Identifier], Field(min_length=1)] = Field(
        description="ids of the audiences it is asked of"
    )
    other: bool = Field(
        default=False, description="true: « autre », in the respondent's own words, which are counted and never stored"
    )
    options: Annotated[list[Option], Field(min_length=2)] = Field(description="what is offered, in the order of pages")

    @model_validator(mode="after")
    def an_option_stands_once(self) -> ChoiceQuestion:
        ids = Counter(option.id for option in self.options) + Counter([OTHER] if self.other else [])
        codes = Counter(code for option in self.options for code in set(option.codes))
        for field, found in (("options", ids), ("options", codes)):
            twice = [value for value, n in found.items() if n > 1]
            if twice:
                raise StudyFault.of(
                    field,
                    message(
                        fr=f"« {twice[0]} » désigne deux options ; il n’en désigne qu’une",
                        en=f"'{twice[0]}' stands for two options; it stands for one",
                    ),
                )
        return self
