"""The gate of formats, actions and the model of change; their tables and figure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, figures, tables
from declic_analysis.errors import ContractError

RULES = disclosure.Rules(base=5)
LABELS, NAMES = {"q1": "Question une", "q2": "Question deux"}, {"tour": "ZI Tour", "day": "Vis ma vie"}
SPAN = {"audience": "presc", "item": "q1", "direction": "favourable_high", "wave_from": "before", "wave_to": "after",
        "month": pd.NA, "confidence": 0.95}  # fmt: skip
MARKS = ["audience", "item", "format", "action", "territory", "direction", "cluster_method", "wave_from", "wave_to",
         "month", "confidence", "published", "reason", "pooled_published", "method"]  # fmt: skip


def formats(*rows: dict[str, object]) -> pd.DataFrame:
    told = SPAN | {"n_pairs": 20, "n_actions": 4, "n_small_actions": 1, "n_left_out": 0, "net_shift": 0.3,
                   "net_low": 0.1, "net_high": 0.5, "cluster_method": "cr2_t", "pooled_shift": 0.287654, "low": 0.0021,
                   "high": 0.5, "df": 6.0, "between_sd": 0.1, "within_sd": 0.6, "method": "m"}  # fmt: skip
    return pd.DataFrame([told | row for row in rows])


def actions(*rows: dict[str, object]) -> pd.DataFrame:
    told = SPAN | {"format": "tour", "territory": "lyon", "n_pairs": 8, "net_shift": 0.25, "pooled_shift": 0.3,
                   "shrunken_shift": 0.28, "shrunken_low": 0.05, "shrunken_high": 0.5, "pull": 0.4,
                   "method": "m"}  # fmt: skip
    return pd.DataFrame([told | {"action": f"a{k}"} | row for k, row in enumerate(rows)])


def model(**other: object) -> pd.DataFrame:
    told = SPAN | {"construct": "image", "scale": "agree", "design": "pre_post", "n_items": 1, "n_pairs": 40,
                   "n_persons": 40, "n_actions": 9, "n_levels": 5, "log_odds": 0.7, "odds_ratio": 2.014,
                   "odds_ratio_low": 1.0004, "odds_ratio_high": 123.0, "p": 0.04, "outcome": "boundary",
                   "person_sd": 1.0, "log_likelihood": -80.0, "method": "m"}  # fmt: skip
    return pd.DataFrame([told | other])


def bare(frame: pd.DataFrame) -> bool:
    """No number is left in the rows that are not published."""
    hidden = frame[~frame["published"].astype(bool)]
    return bool(hidden.drop(columns=[name for name in MARKS if name in frame.columns]).isna().all(axis=None))


@pytest.mark.parametrize(
    "other",
    [{"n_pairs": 4}, {"net_shift": -1.0}, {"n_left_out": 2}],
)
def test_formats_of_a_question_are_shown_all_or_none(other: dict[str, object]) -> None:
    frame = formats({"format": "day"}, {"format": "tour"} | other, {"format": "tour", "item": "q2"})
    shown = disclosure.publish_formats(frame, rules=RULES).frame
    assert shown["published"].tolist() == [False, False, True]
    assert bare(shown)


def test_two_actions_one_small_keep_their_mean_to_themselves() -> None:
    rows = [{"format": "day", "n_actions": 2}, {"format": "tour"}]
    shown = disclosure.publish_formats(formats(*rows), rules=RULES).frame
    assert shown["pooled_published"].tolist() == [False, True]
    assert shown.loc[0, ["pooled_shift", "low", "high"]].isna().all() and shown.loc[0, "net_shift"] == 0.3
    # Blunt, and without the deviations from which the small action could be worked out.
    assert shown.loc[1, "pooled_shift"] == 0.288
    assert not {"between_sd", "within_sd"} & set(shown.columns)


def test_structures_behind_a_format_count() -> None:
    frame = formats({"format": "tour"})
    one = pd.DataFrame(
        {"audience": "presc", "item": "q1", "format": "tour", "structure": ["s", "t", "u"], "n": [18, 1, 1]}
    )
    assert not disclosure.publish_formats(frame, rules=RULES, contributors=one).frame["published"].any()


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([8, 9], [True, True]),
        # A single small action, or two, or three that are too few together: the total would give them back.
        ([8, 9, 3], [False] * 3),
        ([8, 9, 4, 4], [False] * 4),
        ([8, 9, 1, 1, 1], [False] * 5),
        ([8, 9, 2, 2, 1], [True, True, False, False, False]),
    ],
)
def test_actions_are_shown_where_the_others_hide_behind_each_other(sizes: list[int], shown: list[bool]) -> None:
    frame = disclosure.publish_actions(actions(*({"n_pairs": n} for n in sizes)), rules=RULES).frame
    assert frame["published"].tolist() == shown
    assert bare(frame)


def test_small_actions_of_another_territory_are_no_cover() -> None:
    """A report of one territory gives its total: what hides an action must lie in its own territory."""
    small = [{"n_pairs": 3, "territory": "gier"}] * 3
    frame = disclosure.publish_actions(actions({}, {"n_pairs": 3}, *small), rules=RULES).frame
    assert not frame["published"].any()


def test_no_action_of_a_format_that_is_not_published() -> None:
    hidden = disclosure.publish_formats(formats({"format": "tour"}, {"format": "day", "n_pairs": 3}), rules=RULES)
    assert not disclosure.publish_actions(actions({}, {}), rules=RULES, formats=hidden).frame["published"].any()
    shown = disclosure.publish_formats(formats({"format": "tour"}), rules=RULES)
    assert disclosure.publish_actions(actions({}, {}), rules=RULES, formats=shown).frame["published"].all()


def test_why_a_small_group_has_no_model_is_not_said() -> None:
    """One level used, or separated answers, would say how everybody answered."""
    for outcome in ("one_level", "separated", "unbounded", "not_converged"):
        few, many = (
            disclosure.publish_model(
                model(n_persons=n, outcome=outcome, odds_ratio=np.nan, odds_ratio_low=np.nan, odds_ratio_high=np.nan),
                rules=RULES,
            )
            for n in (29, 30)
        )
        assert set(tables.model_table(few, labels=LABELS, constructs={}).iloc[0, 1:]) == {"non publié"}
        told = tables.model_table(many, labels=LABELS, constructs={}).iloc[0].tolist()
        assert told[4] == "–" and told[5] not in ("non publié", "modèle ajusté")
    assert not disclosure.publish_model(model(n_persons=4), rules=RULES).frame["published"].any()


def test_a_construct_hides_with_any_of_its_items() -> None:
    both = pd.concat([model(), model(item="q2", n_persons=4), model(item="", n_items=2)])
    assert disclosure.publish_model(both, rules=RULES).frame["published"].tolist() == [True, False, False]


def test_the_model_has_neither_p_nor_likelihood_and_its_limits_say_on_which_side_of_one_they_lie() -> None:
    shown = disclosure.publish_model(model(), rules=RULES)
    assert not {"p", "log_likelihood", "person_sd", "n_levels"} & set(shown.frame.columns)
    told = tables.model_table(shown, labels=LABELS, constructs={}, lang="en").iloc[0].tolist()
    assert told[4] == "2.01 [1.0004, >\u00a0100]" or told[4] == "2.01 [1.0004, > 100]"
    assert told[5] == "fitted, one variance estimated as zero"


def test_raw_and_pooled_stand_side_by_side() -> None:
    shown = disclosure.publish_formats(formats({"format": "day", "n_actions": 2}, {"format": "tour"}), rules=RULES)
    picture = figures.formats_figure(shown, labels=LABELS, names=NAMES)
    marks = [list(trace.x) for trace in picture.figure.data if trace.mode == "markers"]
    assert marks == [[30], [30], [29]]
    table = tables.formats_table(shown, labels=LABELS, names=NAMES)
    assert table.iloc[0, -1] == "non publié" and "+29\u00a0points [+0,2\u00a0; +50,0]" in table.iloc[1, -1]
    assert "sans verdict" in picture.note and "ZI Tour" in picture.alt


def test_a_second_pass_changes_nothing() -> None:
    cases = [
        (disclosure.publish_formats, formats({"format": "day", "n_actions": 2}, {"format": "tour"})),
        (disclosure.publish_formats, formats({"format": "day", "n_pairs": 3}, {"format": "tour"})),
        (disclosure.publish_actions, actions(*({"n_pairs": n} for n in (8, 9, 2, 2, 1)))),
        (disclosure.publish_model, pd.concat([model(), model(n_persons=3, item="q2")])),
    ]
    for publish, frame in cases:
        once = publish(frame, rules=RULES).frame
        pd.testing.assert_frame_equal(publish(once, rules=RULES).frame, once)


def test_bare_frames_are_refused() -> None:
    for show in (tables.formats_table, tables.actions_table, figures.formats_figure):
        with pytest.raises(ContractError):
            show(formats({"format": "day"}), labels=LABELS, names=NAMES)  # type: ignore[arg-type, operator]
    with pytest.raises(ContractError):
        tables.model_table(model(), labels=LABELS, constructs={})  # type: ignore[arg-type]
