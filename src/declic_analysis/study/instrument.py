"""What the questionnaire itself needs beyond its items: who answers for the data, the code, what else is asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from declic_analysis.errors import message
from declic_analysis.study.base import Identifier, Strict, Words
from declic_analysis.study.faults import StudyFault

LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"  # a mother called Élodie begins with É; accents go before two codes are compared
ASKED = Literal["territory", "format", "action", "action_on", "structure"]
MOMENTS = Literal["before", "after", "reminder", "followup"]


class CodePart(Strict):
    """One piece of the personal code that people make up the same way each time."""

    wording: Words = Field(description="what to write, e.g. les 2 premières lettres du prénom de votre mère")
    kind: Literal["letters", "digits"] = Field(description="letters or digits")
    length: Annotated[int, Field(ge=1, le=6)] = Field(description="how many of them")
    example: str | None = Field(default=None, description="example of this piece, e.g. MA")

    @property
    def pattern(self) -> str:
        return f"[{LETTERS if self.kind == 'letters' else '0-9'}]{{{self.length}}}"

    @model_validator(mode="after")
    def example_fits(self) -> CodePart:
        import re

        if self.example is not None and not re.fullmatch(self.pattern, self.example):
            raise StudyFault.of(
                "example",
                message(
                    fr=f"l’exemple doit avoir {self.length} {'lettre(s)' if self.kind == 'letters' else 'chiffre(s)'}",
                    en=f"the example must have {self.length} {self.kind}",
                ),
            )
        return self


CODE = (
    CodePart(
        wording=Words(
            fr="les 2 premières lettres du prénom de votre mère", en="the first 2 letters of your mother’s first name"
        ),
        kind="letters",
        length=2,
        example="MA",
    ),
    CodePart(
        wording=Words(
            fr="votre jour de naissance, en 2 chiffres (de 01 à 31)",
            en="the day of the month you were born, in 2 digits (01 to 31)",
        ),
        kind="digits",
        length=2,
        example="07",
    ),
    CodePart(
        wording=Words(
            fr="les 2 premières lettres de votre commune de naissance",
            en="the first 2 letters of the town where you were born",
        ),
        kind="letters",
        length=2,
        example="LY",
    ),
)


class ActionChoice(Strict):
    """An action that respondents choose in a list."""

    id: Identifier = Field(description="identifier of the action, as the answers will carry it")
    label: Words = Field(description="how respondents recognise it: what, where, when")


class Instrument(Strict):
    """The survey that `declic questionnaire` writes. What is absent and needs a person is shown as « à compléter »."""

    controller: str | None = Field(default=None, description="who answers for the data (responsable de traitement)")
    contact: str | None = Field(
        default=None, description="where people exercise their rights: e-mail, address or phone"
    )
    retention: Words | None = Field(
        default=None, description="how long individual answers are kept, e.g. jusqu’au 31 décembre 2027"
    )
    purpose: Words | None = Field(default=None, description="what the answers are for; a sentence by default")
    recipients: Words | None = Field(default=None, description="who reads individual answers; a sentence by default")
    legal_basis: Literal["consent", "public_task", "legitimate_interest"] = Field(
        default="consent", description="legal basis of the processing (GDPR, article 6)"
    )
    code_asked: bool = Field(default=True, description="false: no personal code, so waves can never be paired")
    code: Annotated[list[CodePart], Field(min_length=1)] = Field(
        default=list(CODE), description="pieces of the self-generated code, in order"
    )
    introduction: Words | None = Field(default=None, description="sentence before the items")
    retrospective: Words | None = Field(default=None, description="sentence before the items asked in retrospect")
    quote: Words | None = Field(default=None, description="question that asks for the permission to be quoted")
    welcome: dict[MOMENTS, Words] = Field(
        default={}, description="first sentence of the questionnaire: before, after or followup → words"
    )
    messages: dict[MOMENTS, Words] = Field(
        default={}, description="text of an invitation: before, after (D+2), reminder (D+7), followup (M+3) → words"
    )
    off_scale: list[Identifier] = Field(
        default=[], description="answers off the scale that are offered; dont_know by default, else the first one"
    )
    actions: list[ActionChoice] = Field(default=[], description="actions offered as a list; empty = a free field")
    ask: list[ASKED] = Field(
        default=["territory", "format", "action", "action_on", "structure"],
        description="what is asked about the action and the person’s structure; territory and format only if several",
    )
    followups: list[Annotated[int, Field(ge=1, le=36)]] = Field(
        default=[3], description="months after the action at which people are asked again"
    )

    @field_validator("followups", "ask")
    @classmethod
    def each_once(cls, value: list[object]) -> list[object]:
        if len(set(value)) < len(value):
            raise StudyFault.of("", message(fr="une valeur est donnée deux fois", en="a value is given twice"))
        return value

    @property
    def code_pattern(self) -> str:
        """Regular expression of a well-formed code; the pieces follow each other without spaces."""
        return "^" + "".join(part.pattern for part in self.code) + "$"

    @property
    def code_example(self) -> str:
        """An example, where every piece has one."""
        examples = [part.example for part in self.code]
        return "".join(e for e in examples if e) if all(examples) else ""
