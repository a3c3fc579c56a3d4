"""The sheets of `etude.xlsx` about registers: which sheets there are beside the template workbook."""

from __future__ import annotations

from declic_analysis import vocabulary as v
from declic_analysis.study.columns import ID, KEY, PARENT, VALUE, Sheet, col, of, pick

DATE_ORDER = {"dmy": "jour/mois/année", "mdy": "mois/jour/année", "ymd": "année/mois/jour"}
REGISTERS = Sheet(
    "registres",
    "rows",
    ("registers",),
    (
        ID,
        pick("ce que liste la feuille", "kind", "Sorte de registre (obligatoire).", choices=of(v.RegisterKind)),
        col("fichiers", "files", "Nom du fichier, * pour plusieurs ; vide = registres.xlsx."),
        col("feuille", "sheet", "Feuille du classeur ; vide = la seule remplie."),
        col("colonnes d’identité", "person.columns", "En-têtes qui reconnaissent la personne.", kind="list"),
        col("forme du code", "person.pattern", "Expression régulière d’un code bien formé."),
        col("relevé le", "measured_on", "Vidéos : date de l’export.", kind="date"),
        col("vides", "missing", "Textes qui veulent dire : cellule vide, séparés par |.", kind="list"),
        col("encodage", "encoding", "Vide = reconnu."),
        col("séparateur", "separator", "Un caractère, ou tab ; vide = reconnu."),
        col("lignes d’en-tête", "header_rows", "1 à 3 ; vide = 1.", kind="whole"),
        pick("ordre des dates", "date_order", "Vide = jour/mois/année.", choices=DATE_ORDER),
    ),
    "Les feuilles qui ne sont pas le classeur registres.xlsx, que le logiciel trouve seul.",
)
REGISTER_COLUMNS = Sheet(
    "colonnes des registres",
    "child_map",
    ("registers",),
    (
        col("registre", PARENT, "Id du registre (obligatoire).", refers="registres"),
        col("champ", KEY, "Nom du champ : voir docs/registres.md."),
        col("colonne", VALUE, "En-tête de la colonne dans le fichier, mot pour mot."),
    ),
    "Seulement si une colonne n’a pas l’en-tête du classeur modèle.",
    field="columns",
)
REGISTER_SHEETS = (REGISTERS, REGISTER_COLUMNS)
