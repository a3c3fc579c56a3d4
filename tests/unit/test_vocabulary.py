"""Closed lists: codes that are unique and stable, words in both languages, French typography."""

from __future__ import annotations

import re

import pytest

from declic_analysis import vocabulary as v

LISTS = v.Coded.__subclasses__()
MEMBERS = [member for cls in LISTS for member in cls]


def test_there_are_lists() -> None:
    assert len(LISTS) >= 20
    assert all(len(cls.codes()) >= 2 for cls in LISTS)


@pytest.mark.parametrize("cls", LISTS)
def test_codes_are_unique_and_no_two_share_their_words(cls: type[v.Coded]) -> None:
    assert len(set(cls.__members__)) == len(cls), "an alias hides a code given twice"
    for language in ("fr", "en"):
        words = [member.label.of(language).casefold() for member in cls]
        assert len(set(words)) == len(words), "a drop-down list could not tell them apart"


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_words_in_both_languages(member: v.Coded) -> None:
    assert member.label.fr.strip() == member.label.fr != ""
    assert member.label.en.strip() == member.label.en != ""


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_french_typography(member: v.Coded) -> None:
    assert not re.search(r" [:;?!»%]|« ", member.label.fr), "ordinary space where French wants a no-break one"
    assert "'" not in member.label.fr, "straight apostrophe"


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_a_code_is_its_own_text(member: v.Coded) -> None:
    assert f"{member}" == str(member) == member.value
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", member.value)
    assert type(member)(member.value) is member


def test_label_of_falls_on_english_for_anything_but_french() -> None:
    assert v.Wave.BEFORE.label.of("fr") == "Avant"
    assert v.Wave.BEFORE.label.of("en") == "Before"


def test_siae_kinds_are_the_five_of_the_law() -> None:
    assert set(v.SiaeKind.codes()) == {"AI", "ACI", "EI", "EITI", "ETTI"}


def test_obsolete_application_is_not_a_refusal() -> None:
    assert v.ApplicationState.OBSOLETE.label.fr == "embauché ailleurs"
    assert {
        "new",
        "processing",
        "postponed",
        "prior_to_hire",
        "accepted",
        "refused",
        "cancelled",
        "obsolete",
        "pool",
    } == set(v.ApplicationState.codes())


def test_lists_that_the_command_relies_on() -> None:
    assert v.Wave.codes() == ("before", "retro_before", "after", "followup")
    declared = {"pre_post", "retro_pre_post", "post_only", "unpaired", "testimony"}
    assert set(v.Design.codes()) == declared | {"follow_up", "response_shift"}
    assert {"insufficient", "improvement", "worsening", "perceived_more", "perceived_less"} <= set(v.Verdict.codes())
