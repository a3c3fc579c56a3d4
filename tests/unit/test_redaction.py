"""The written list of canaries: invented people in many French forms, and what must not be taken for one."""

from __future__ import annotations

import time

import pandas as pd
import pytest

from declic_analysis.redaction import LONGEST, redact, redacted, removed_kinds

# text → what must no longer stand in it. Every person is invented; numbers are those reserved for fiction.
CANARIES = {
    "Rappelez-moi au 06 39 98 12 34.": ["06 39 98 12 34", "39 98"],
    "tel 0639981234 le matin": ["0639981234"],
    "joignable au +33 6 39 98 12 34": ["39 98 12"],
    "joignable au +33 (0)6.39.98.12.34 merci": ["39.98.12"],
    "0033639981234": ["639981234"],
    "au 01-99-00-45-67 ou 01/99/00/45/68": ["99-00", "99/00"],
    "06 399 812 34": ["399 812"],
    "Écrivez à jeanne.fictive@structure.example pour la suite": ["jeanne", "structure.example"],
    "paul.inventé@usine.example": ["paul", "inventé"],
    "jeanne.fictive [at] structure [point] fr": ["jeanne", "structure"],
    "jeanne.fictive (arobase) structure.fr": ["jeanne"],
    "mon profil : https://www.linkedin.com/in/jeanne-fictive-12 merci": ["jeanne", "linkedin.com/in"],
    "voir www.usine-inventee.example/equipe/durandet": ["durandet"],
    "sur linkedin.com/in/kerbrat": ["kerbrat"],
    "suivez @jeanne_fictive": ["jeanne"],
    "connecté depuis 192.168.12.14": ["192.168"],
    "M. Kerbratet m’a convaincu.": ["Kerbratet"],
    "Mr Dupontel est venu": ["Dupontel"],
    "Mme Fictive, du site de Valfeuille": ["Fictive"],
    "Madame Le Goffec et Monsieur de La Tourette": ["Goffec", "Tourette"],
    "Mlle Durand-Inventée": ["Durand", "Inventée"],
    "monsieur dupontel était là": ["dupontel"],
    "mme benalix nous a reçus": ["benalix"],
    "Le Dr Trucmuche et Maître Machinet": ["Trucmuche", "Machinet"],
    "Karim nous a tout expliqué": ["Karim"],
    "C’est karim qui a tout expliqué": ["karim"],
    "J’ai parlé avec Nadège Kerbratet de la paie": ["Nadège", "Kerbratet"],
    "Jean-Marc Dupontel, du quai 4": ["Jean-Marc", "Dupontel"],
    "J’ai vu Pierre Dupontel à la presse": ["Pierre", "Dupontel"],
    "Claire Machinet m’a rassurée": ["Claire", "Machinet"],
    "ÉLODIE DURANDET a fait la visite": ["ÉLODIE", "DURANDET"],
    "Fatoumata B. a trouvé un poste": ["Fatoumata", "B."],
    "je m’appelle Zoubirel": ["Zoubirel"],
    "Appelez Trucmuche de ma part": ["Trucmuche"],
    "Cordialement, Kerbratet": ["Kerbratet"],
    "mon collègue Dupontel y travaille": ["Dupontel"],
    "ma conseillère Mme El Machidi": ["Machidi"],
    "Hier Dupontel nous a montré la ligne": ["Dupontel"],
    "avec DUPONTEL en atelier": ["DUPONTEL"],
    "Dupontel a dit que ça recrute.": ["Dupontel"],
    "Belle visite. Kerbratet nous a tout montré": ["Kerbratet"],
    "Prénom : Solangette": ["Solangette"],
    "J’ai parlé avec Nadège Ker\u200bbratet": ["Nadège", "bratet"],
    "06\u200b 12\u2060 34 56 78": ["12", "34", "56"],
    "Mme Duran\u00addet": ["Duran", "det"],
    "solangette@exemple\u200b.fr": ["solangette", "exemple"],
    "J’habite 12 rue Victor-Inventé, 42000 Saint-Étienne": ["12 rue", "Inventé", "42000"],
    "au 3 bis, avenue de la Gare 69100 Villeurbanne": ["avenue de la Gare", "69100"],
    "45 cours Lafayette à Lyon": ["45 cours", "Lafayette"],
    "7 allée des tilleuls": ["7 allée", "tilleuls"],
    "1, impasse du Four": ["impasse du Four"],
    "BP 123 Villeurbanne": ["BP 123"],
    "bât. 4, appartement 12": ["appartement 12"],
    "née le 12 mars 1987 à Oran": ["12 mars 1987"],
    "né le 12/03/1987": ["12/03/1987"],
    "né en 1962": ["1962"],
    "date de naissance : 01-02-1990": ["01-02-1990"],
    "12/03/1987": ["1987"],
    "mon numéro 1 87 03 42 218 001 23": ["1 87 03", "218 001"],
    "2870342218001": ["2870342218001"],
    "1 87 03 2A 218 001": ["2A 218"],
    "SIRET 732 829 320 00074": ["732 829"],
    "FR76 3000 6000 0112 3456 7890 189": ["3000 6000"],
    "carte 4970 1012 3456 7890": ["4970"],
    "dossier n° 456 789": ["456 789"],
    "matricule 45213": ["45213"],
    "garé en AB-123-CD": ["AB-123-CD"],
    "une Clio ab 123 cd": ["ab 123 cd"],
    "immatriculée 1234 XY 42": ["1234 XY 42"],
}

