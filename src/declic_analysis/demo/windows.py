"""When each invented structure takes part: quarters of 2024. Lyon holds no action in the last one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

WINDOWS = {
    "Passerelle des Trois Rives": "1234", "Cap Après-Demain": "1234", "Relais du Tournesol Bleu": "12",
    "Maison des Parcours de Valfeuille": "234", "La Boussole Égarée": "134", "Les Jardins de la Lune Rousse": "1234",
    "Tremplin de Roc-aux-Fées": "1234", "Élan de la Vallée Perdue": "1", "Escale du Puits Enchanté": "234",
    "Guichet Mirabelle": "1234", "Atelier du Fil d’Ariane Bleu": "134",
    "Mécanique de Valmirande": "1234", "Plasturgie de l’Orphéon Vert": "12", "Câbles de Saint-Ornac": "1234",
    "Tôlerie de Grandbief": "234", "Rubans de Chantelune": "1234", "Forge de Malpertuis": "12",
    "Usinage de Brèvenoire": "134", "Robinets de Clairgouffre": "234", "Automates de Grisevent": "1234",
    "Emboutis de Hautelune": "34",
}  # fmt: skip

VISITS_ONLY = (  # SIAE and companies that take part in the visits of `demo.visits` and in nothing else
    "Ateliers des Sept Vents", "Chantier du Bois Clair",
    "Fonderie de Corvemont", "Décolletage du Val Perché", "Emballages de Sourcelande", "Moules de Trévigneux",
    "Chaudronnerie de Pierrebrune", "Textiles de Fontargent", "Visserie de Montcendre", "Traitements de Rochepaille",
    "Électronique de Valtremble", "Engrenages de Ségorive",
)  # fmt: skip

ON_THE_EDGE = (  # of the network, and nowhere else: `demo.edges`
    "Refuge de la Sapinière Muette", "Scierie de Longuebrise", "Foyer des Sept Chemins Creux",
    "Comptoir de l’Heure Verte",
)  # fmt: skip
APART = (*VISITS_ONLY, *ON_THE_EDGE)  # take no part in what is drawn for everybody


def quarter(day: dt.date) -> int:
    return (day.month - 1) // 3 + 1


def open_in(structure: str, number: int) -> bool:
    """True where the structure takes part in that quarter; a structure without windows always does."""
    return str(number) in WINDOWS.get(structure, "1234")


def structure_for(structures: Sequence[str], *, drawn: int, days: Iterable[dt.date]) -> str:
    """The structure drawn, or the next one of the list that takes part on all those days: one draw each time."""
    quarters = {quarter(day) for day in days}
    ring = [*structures[drawn:], *structures[:drawn]]
    return next((name for name in ring if all(open_in(name, q) for q in quarters)), structures[drawn])
