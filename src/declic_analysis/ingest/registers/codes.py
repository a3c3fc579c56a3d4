"""Texts of coded columns → codes: the French label, the English one, the code, and what public exports write."""

from __future__ import annotations

import re

from declic_analysis import vocabulary as v
from declic_analysis.ingest.headers import header_key

YES = frozenset(("oui", "o", "vrai", "x", "1", "yes", "y", "true", "ok", "✓", "✔", "☑"))
NO = frozenset(("non", "n", "faux", "0", "no", "false", "☐"))
# A person who keeps a sheet writes these where the value is not known: counted, never read as a value.
UNKNOWN = frozenset(
    (
        *("?", "??", "-", "–", "—", "nr", "n.r.", "nc", "n.c.", "n/a", "nsp", "ne sait pas", "non renseigné"),
        *("non renseignée", "inconnu", "inconnue", "à compléter", "à renseigner", "unknown", "not stated", "tbd"),
    )
)
ERRORS = frozenset(("#n/a", "#n/d", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!", "#num!", "#null!"))
WRITTEN: dict[type[v.Coded], dict[str, tuple[str, ...]]] = {
    v.Attendance: {
        "seen": ("présente", "présent(e)", "présent·e", "oui", "x", "1", "p", "attended"),
        "excused": ("excusée", "excusé(e)", "excusé·e", "absence excusée", "absent excusé", "absente excusée", "e"),
        "revoked": ("annulé", "annulée", "annulation", "action annulée"),
        "noshow": (
            *("absent", "absente", "absent(e)", "absent·e", "absent non excusé", "absente non excusée", "non excusé"),
            *("non excusée", "no-show", "no show", "non", "0", "a"),
        ),
    },
    v.AttendanceRole: {
        "participant": ("participante", "participant(e)"),
        "ambassador": ("ambassadeur", "ambassadrice"),
    },
    # Labels of the public export of Les emplois de l'inclusion.
    v.ApplicationState: {
        "new": ("nouvelle candidature",),
        "processing": ("candidature à l'étude",),
        "postponed": ("candidature en attente", "embauche pour plus tard"),
        "accepted": ("candidature acceptée",),
        "refused": ("candidature déclinée", "refusée"),
        "cancelled": ("annulée",),
        "pool": ("vivier de candidatures",),
    },
    v.ApplicationOrigin: {"prescripteur_habilite": ("prescripteur habilité",), "candidat": ("demandeur d'emploi",)},
    v.RefusalReason: {
        "not_mobile": ("candidat non mobile", "mobilité"),
        "lacking_skills": ("le candidat n'a pas les compétences requises pour le poste", "compétences"),
        "hired_elsewhere": ("candidat indisponible : en emploi",),
        "training": ("candidat indisponible : en formation", "formation"),
        "incompatible": ("un des freins à l'emploi du candidat est incompatible avec le poste proposé",),
        "did_not_come": ("candidat non venu ou non joignable", "candidat non joignable"),
        "unavailable": ("candidat indisponible ou non intéressé par le poste",),
        "non_eligible": ("candidat non éligible",),
        "no_position": ("pas de poste ouvert en ce moment", "pas de recrutement en cours"),
        "deactivation": ("la structure n'est plus conventionnée",),
        "poorly_informed": ("candidature pas assez renseignée",),
        "auto": ("refus automatique",),
        "other": ("autre",),
    },
    # Immersion Facilitée's `typeOfContract`, then the contract codes of Les emplois de l'inclusion.
    v.Contract: {
        "cdi": ("permanent",),
        "cdd_long": ("cdd > ou = 6 mois", "cdd ≥ 6 mois", "cdd >= 6 mois", "cdd de plus de 6 mois", "cdd + de 6 mois"),
        "cdd_short": ("cdd < 6 mois", "cdd - de 6 mois"),
        "interim": ("temporary", "ctt", "mission d'intérim"),
        "alternance": ("apprenticeship", "professional_training", "apprentissage", "contrat d'apprentissage",
                       "contrat de professionnalisation"),
        "insertion": ("cddi", "cdi inclusion", "permanent_i", "fixed_term_i", "fed_term_i_phc"),
        "creation": ("création",),
        "tenure": ("titularisation", "fonctionnaire"),
    },
    v.Step: {
        "applied": ("candidaté", "a postulé"),
        "immersed": ("immersion", "pmspm", "pmsmp"),
        "hired": ("embauché", "embauchée", "recrutement"),
    },
    v.Role: {
        "prescriber": ("prescripteur", "structure prescriptrice"),
        "company": ("entreprise", "industriel"),
        "training": ("formation",),
        "committee": ("comité",),
    },
    v.Group: {
        "programme": ("bénéficiaire", "bénéficiaires", "traité", "test"),
        "comparison": ("comparaison", "témoin", "témoins", "groupe témoin", "contrôle"),
    },
    v.RecommendationState: {"not_started": ("à faire", "à engager", "non commencée"), "done": ("faite", "terminée")},
    v.QualitativeMethod: {"group": ("groupe", "focus group"), "testimony": ("verbatim",)},
    v.ConsentPurpose: {"quote": ("citation",), "image": ("image", "photo", "vidéo")},
}  # fmt: skip
FOLLOWUP = re.compile(r"(?:suivi à |suivi |m ?\+ ?|followup_m|follow-up at )(?P<months>\d{1,2})(?: mois| months)?")


def spellings(coded: type[v.Coded]) -> dict[str, str]:
    """Every way of writing a code of a closed list (normalised) → the code. A label goes before another's variant."""
    also = {header_key(text): code for code, texts in WRITTEN.get(coded, {}).items() for text in texts}
    return also | {header_key(text): member.value for member in coded for text in (*member.label, member.value)}


def labels(coded: type[v.Coded]) -> str:
    """What may stand in a coded column, in French."""
    return " | ".join(member.label.fr for member in coded)


def yes(text: str) -> bool | None:
    """oui, non and their variants; nothing where it is neither."""
    key = header_key(text)
    return True if key in YES else False if key in NO else None


def wave(text: str) -> str | None:
    """A wave of the study: before, retro_before, after, followup, followup_m3 …"""
    key = header_key(text)
    months = FOLLOWUP.fullmatch(key)
    return f"followup_m{int(months['months'])}" if months else spellings(v.Wave).get(key)