# texts of the field that say nothing of a person: not a character may go
INNOCENT = [
    "La zone de Pierre-Bénite est loin de Saint-Étienne.",
    "On va à Lyon, Givors ou Rive-de-Gier en bus.",
    "La rue de la République est bouchée, le quai aussi.",
    "Les horaires en 2x8 ou 3x8, de 5 h à 13 h.",
    "Sans permis, impossible d’être sur place à 5 h.",
    "France Travail et la Mission locale orientent vers l’AFPA.",
    "Une SIAE, c’est une ETTI ou une EI ; l’UIMM aussi.",
    "Il faut 2 cours de français et 3 places de parking.",
    "12 personnes sur 20 ont 1 500 € à 1 800 € net.",
    "Environ 2 500,50 € bruts par mois en 2024.",
    "L’action du 12/03/2024 était bien.",
    "Madame la directrice et monsieur le maire étaient là.",
    "Mesdames, Messieurs, merci à tous.",
    "Merci à France Travail pour cette journée.",
    "Une image claire et rose des métiers, pas une pierre deux coups.",
    "Il est marin de métier, elle fait de la marine marchande.",
    "Ma collègue et mon chef sont venus aussi.",
    "J’ai découvert le métier de Chaudronnier et d’Usineur.",
    "LES HORAIRES SONT TROP DURS POUR LES PARENTS",
    "Le CDI, le CACES, la RQTH : tout est expliqué.",
    "Ni d’accord ni pas d’accord… D’abord la visite !",
    "Trop de normes ISO 9001 ; la machine n° 12 est neuve.",
    "« Formidable », dit-on. Vraiment ? Oui.",
    "En Auvergne, dans la Loire et le Rhône.",
    "Saint Priest et Saint-Genis-Laval sont desservies.",
    "20 bus par jour, ligne 12, 45 minutes.",
    "Etat des lieux : Ecole loin, Equipe soudée. Sallaire trop bas. Mobillité difficile.",
    "Atleiers propres. Horaires décallés. Prescripteurs contents.",
]
STRUCTURES = ("JST Transformateurs", "Martin & Fils Inventés", "Claude Bernardin Industrie", "SEEB AUTOMATION")


@pytest.mark.parametrize("text", CANARIES)
def test_what_tells_a_person_goes(text: str) -> None:
    found = redact(text)
    assert [piece for piece in CANARIES[text] if piece in found.text] == []
    assert found.removed


@pytest.mark.parametrize("text", INNOCENT)
def test_what_tells_nobody_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize("name", STRUCTURES)
def test_names_of_the_study_stay(name: str) -> None:
    text = f"Hier {name} nous a ouvert ses portes."
    assert redact(text, keep=STRUCTURES).text == text


def test_a_place_or_a_firm_that_could_be_a_person_stays_and_is_told() -> None:
    found = redact("Nous sommes allés chez Duvalex à Tartarin-sur-Gier.")
    assert "Duvalex" in found.text
    assert found.doubtful >= 1


def test_each_kind_is_counted() -> None:
    texts = pd.Series(["Karim, 06 39 98 12 34", "rien", "Karim, 06 39 98 12 34"], index=[7, 8, 9])
    table = redacted(texts)
    assert table.index.tolist() == [7, 8, 9]
    assert table["n_removed"].tolist() == [2, 0, 2]
    assert removed_kinds(table["redacted"]) == {"phone": 2, "name": 2}


def test_redaction_twice_changes_nothing() -> None:
    for text in CANARIES:
        once = redact(text).text
        assert redact(once).text == once


def test_a_hostile_text_is_read_in_time_and_cut() -> None:
    begun = time.process_time()
    for text in ("a" * 50_000, "0 " * 20_000, "A-" * 20_000, "1.a" * 15_000, "Mme " * 10_000, "12 rue " * 5_000):
        assert len(redact(text).text) <= LONGEST * 2
    assert time.process_time() - begun < 5


def test_what_nobody_sees_goes() -> None:
    assert redact("a\x01b\ufffec\x0bd\ud800 e\u0301").text == "abc d e\u0301"
