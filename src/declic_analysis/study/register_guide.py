"""`docs/registres.md`, from the columns themselves: which sheets, which columns, what may stand under each."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.study.register_fields import FIELDS, IMPORTS, TEMPLATE, Field
from declic_analysis.vocabulary import RegisterKind
from declic_analysis.vocabulary.coded import Coded
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, Public

INTRODUCTION = """# Les registres

Page écrite par `make fix` à partir du code (`declic_analysis.study.register_fields`) ; ne pas la modifier à la
main.

Les questionnaires ne disent pas tout : qui était invité, qui est venu, quelles embauches ont suivi, ce que l’action
a coûté. Cela se note dans un classeur, `registres.xlsx`, une feuille par registre :

```
declic new ÉTUDE --templates   # écrit data/raw/ÉTUDE/registres.xlsx, vide, avec ses listes ; n’écrase jamais
declic check ÉTUDE             # montre ce qui est lu, ligne par ligne comptée, sans rien écrire
declic build ÉTUDE
```

## Remplir

- Une feuille sans ligne veut dire « non renseigné », jamais zéro. Ne remplissez que ce que vous avez.
- Commencez par « structures » et « actions » : les autres feuilles s’y réfèrent. Ne changez ni le nom des feuilles
  ni la première ligne.
- Les cellules à choix acceptent le libellé français, le libellé anglais ou le code ; les dates JJ/MM/AAAA,
  AAAA-MM-JJ, « 5 mars 2024 » ou une date du tableur ; les nombres 1 234,50, les montants 1 234,50 €.
- « ? », « – », « nr », « inconnu » ou « non renseigné » : valeur déclarée inconnue, comptée à part d’une cellule
  vide.
- Plusieurs classeurs (un par territoire) : `registres_lyon.xlsx`, `registres_saint_etienne.xlsx` … Une feuille à
  vous dont le nom commence par `_` est ignorée.
- Une référence d’action suffit dans un questionnaire : territoire, format et date viennent alors du registre des
  actions. Ce que la réponse dit elle-même est gardé ; un désaccord est compté et dit.

## Les personnes

Le code personnel du questionnaire donne le même pseudonyme que dans l’enquête. Sans code, nom, prénom et structure
ensemble en donnent un autre, valable entre registres seulement. Aucun nom n’est conservé dans les tables, le
registre des lignes ou la quarantaine ; le classeur, lui, les contient : ne le transmettez pas. Les notes
d’entretiens sont comptées et ne sont pas recopiées.

## Où va chaque ligne

Chaque ligne est acceptée, doublon (elle répète une ligne précédente), incomplète (vide) ou en quarantaine (cellule
obligatoire vide ou illisible, action inconnue, contradiction avec une ligne précédente ou avec l’étude). Chaque
cellule d’une ligne acceptée est renseignée, déclarée inconnue, vide ou en quarantaine. Le total est toujours celui
du fichier ; la quarantaine donne feuille, ligne, colonne et ce qui était attendu. Les contradictions entre dates
(contrat qui commence avant son acceptation, fait postérieur à la dernière réponse reçue), les absences non excusées
et les structures hors de l’EPCI de leur territoire sont dites, jamais corrigées. Une absence « absent » sans autre
précision est lue comme non excusée.

## D’autres fichiers que le classeur

Un tableau à vous, ou l’export d’un outil, se déclare dans `study.yaml` (ou la feuille « registres » de
`etude.xlsx`) ; seules les colonnes dont l’en-tête diffère sont à nommer :

Un export de YouTube Studio (« Mode avancé », puis « Exporter la vue actuelle » au format .csv) n’est pas à déclarer :
déposez le .zip tel quel, ou le dossier qu’il contient, un par relevé, en français ou en anglais. Il est reconnu à ses
colonnes ; la ligne Total et les deux autres tableaux (par jour) ne sont pas comptés. La date du relevé est la fin de la
période écrite dans le nom (`Contenu 2020-01-01_2024-12-31 …`) : choisissez la période « Depuis le début », sinon les
chiffres sont ceux de la période et non des totaux, ce que « declic build » signale. L’entreprise montrée et les actions
où la vidéo a été montrée ne sont pas dans ces exports : écrivez-les une fois par vidéo dans la feuille « vidéos » du
classeur (contenu, entreprise, montrée lors des actions).

```yaml
registers:
  - id: chaine
    kind: videos
    files: "videos_*.csv"   # un tableau de vidéos tenu à la main
    measured_on: 2024-12-31
  - id: emargement
    kind: attendances
    files: emargement_*.csv
    person: {columns: [Courriel]}
    columns: {action: Session, attendance: Statut}
```
"""


def render() -> str:
    """The whole page, in Markdown."""
    sheets = [_section(kind, title=f"Feuille « {kind.label.fr} »") for kind in TEMPLATE]
    imports = [_section(kind, title=f"Export « {kind.label.fr} »") for kind in IMPORTS]
    parts = [INTRODUCTION, "## Les feuilles du classeur\n", *sheets, "## Les exports d’autres outils\n", *imports]
    return nbsp("\n".join(parts))


def _section(kind: RegisterKind, *, title: str) -> str:
    head = [f"### {title} (`kind: {kind.value}`)\n", "| colonne | champ | contenu | sens |", "|---|---|---|---|"]
    return "\n".join([*head, *(_row(field) for field in FIELDS[kind]), ""])


def _row(field: Field) -> str:
    header = f"**{field.header}**" if field.needed else field.header
    also = f" (lu aussi : {', '.join(field.also)})" if field.also else ""
    cells = (header + also, f"`{field.name}`", _content(field), field.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _content(field: Field) -> str:
    if field.choices is not None:
        return _listed(field.choices)
    return CONTENTS[field.kind]


def _listed(members: type[Coded]) -> str:
    return " · ".join(f"{member.label.fr} (`{member.value}`)" for member in members)


CONTENTS = {
    "text": "texte", "free": "texte libre, gardé sans données personnelles",
    "identity": "identité, remplacée par un pseudonyme",
    "key": "référence",
    "action": "une référence d’action", "actions": "des références d’actions, séparées par |", "yes": "oui · non",
    "wave": "Avant · Après · Avant, vu d’après · Suivi à 3 mois …", "date": "date", "number": "nombre",
    "whole": "nombre entier", "money": "montant en euros", "percent": "pourcentage", "duration": "durée h:mm:ss",
    "days": "nombre de jours",
    "territory": "un territoire de l’étude", "audience": "un public de l’étude", "format": "un format de l’étude",
    "structure": "une structure", "siret": "SIRET", "siren": "SIREN", "commune": "code INSEE", "naf": "code NAF",
    "rome": "code ROME",
    "concerned": f"{_listed(Public)} · ce que l’étude déclare (`diagnosis.publics`)",
    "element": f"{_listed(DiagnosisElement)} · ce que l’étude déclare (`diagnosis.elements`)",
}  # fmt: skip
