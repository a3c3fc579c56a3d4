"""Whatever a valid study says, the workbook and the YAML text say the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from declic_analysis import vocabulary as v
from declic_analysis.naming import organisation_key
from declic_analysis.study import Study, parse_study, to_yaml
from declic_analysis.study.model import Audience
from declic_analysis.study.workbook import read_workbook, write_workbook

# A study is large: generating one is slow, and shrinking one takes minutes without saying more.
QUIET: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
}
HOSTILE = [
    "=1+1",
    "@x",
    "-",
    "+",
    '""',
    '\\""',
    "\\",
    "|",
    "a | b",
    "\\|",
    "_x0041_",
    "01",
    "1.0",
    "oui",
    "NA",
    "ⓘ note",
    "é\nè",
    "",
]
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=12).map(str.strip),
)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
periods = st.sampled_from(["2024", "2024-T2", "2024-03", "2024-01-15/2024-06-30", *v.RelativePeriod.codes()])
mails = st.builds("{}@{}.org".format, st.sampled_from("abé"), st.sampled_from("xyz"))
numbers = st.floats(allow_nan=False, allow_infinity=False)
shares = st.floats(min_value=0.001, max_value=0.999)
dates = st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9999, 12, 31))
words = st.one_of(texts, st.fixed_dictionaries({"fr": texts}, optional={"en": texts}))
compared = st.fixed_dictionaries(
    {"randomised": st.booleans()}, optional={"adjust_for": st.sampled_from([[], ["territory", "period"]])}
)
grouped = st.sampled_from(
    [None, "programme", {"column": "g"}, {"column": "|", "programme": ["1"], "comparison": ["="]}]
)
DESIGNS = get_args(Audience.model_fields["design"].annotation)  # the vocabulary names comparisons too


def codes(vocabulary: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(vocabulary.codes())


def ids_from(known: list[str], **size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(known), **size) if known else st.just([])


def rows(names: list[str], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.tuples(*(st.fixed_dictionaries({"id": st.just(n)} | fields) for n in names)).map(list)


def scale(name: str) -> st.SearchStrategy[dict[str, Any]]:
    @st.composite
    def made(draw: st.DrawFn) -> dict[str, Any]:
        steps, off = draw(st.integers(2, 4)), draw(st.lists(ids, max_size=2, unique=True))
        spread = draw(st.lists(texts, max_size=6, unique=True))
        given_codes: list[list[str]] = [[] for _ in range(steps + len(off))]
        for k, code in enumerate(spread):
            given_codes[k % len(given_codes)].append(code)
        return {
            "id": name,
            "favourable_from": draw(st.integers(1, steps)),
            "levels": [{"label": draw(words), "codes": c} for c in given_codes[:steps]],
            "non_substantive": [
                {"id": o, "label": draw(words), "codes": c} for o, c in zip(off, given_codes[steps:], strict=True)
            ],
        }

    return made()


@st.composite
def studies(draw: st.DrawFn) -> Study:
    def some(least: int = 0) -> list[str]:
        return draw(st.lists(ids, min_size=least, max_size=2, unique=True))

    audiences, territories, structures, scales = some(1), some(), some(), some(1)
    constructs, items, questions, chosen = some(1), some(1), some(), some()
    maybe = st.none() | (st.sampled_from(territories) if territories else st.none())
    one = st.sampled_from(audiences)
    headers = draw(st.lists(texts, min_size=3, max_size=3, unique=True))
    raw = {
        "schema_version": 1,
        "name": draw(ids),
        "title": draw(words),
        "programme": draw(words),
        "phase": draw(st.none() | words),
        "fictitious": draw(st.booleans()),
        "data_folder": draw(st.none() | texts),
        "comparison_group": {"formed": draw(words)} | draw(compared),
        "languages": draw(st.lists(st.sampled_from(["fr", "en"]), min_size=1, max_size=2)),
        "duplicates": draw(codes(v.DuplicateRule)),
        "audiences": draw(rows(audiences, label=words, design=st.sampled_from(DESIGNS))),
        "territories": draw(
            rows(
                territories,
                label=words,
                leads=ids_from(structures, max_size=2),
                aliases=st.lists(texts, max_size=3),
                communes=st.lists(st.sampled_from(["01004", "2A004", "69381"]), max_size=2),
            )
        ),
        "structures": draw(
            rows(
                structures,
                name=texts.map(lambda name: name if not organisation_key(name) else ""),  # two names, one key: refused
                territory=maybe,
                roles=st.lists(codes(v.Role), max_size=3),
                naf=st.none() | st.sampled_from(["2511Z", "10", "0119"]),
                siret=st.none() | st.sampled_from(["73282932000074", "00552013500012", "35600000049837"]),
                commune=st.none() | st.sampled_from(["01004", "2A004", "69381"]),
                inclusion_kind=st.none() | codes(v.InclusionKind),
                prescriber_kind=st.none() | codes(v.PrescriberKind),
            )
        ),
        "scales": [draw(scale(name)) for name in scales],
        "constructs": draw(rows(constructs, label=words)),
        "items": draw(
            rows(
                items,
                construct=st.sampled_from(constructs),
                scale=st.sampled_from(scales),
                wording=words,
                audiences=ids_from(audiences, min_size=1, max_size=2),
                direction=codes(v.Direction),
                number=st.none() | st.integers(-5, 10**9),
                confirmatory=st.booleans(),
                wording_by_wave=st.dictionaries(codes(v.Wave), words, max_size=2),
            )
        ),
        "open_questions": {name: draw(words) for name in questions},
        "choice_questions": draw(
            rows(
                chosen,
                wording=words,
                multiple=st.booleans(),
                other=st.booleans(),
                audiences=ids_from(audiences, min_size=1, max_size=2),
                options=st.just([{"id": "a", "label": "A", "codes": ["A1"]}, {"id": "b", "label": "B"}]),
            )
        ),
        "sources": [
            {
                "id": "s",
                "choices": {"after": {name: draw(texts) for name in chosen}},
                "choice_columns": {"followup_m3": {name: {"a": draw(texts)} for name in chosen}},
                "files": "a.csv",
                "tool": draw(codes(v.Tool)),
                "audience": draw(one | st.fixed_dictionaries({"column": texts})),
                "answers": draw(
                    st.sampled_from(
                        [
                            {},
                            {"before": {}},
                            {"before": {items[0]: headers[0]}, "after": {}},
                            {"followup_m12": {items[0]: headers[1], items[-1]: headers[2]}},
                        ]
                    )
                ),
                "verbatims": {name: draw(texts) for name in questions},
                "person": draw(st.none() | st.fixed_dictionaries({"columns": st.lists(texts, min_size=1, max_size=3)})),
                "missing": draw(st.lists(texts, max_size=3)),
                "separator": draw(st.sampled_from([None, ";", "|", "\t", "=", '"'])),
                "action_on": draw(st.none() | texts),
                "group": draw(grouped),
            }
        ],
        "invited": [{"audience": draw(one), "territory": draw(maybe), "persons": draw(st.integers(0, 999))}],
        "thresholds": {
            "internal": draw(st.integers(3, 9)),
            "external": draw(st.integers(9, 99)),
            "dominance": draw(shares),
        },
        "narrative": {"main_limit": draw(st.none() | words), "decisions": draw(st.lists(words, max_size=2))},
        "framework": {
            "questions": [
                {
                    "id": "e",
                    "question": draw(words),
                    "criterion": draw(codes(v.Criterion)),
                    "indicators": draw(
                        rows(
                            some(),
                            label=words,
                            level=codes(v.IndicatorLevel),
                            unit=st.none() | texts,
                            baseline=st.none() | numbers,
                            target_on=st.none() | dates,
                        )
                    ),
                }
            ],
            "planned": [
                {"format": None, "territory": draw(maybe), "period": "2024-T1", "actions": draw(st.integers(0, 99))},
                {"persons": draw(st.integers(0, 9999))},
            ],
            "costs": [{"heading": draw(words), "euros": abs(draw(numbers))}],
        },
        "published_figures": [
            {
                "id": "f",
                "indicator": draw(texts),
                "value": draw(numbers),
                "qualifier": "exact",
                "wording": draw(texts),
                "source": draw(texts),
            }
        ],
        "recommendations": draw(
            rows(some(), wording=texts, state=codes(v.RecommendationState), due_on=st.none() | dates)
        ),
        "reports": draw(
            rows(
                some(),
                territory=maybe,
                period=st.none() | periods,
                recipients=st.lists(mails, max_size=2),
                folder=st.none() | texts,
            )
        ),
    }
    return Study.model_validate(raw)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("classeur")


@settings(max_examples=40, **QUIET)
@given(study=studies())
def test_the_workbook_says_the_same(study: Study, folder: Path) -> None:
    write_workbook(study, folder / "etude.xlsx")
    assert read_workbook(folder / "etude.xlsx") == study


@settings(max_examples=60, **QUIET)
@given(study=studies())
def test_the_yaml_says_the_same(study: Study) -> None:
    assert parse_study(to_yaml(study)) == study
