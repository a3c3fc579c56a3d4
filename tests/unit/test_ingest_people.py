"""Who is who, over all the files and sheets of a study at once."""

from __future__ import annotations

import pandas as pd

from declic_analysis.ingest import Claims, claims_of, recognise
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study.model import IdentityRule


def claims(codes: list[str], *, file: str, rule: IdentityRule | None = None) -> Claims:
    texts = pd.DataFrame({"Code": codes}, index=range(10, 10 + len(codes)))
    lines = pd.Series(range(2, 2 + len(codes)), index=texts.index)
    rule = rule or IdentityRule(columns=["Code"], pattern="[a-z]{2}[0-9]{2}")
    return claims_of(texts, rule=rule, source=file, file=f"{file}.csv", lines=lines, audience="tous")


def test_a_person_is_the_same_in_a_survey_and_in_a_register() -> None:
    survey, sheet = claims(["AB12", "cd34"], file="avant"), claims(["Cd34 ", "zz99"], file="presences")
    one, two = recognise([survey, sheet], key=FICTION_KEY, study="essai")
    assert one.index.tolist() == [10, 11]
    assert one["person"][11] == two["person"][10]
    assert one["person"][10] not in set(two["person"])
    assert one["identified"].all()


def test_rows_without_a_code_are_nobody_else() -> None:
    one, two = recognise([claims(["", "a1"], file="a"), claims(["", "a1"], file="b")], key=FICTION_KEY, study="essai")
    assert one["identity"].tolist() == ["empty", "malformed"]
    assert len({*one["person"], *two["person"]}) == 4
    assert not one["identified"].any()


def test_claims_show_nobody() -> None:
    assert "ab12" not in repr(claims(["ab12"], file="avant"))
