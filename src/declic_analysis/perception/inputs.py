"""What the tables handed to this room must hold, checked with sentences that say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from declic_analysis.errors import ContractError, Message, message
from declic_analysis.vocabulary import Wave

KEYS = ("audience", "territory", "format", "action", "structure")

RESPONSES = (
    *("response", "person", "identified", *KEYS, "wave", "month", "answered_on", "item", "answer"),
    *("position", "score", "favourable", "source_row"),
)
CODEBOOK = ("item", "audience", "scale", "n_levels", "direction", "confirmatory")


class Span(NamedTuple):
    """From which wave to which; the month of a follow-up, where one is asked for."""

    wave_from: str
    wave_to: str
    month: int | None


def require_columns(frame: pd.DataFrame, columns: Sequence[str], *, table: str) -> None:
    """ContractError naming the columns of `table` that are not there."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ContractError(
            message(fr="Des colonnes manquent.", en="Columns are missing."),
            where=table,
            found=message(fr=f"sans {', '.join(missing)}", en=f"without {', '.join(missing)}"),
            allowed=", ".join(columns),
            action=message(
                fr=f"donner la table « {table} » produite par la chaîne de traitement",
                en=f"hand in the table “{table}” that the pipeline writes",
            ),
        )


def require_responses(responses: pd.DataFrame) -> None:
    """ContractError when columns are missing, or a submission answers one item twice."""
    require_columns(responses, RESPONSES, table="responses")
    twice = int(responses.duplicated(["response", "item"]).sum())
    if twice:
        raise ContractError(
            message(
                fr="Un questionnaire répond deux fois à la même question.", en="A submission answers an item twice."
            ),
            where="responses: response, item",
            found=message(fr=f"{twice} réponses en trop", en=f"{twice} answers too many"),
            allowed=message(
                fr="une réponse par questionnaire et par question", en="one answer per submission and item"
            ),
            action=message(fr="reconstruire les tables de l’étude", en="build the tables of the study again"),
        )


def require_codebook(codebook: pd.DataFrame, *, responses: pd.DataFrame) -> None:
    """ContractError when the codebook is not one row per item × audience, or does not know an answered item."""
    require_columns(codebook, CODEBOOK, table="codebook")
    if codebook.duplicated(["item", "audience"]).any():
        raise _codebook_error(
            message(fr="Le livre de codes décrit deux fois une question.", en="The codebook describes an item twice."),
            found=f"{int(codebook.duplicated(['item', 'audience']).sum())}",
        )
    answered = responses[["item", "audience"]].drop_duplicates()
    known = answered.merge(
        codebook[["item", "audience"]], on=["item", "audience"], how="left", indicator=True, validate="many_to_one"
    )
    unknown = known.loc[known["_merge"] == "left_only", "item"].unique()
    if len(unknown):
        raise _codebook_error(
            message(
                fr="Des réponses portent sur des questions absentes du livre de codes.",
                en="Some answers are to items that the codebook does not have.",
            ),
            found=", ".join(sorted(unknown)),
        )


def _codebook_error(what: Message, *, found: str) -> ContractError:
    return ContractError(
        what,
        where="codebook: item, audience",
        found=found,
        allowed=message(
            fr="une ligne par question et par public, pour chaque question qui a des réponses",
            en="one row per item and audience, for every item that has answers",
        ),
        action=message(
            fr="prendre study.codebook() de la même étude, ou retirer ces questions de la table des réponses",
            en="take study.codebook() of the same study, or leave these items out of the responses",
        ),
    )


def require_by(by: Sequence[str], *, needed: Sequence[str], allowed: Sequence[str] = KEYS) -> list[str]:
    """`by` as a list, when it has all of `needed` and nothing beyond `needed` and `allowed`; else ContractError."""
    names = [by] if isinstance(by, str) else list(by)
    choices = list(dict.fromkeys([*needed, *allowed]))
    if set(needed) <= set(names) <= set(choices) and len(set(names)) == len(names):
        return names
    raise ContractError(
        message(fr="Ce regroupement n’est pas possible.", en="This grouping is not possible."),
        where="by",
        found=", ".join(names) or message(fr="rien", en="nothing"),
        allowed=message(
            fr=f"{', '.join(needed)} toujours, et au choix {', '.join(set_aside(choices, needed))}",
            en=f"{', '.join(needed)} always, and optionally {', '.join(set_aside(choices, needed))}",
        ),
        action=message(
            fr="ajouter ce qui manque : publics, questions et temps de mesure ne se mélangent pas",
            en="add what is missing: audiences, items and waves are never pooled",
        ),
    )


def require_waves(wave_from: str, wave_to: str, *, month: int | None = None) -> Span:
    """The span, when both waves are known and differ and a month goes with a follow-up; else ContractError."""
    for wave in (wave_from, wave_to):
        if wave not in Wave.codes():
            raise _wave_error(message(fr="Temps de mesure inconnu.", en="Unknown wave."), found=repr(wave))
    if wave_from == wave_to:
        raise _wave_error(
            message(fr="Les deux temps de mesure sont les mêmes.", en="The two waves are the same."),
            found=repr(wave_to),
        )
    if month is not None and Wave.FOLLOWUP not in (wave_from, wave_to):
        raise _wave_error(
            message(fr="Le mois ne vaut que pour un suivi.", en="A month goes with a follow-up only."),
            found=f"month={month}, {wave_from} → {wave_to}",
        )
    return Span(wave_from, wave_to, month)


def _wave_error(what: Message, *, found: str) -> ContractError:
    return ContractError(
        what,
        where="wave_from, wave_to, month",
        found=found,
        allowed=message(
            fr=f"deux temps différents parmi {', '.join(Wave.codes())} ; un mois pour followup seulement",
            en=f"two different waves among {', '.join(Wave.codes())}; a month for followup only",
        ),
        action=message(fr="corriger les temps demandés", en="correct the waves asked for"),
    )


def set_aside(names: Sequence[str], taken: Sequence[str]) -> list[str]:
    """`names` without those in `taken`, in order."""
    return [name for name in names if name not in taken]
