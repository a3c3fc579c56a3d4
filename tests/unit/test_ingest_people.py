"""Who is who, over all the files and sheets of a study at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.errors import SourceError
from declic_analysis.ingest import Claims, Recognised, claims_of, read_raw, recognise, take_in
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import load_study
from declic_analysis.study.model import IdentityRule

CODE = IdentityRule(columns=["Code"], pattern="[a-z]{2}[0-9]{2}[a-z]{2}")
TOLERANT = IdentityRule(columns=["Code"], pattern=CODE.pattern, constant=["Naissance"], tolerance="one_edit")
CHECKED = IdentityRule(columns=["Numéro"], constant=["Naissance"])


def claims(
    codes: list[str], *, wave: str, rule: IdentityRule = CODE, born: list[str] | None = None, audience: str = "tous"
) -> Claims:
    texts = pd.DataFrame({"Code": codes}, index=range(10, 10 + len(codes)))
    return claims_of(
        texts,
        rule=rule,
        source=wave,
        file=f"{wave}.csv",
        lines=pd.Series(range(2, 2 + len(codes)), index=texts.index),
        audience=audience,
        waves=[wave],
        constants=pd.DataFrame({0: born}, index=texts.index) if born else None,
    )


def named(*parts: Claims) -> list[Recognised]:
    return recognise(parts, key=FICTION_KEY, study="essai")


def matches(*parts: Claims) -> list[list[str]]:
    return [one.people["match"].tolist() for one in named(*parts)]


def noted(found: Recognised) -> dict[str, int]:
    return {category: n for category, n, _ in found.notes}


def test_a_person_is_the_same_in_a_survey_and_in_a_register() -> None:
    one, two = named(claims(["AB12CD", "cd34ef"], wave="before"), claims(["Cd34eF ", "zz99zz"], wave="presences"))
    assert one.people.index.tolist() == [10, 11]
    assert one.people["person"][11] == two.people["person"][10]
    assert one.people["person"][10] not in set(two.people["person"])
    assert one.people["match"].tolist() == ["none", "exact"]
    assert one.people["match_score"].fillna(-1).tolist() == [-1.0, 1.0]


@pytest.mark.parametrize(("waves", "pairs"), [(["retro_before", "after"], True), (["after"], False)])
def test_without_a_code_a_row_of_two_waves_is_one_person(waves: list[str], pairs: bool) -> None:
    untold = claims_of(
        pd.DataFrame(index=range(3)), rule=None, source="s", file="s.csv", lines=pd.Series([2, 3, 4]), audience="tous",
        waves=waves,
    )  # fmt: skip
    (found,) = named(untold)
    assert found.people["identified"].tolist() == [pairs] * 3
    assert found.people["person"].nunique() == 3


def test_rows_without_a_code_are_nobody_else() -> None:
    one, two = named(claims(["", "a1"], wave="before"), claims(["", "a1"], wave="after"))
    assert one.people["identity"].tolist() == ["empty", "malformed"]
    assert len({*one.people["person"], *two.people["person"]}) == 4
    assert not one.people["identified"].any()


def test_claims_show_nobody() -> None:
    assert "ab12cd" not in repr(claims(["ab12cd"], wave="before"))


@pytest.mark.parametrize(
    ("later", "why"),
    [
        ("ab12cx", "another character"),
        ("ab1cd", "one too few: malformed, joins a well-formed one"),
        ("ab12ccd", "one too many"),
        ("ba12cd", "two neighbours swapped"),
    ],
)
def test_one_edit_is_the_same_person_where_constants_agree(later: str, why: str) -> None:
    one, two = named(
        claims(["ab12cd"], wave="before", rule=TOLERANT, born=["1975"]),
        claims([later], wave="after", rule=TOLERANT, born=["1975"]),
    )
    assert one.people["person"].tolist() == two.people["person"].tolist(), why
    assert one.people["match"].tolist() == two.people["match"].tolist() == ["one_edit"]
    assert two.people["match_score"][10] == pytest.approx(1 - 1 / max(6, len(later)))
    assert two.people["identified"].all()
    assert noted(two).get("one_edit") == 1
    assert "one_edit" not in noted(one)
    exact = named(claims(["ab12cd"], wave="before"))[0]  # the well-formed or earlier code names the person
    assert one.people["person"][10] == exact.people["person"][10]


@pytest.mark.parametrize(
    ("first", "second", "born"),
    [
        (["ab12cd"], ["ab12xy"], ["1975"]),  # two edits
        (["ab12cd"], ["ab12dx"], ["1975"]),  # a swap and a character
        (["ab12cd"], ["ab12cx"], ["1976"]),  # constants disagree
        (["ab12cd"], ["ab12cx"], [""]),  # nothing to confirm with
        (["ab1cd"], ["ab2cd"], ["1975"]),  # two malformed codes
        (["1234567"], ["1234568"], ["1975"]),  # digits only
        (["ab1"], ["ab2"], ["1975"]),  # too short
    ],
)
def test_one_edit_is_refused(first: list[str], second: list[str], born: list[str]) -> None:
    loose = IdentityRule(columns=["Code"], constant=["Naissance"], tolerance="one_edit")
    rule = TOLERANT if len(first[0]) in (5, 6) else loose
    one, two = named(
        claims(first, wave="before", rule=rule, born=["1975"]), claims(second, wave="after", rule=rule, born=born)
    )
    assert set(one.people["match"]) | set(two.people["match"]) == {"none"}
    assert one.people["person"][10] != two.people["person"][10]


def test_ambiguous_codes_stay_unmatched_and_are_counted() -> None:
    one, two = named(
        claims(["ab12cd", "ab12ce"], wave="before", rule=TOLERANT, born=["1975", "1975"]),
        claims(["ab12cf"], wave="after", rule=TOLERANT, born=["1975"]),
    )
    assert {*one.people["match"], *two.people["match"]} == {"none"}
    assert (noted(one)["ambiguous_code"], noted(two)["ambiguous_code"]) == (2, 1)


def test_constants_decide_between_two_near_codes() -> None:
    one, two = named(
        claims(["ab12cd", "ab12ce"], wave="before", rule=TOLERANT, born=["1975", "1980"]),
        claims(["ab12cf"], wave="after", rule=TOLERANT, born=["1980"]),
    )
    assert two.people["person"][10] == one.people["person"][11]


def test_codes_of_one_wave_are_never_joined() -> None:
    found = matches(
        claims(["ab12cd", "ab12ce"], wave="after", rule=TOLERANT, born=["1975", "1975"]),
        claims(["ab12cd"], wave="before", rule=TOLERANT, born=["1975"]),
    )
    assert found == [["exact", "none"], ["exact"]]  # who is matched exactly is no candidate in that wave


def test_a_register_without_constant_fields_takes_no_confirmation_away() -> None:
    one, _, two = named(
        claims(["ab12cd", "ef34gh"], wave="before", rule=TOLERANT, born=["1975", ""]),
        claims(["ab12cd", "ef34gh"], wave="presences", rule=TOLERANT),
        claims(["ab12cx", "ef34gx"], wave="after", rule=TOLERANT, born=["1975", "1980"]),
    )
    assert one.people["match"].tolist() == ["one_edit", "exact"]
    assert two.people["person"][10] == one.people["person"][10]
    assert two.people["match"].tolist() == ["one_edit", "none"]


def test_audiences_are_kept_apart() -> None:
    found = matches(
        claims(["ab12cd"], wave="before", rule=TOLERANT, born=["1975"], audience="a"),
        claims(["ab12ce"], wave="after", rule=TOLERANT, born=["1975"], audience="b"),
    )
    assert found == [["none"], ["none"]]


def test_three_waves_join_only_when_each_is_near_both_others() -> None:
    def three(last: str) -> list[list[str]]:
        codes = {"before": "ab12cd", "after": "ab12ce", "followup_m3": last}
        return matches(*(claims([code], wave=w, rule=TOLERANT, born=["1975"]) for w, code in codes.items()))

    assert three("ab12cf") == [["one_edit"]] * 3
    assert three("ab13ce") == [["none"]] * 3  # two edits from the first: who is it?


def test_without_tolerance_a_slip_is_another_person() -> None:
    rule = IdentityRule(columns=["Code"], pattern=CODE.pattern, constant=["Naissance"])
    found = matches(
        claims(["ab12cd"], wave="before", rule=rule, born=["1975"]),
        claims(["ab12ce"], wave="after", rule=rule, born=["1975"]),
    )
    assert found == [["none"], ["none"]]


@pytest.mark.parametrize(
    ("kept", "lost", "rule"),
    [
        (["0412", "1507", "0033"], ["412", "1507", "33"], IdentityRule(columns=["Code"])),
        (["0412", "abcd"], ["412", "1507"], IdentityRule(columns=["Code"], pattern=r"\d{4}|[a-z]{4}")),
    ],
)
def test_leading_zeros_lost_by_a_spreadsheet_are_given_back(
    kept: list[str], lost: list[str], rule: IdentityRule
) -> None:
    one, two = named(claims(kept, wave="before", rule=rule), claims(lost, wave="after", rule=rule))
    assert one.people["person"][10] == two.people["person"][10]
    assert noted(two)["zeros_restored"] == sum(len(code) < 4 for code in lost)


def test_a_file_that_has_leading_zeros_lost_none() -> None:
    rule = IdentityRule(columns=["Code"])
    one, two = named(
        claims(["0412", "1507"], wave="before", rule=rule), claims(["412", "0507"], wave="after", rule=rule)
    )
    assert not set(one.people["person"]) & set(two.people["person"])
    assert not one.notes
    assert not two.notes


def numbers(n: int, *, wave: str, rule: IdentityRule, born: list[str] | None = None) -> Claims:
    return claims([str(k + 1) for k in range(n)], wave=wave, rule=rule, born=born)


def test_row_numbers_are_refused_with_the_reason() -> None:
    rule = IdentityRule(columns=["ID"])
    with pytest.raises(SourceError, match="numéros de ligne") as refusal:
        named(numbers(15, wave="before", rule=rule), numbers(12, wave="after", rule=rule))
    assert "before.csv, after.csv, colonne « ID »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in str(
        refusal.value
    )
    assert "numbered: true" in str(refusal.value)
    named(numbers(15, wave="before", rule=rule))  # a file alone pairs with nothing
    named(numbers(15, wave="before", rule=rule), numbers(4, wave="after", rule=rule))  # four prove nothing


def test_numbers_with_gaps_or_handed_out_are_persons() -> None:
    rule, given = IdentityRule(columns=["ID"]), IdentityRule(columns=["ID"], numbered=True)
    attrition = [str(k) for k in range(38) if k % 4]
    assert matches(numbers(38, wave="before", rule=rule), claims(attrition, wave="after", rule=rule))
    assert matches(numbers(15, wave="before", rule=given), numbers(15, wave="after", rule=given))[0] == ["exact"] * 15


def test_constants_confirm_or_refute_numbers() -> None:
    years = [str(1960 + k) for k in range(12)]
    before = numbers(12, wave="before", rule=CHECKED, born=years)
    confirmed = named(before, numbers(12, wave="after", rule=CHECKED, born=["1900", *years[1:]]))
    assert noted(confirmed[0]) == noted(confirmed[1]) == {"constant_differs": 1}
    with pytest.raises(SourceError, match="12 identifiants communs sur 12 ont d’autres réponses à «\u00a0Naissance"):
        named(before, numbers(12, wave="after", rule=CHECKED, born=[*years[1:], "1960"]))


def test_codes_with_other_constants_are_refused_too() -> None:
    codes = [f"ab{k}cd" for k in range(10, 18)]
    rule = IdentityRule(columns=["Code"], constant=["Naissance"])
    with pytest.raises(SourceError, match="désignent d’autres personnes"):
        named(
            claims(codes, wave="before", rule=rule, born=[str(1960 + k) for k in range(8)]),
            claims(codes, wave="after", rule=rule, born=[str(1970 + k) for k in range(8)]),
        )


def test_messages_of_refusal_hold_no_value() -> None:
    years = [str(1960 + k) for k in range(12)]
    with pytest.raises(SourceError) as refusal:
        named(
            numbers(12, wave="before", rule=CHECKED, born=years),
            numbers(12, wave="after", rule=CHECKED, born=years[::-1]),
        )
    assert not [year for year in years if year in str(refusal.value)]


@pytest.mark.shared_data
@pytest.mark.parametrize(("column", "refused"), [("id_person", False), ("id_response", True)])
def test_response_numbers_of_a_real_study_are_told_from_its_persons(
    shared_data: Path, column: str, refused: bool
) -> None:
    """ds4biomed numbers its responses 1 … 70 before and 1 … 44 after, beside the number of the person.

    Paired by `id_response`, all 43 respondents after would be joined to strangers; `id_person` pairs 27, as published.
    """
    folder = shared_data / "prepost_ds4biomed"
    study = load_study(Path(__file__).parents[1] / "studies" / "prepost_ds4biomed")
    sources = [s.model_copy(update={"person": IdentityRule(columns=[column])}) for s in study.sources]
    taken = [take_in(read_raw(folder / s.files, source=s), source=s, study=study) for s in sources]
    if refused:
        with pytest.raises(SourceError, match="numéros de ligne"):
            named(*(one.claims for one in taken))
        return
    found = named(*(one.claims for one in taken))
    persons = {s.id: set(one.people["person"]) for s, one in zip(sources, found, strict=True)}
    assert len(persons["pre"] & persons["post"]) == 27


@pytest.mark.shared_data
def test_a_workshop_date_as_constant_confirms_persons_and_refutes_response_numbers(shared_data: Path) -> None:
    """The date of the workshop (Q2.3), asked both times, agrees for 21 of 27 persons, and for 21 of 43 numbers."""
    folder = shared_data / "prepost_ds4biomed"
    study = load_study(Path(__file__).parents[1] / "studies" / "prepost_ds4biomed")

    def claimed(column: str) -> list[Claims]:
        rule = IdentityRule(columns=[column], constant=["Q2.3"])
        sources = [s.model_copy(update={"person": rule}) for s in study.sources if "followup" not in "".join(s.answers)]
        return [take_in(read_raw(folder / s.files, source=s), source=s, study=study).claims for s in sources]

    before, after = named(*claimed("id_person"))
    assert noted(before)["constant_differs"] == noted(after)["constant_differs"] == 6
    with pytest.raises(SourceError, match="22 identifiants communs sur 43"):
        named(*claimed("id_response"))


@pytest.mark.shared_data
def test_real_person_numbers_with_attrition_are_accepted(shared_data: Path) -> None:
    """The climate study numbers its 38 persons 0 … 37; 28 of them answer the follow-up: gaps, in another order."""
    folder = shared_data / "prepost_climate_mturk"
    files = {"before": "cco_mech_core_intervention_notext.csv", "followup_m1": "cco_mech_delayed_test_notext.csv"}
    rule = IdentityRule(columns=["subj_id"])
    found = named(
        *(
            claims(pd.read_csv(folder / file, dtype="str", encoding="utf-8")["subj_id"].tolist(), wave=wave, rule=rule)
            for wave, file in files.items()
        )
    )
    assert [int((one.people["match"] == "exact").sum()) for one in found] == [28, 28]
