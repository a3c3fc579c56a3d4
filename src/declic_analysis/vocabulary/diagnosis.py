"""Closed lists of the shared diagnosis: the same words for both sides, so that they speak of the same things."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class Public(Coded):
    """Whom a job could be for."""

    ALL = "all", "tous publics", "everybody"
    YOUNG = "young", "jeunes", "young people"
    SENIORS = "seniors", "seniors", "older people"
    WOMEN = "women", "femmes", "women"
    LONG_UNEMPLOYED = "long_unemployed", "demandeurs d’emploi de longue durée", "long-term job seekers"
    RSA = "rsa", "bénéficiaires du RSA", "recipients of RSA"
    REFUGEES = "refugees", "personnes réfugiées", "refugees"
    DISABLED = "disabled", "personnes en situation de handicap", "people with a disability"
    CHANGING = "changing", "personnes en reconversion", "people changing trade"
    SIAE = "siae", "salariés de SIAE", "employees of a SIAE"


class DiagnosisKind(Coded):
    """What is said of a job and a public."""

    BARRIER = "barrier", "obstacle perçu", "obstacle perceived"
    TRAINING = "training", "formation", "training"
    ADAPTATION = "adaptation", "adaptation du côté de l’entreprise", "adaptation on the company's side"


class DiagnosisElement(Coded):
    """What either side may name; the first part of the code is its kind."""

    MOBILITY = "barrier_mobility", "mobilité", "mobility"
    SITE_ACCESS = "barrier_site_access", "accès au site", "access to the site"
    HOURS = "barrier_hours", "horaires", "working hours"
    FRENCH = "barrier_french", "maîtrise du français", "command of French"
    SKILLS = "barrier_skills", "compétences techniques", "technical skills"
    DEMANDS = "barrier_demands", "exigence du métier", "demands of the job"
    KNOWLEDGE = "barrier_knowledge", "connaissance du métier", "knowledge of the job"
    CHILDCARE = "barrier_childcare", "garde d’enfants", "childcare"
    TRADE = "training_trade", "formation au métier", "training for the trade"
    LANGUAGE = "training_french", "cours de français", "French lessons"
    LICENCE = "training_licence", "permis ou CACES", "driving or machine licence"
    TRIAL = "training_immersion", "immersion (PMSMP) avant l’embauche", "immersion (PMSMP) before the hire"
    ADAPTED_HOURS = "adaptation_hours", "horaires aménagés", "adapted hours"
    TRANSPORT = "adaptation_transport", "transport organisé", "organised transport"
    TUTOR = "adaptation_tutor", "tutorat", "tutoring"
    WORKSTATION = "adaptation_workstation", "poste aménagé", "adapted workstation"
    GRADUAL = "adaptation_gradual", "prise de poste progressive", "gradual start"
    NOTHING = "nothing", "rien à signaler", "nothing to say"

    @property
    def kind(self) -> DiagnosisKind | None:
        first = self.value.partition("_")[0]
        return DiagnosisKind.of(first) if first in DiagnosisKind.codes() else None


class Sharing(Coded):
    """Where both sides stand on one element."""

    BOTH = "both", "les deux côtés le nomment", "both sides name it"
    FIRST = "first", "{first} seulement", "{first} only"
    SECOND = "second", "{second} seulement", "{second} only"
    FIRST_ALONE = "first_alone", "{first} ; {second} : pas de réponse", "{first}; {second}: no answer"
    SECOND_ALONE = "second_alone", "{second} ; {first} : pas de réponse", "{second}; {first}: no answer"
    NOBODY = "nobody", "personne n’a répondu", "nobody answered"
