"""Closed lists about organisations: roles, kinds of SIAE and of prescribers, how a name was matched."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded, Label


class Role(Coded):
    PRESCRIBER = "prescriber", "structure prescriptrice", "prescribing structure"
    COMPANY = "company", "entreprise industrielle", "manufacturing company"
    SIAE = "siae", "SIAE", "SIAE"
    TRAINING = "training", "organisme de formation", "training organisation"
    LEAD = "lead", "porteur", "lead organisation"
    OPERATOR = "operator", "opérateur", "operator"
    FUNDER = "funder", "financeur", "funder"
    COMMITTEE = "committee", "comité de parrainage", "sponsoring committee"


class SiaeKind(Coded):
    """The five kinds of SIAE, and only these (GEIQ, EA, EATT, ESAT, OPCS are “hors IAE”)."""

    AI = "AI", "association intermédiaire", "intermediary association"
    ACI = "ACI", "atelier ou chantier d’insertion", "integration workshop"
    EI = "EI", "entreprise d’insertion", "integration enterprise"
    EITI = "EITI", "entreprise d’insertion par le travail indépendant", "self-employment integration enterprise"
    ETTI = "ETTI", "entreprise de travail temporaire d’insertion", "temporary work integration enterprise"


class InclusionKind(Coded):
    """Employers of inclusion that are no SIAE (“hors IAE”)."""

    GEIQ = (
        "GEIQ",
        "GEIQ, groupement d’employeurs pour l’insertion et la qualification (hors IAE)",
        "GEIQ, group of employers for integration and qualification (not a SIAE)",
    )
    EA = "EA", "EA, entreprise adaptée (hors IAE)", "EA, adapted enterprise (not a SIAE)"
    EATT = (
        "EATT",
        "EATT, entreprise adaptée de travail temporaire (hors IAE)",
        "EATT, adapted temporary work enterprise (not a SIAE)",
    )
    ESAT = (
        "ESAT",
        "ESAT, établissement et service d’accompagnement par le travail (hors IAE)",
        "ESAT, support through work for disabled people (not a SIAE)",
    )
    OPCS = (
        "OPCS",
        "OPCS, organisation porteuse de la clause sociale (hors IAE)",
        "OPCS, organisation in charge of the social clause (not a SIAE)",
    )


class SizeBand(Coded):
    """Employees of a company, in the bands of Insee's size categories (decree 2008-1354), small ones cut at 10."""

    UNDER_10 = "under_10", "moins de 10 salariés", "under 10 employees"
    FROM_10 = "from_10", "10 à 49 salariés", "10 to 49 employees"
    FROM_50 = "from_50", "50 à 249 salariés", "50 to 249 employees"
    FROM_250 = "from_250", "250 salariés et plus", "250 employees or more"


class PrescriberKind(Coded):
    """Kinds of prescriber of the IAE: the public list of the ASP (ref_orienteur), codes of Les emplois de l’inclusion.

    All are “prescripteurs habilités” but the orienteur. A prescriber of the programme may be of no such kind.
    """

    asp: int  # number in the ASP's list

    def __new__(cls, code: str, fr: str, en: str, asp: int = 0) -> PrescriberKind:
        member = str.__new__(cls, code)
        member._value_, member.label, member.asp = code, Label(fr, en), asp
        return member

    ML = "ML", "Mission locale", "Mission locale (young people’s employment service)", 1
    CAP_EMPLOI = "CAP_EMPLOI", "Cap emploi", "Cap emploi (disabled people’s employment service)", 2
    FT = "FT", "France Travail", "France Travail (public employment service)", 3
    PLIE = "PLIE", "PLIE, plan local pour l’insertion et l’emploi", "PLIE, local plan for integration", 4
    DEPT = "DEPT", "Service social du conseil départemental", "Social services of the département", 5
    OTHER = "OTHER", "Autre prescripteur habilité au niveau local", "Other locally authorised prescriber", 6
    ORIENTEUR = "ORIENTEUR", "Orienteur (prescripteur non habilité)", "Orienter (prescriber not authorised)", 8
    SPIP = "SPIP", "SPIP, service pénitentiaire d’insertion et de probation", "SPIP, prison and probation service", 9
    PJJ = "PJJ", "PJJ, protection judiciaire de la jeunesse", "PJJ, youth protection service", 10
    CCAS = "CCAS", "CCAS, centre (inter)communal d’action sociale", "CCAS, municipal social action centre", 11
    CHRS = "CHRS", "CHRS, centre d’hébergement et de réinsertion sociale", "CHRS, shelter and reintegration centre", 12
    CIDFF = (
        "CIDFF",
        "CIDFF, centre d’information sur les droits des femmes et des familles",
        "CIDFF, information centre on the rights of women and families",
        13,
    )
    PREVENTION = "PREVENTION", "Service ou club de prévention", "Prevention service", 14
    AFPA = (
        "AFPA",
        "AFPA, agence nationale pour la formation professionnelle des adultes",
        "AFPA, national agency for adult vocational training",
        15,
    )
    PIJ_BIJ = "PIJ_BIJ", "PIJ-BIJ, point ou bureau information jeunesse", "PIJ-BIJ, youth information point", 16
    CAF = "CAF", "CAF, caisse d’allocations familiales", "CAF, family allowance fund", 17
    CADA = "CADA", "CADA, centre d’accueil de demandeurs d’asile", "CADA, reception centre for asylum seekers", 18
    ASE = "ASE", "ASE, aide sociale à l’enfance", "ASE, child welfare", 19
    CAVA = "CAVA", "CAVA, centre d’adaptation à la vie active", "CAVA, centre for adaptation to working life", 20
    CPH = "CPH", "CPH, centre provisoire d’hébergement", "CPH, temporary shelter for refugees", 21
    CHU = "CHU", "CHU, centre d’hébergement d’urgence", "CHU, emergency shelter", 22
    OACAS = (
        "OACAS",
        "OACAS, organisme d’accueil communautaire et d’activité solidaire",
        "OACAS, community living and solidarity organisation",
        23,
    )

    @property
    def authorised(self) -> bool:
        """True for a “prescripteur habilité”."""
        return self is not PrescriberKind.ORIENTEUR


class PlaceCode(Coded):
    """What a column of places holds, where it is not the study's own words."""

    COMMUNE = "commune", "code INSEE de la commune", "INSEE code of the commune"
    POSTAL_CODE = "postal_code", "code postal", "postal code"
    EPCI = "epci", "SIREN de l’EPCI", "SIREN of the EPCI"
    EMPLOYMENT_ZONE = "employment_zone", "code de la zone d’emploi", "code of the employment zone"
    NAME = "name", "nom de la commune", "name of the commune"


class StructureMatch(Coded):
    """What became of a structure's name as written in a file."""

    EXACT = "exact", "nom du répertoire", "name in the register"
    DECIDED = "decided", "reconnue par votre décision", "recognised by your decision"
    NEW = "new", "nouvelle, à ajouter au répertoire", "new, to be added to the register"
    IGNORED = "ignored", "ignorée par votre décision", "ignored by your decision"
    UNKNOWN = "unknown", "inconnue, à décider", "unknown, to be decided"
    EMPTY = "empty", "non renseignée", "not given"
