"""An empty Word document in the look of the page: A4, our styles and lists, language, running head, page numbers."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from declic_analysis.reports.html import WORDS as PAGE_WORDS
from declic_analysis.reports.html import PageFacts, asset

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
SERIF, SANS = "Palatino Linotype", "Arial"
SIDE, TOP, BOTTOM, HEAD = 16, 20, 18, 9  # mm, the margins of the printed page
PAPER = (210, 297)
TEXT_WIDTH = PAPER[0] - 2 * SIDE
TEXT_HEIGHT = PAPER[1] - TOP - BOTTOM
NAMES = {
    "fr": {"first_page": "Première page", "entry": "Rubrique", "answer": "Réponse", "byline": "Auteurs", "note": "Note",
           "missing": "Non renseigné", "warning": "Avertissement", "fiction": "Données fictives", "picture": "Figure",
           "definition": "Définition", "cell": "Cellule", "console": "Texte brut", "table": "Tableau de résultats"},
    "en": {"first_page": "First page", "entry": "Entry", "answer": "Answer", "byline": "Authors", "note": "Note",
           "missing": "Not stated", "warning": "Warning", "fiction": "Fictitious data", "picture": "Figure",
           "definition": "Definition", "cell": "Cell", "console": "Plain text", "table": "Table of results"},
}  # fmt: skip
_UNUSED = re.compile("/(stylesWithEffects|customXml|thumbnail|extended-properties)$")
_COLOURS = {"dk2": "0B2C54", "lt2": "F2F5F9", "accent1": "1B4F8A", "accent2": "B35806", "accent3": "5B3A8C",
            "accent4": "74A7D6", "accent5": "ECB277", "accent6": "595959", "hlink": "1B4F8A"}  # fmt: skip


def empty(facts: PageFacts, *, title: str) -> Document:
    """The document before its content; title and subject are in its properties, no name of a person or machine."""
    import docx

    made = docx.Document()
    _bare(made)
    _styled(made, lang=facts.lang)
    _paper(made)
    _properties(made, facts, title=title)
    _head_and_foot(made, facts, title=title)
    return made


def _bare(made: Document) -> None:
    """Without what the library’s own template carries: a preview picture, second styles, another program’s name."""
    for rels in (made.part.rels, made.part.package.rels):
        for key in [key for key, rel in rels.items() if _UNUSED.search(rel.reltype)]:
            del rels[key]


def _styled(made: Document, *, lang: str) -> None:
    from docx.oxml.parser import parse_xml

    words = {"language": LANGUAGES[lang], **NAMES[lang]}
    made.part._styles_part._element = parse_xml(Template(asset("word-styles.xml")).substitute(words).encode())
    made.part.numbering_part._element = parse_xml(asset("word-numbering.xml").encode())
    for rel in made.part.rels.values():
        if rel.reltype.endswith("/fontTable"):
            rel.target_part._blob = asset("word-fonts.xml").encode()
        elif rel.reltype.endswith("/theme"):
            rel.target_part._blob = _themed(rel.target_part.blob)
    _settings(made, lang=lang)


def _themed(theme: bytes) -> bytes:
    """The fonts and colours that Word offers for new text: ours."""
    for kind, font in (("major", SERIF), ("minor", SANS)):
        pattern = rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*'
        theme = re.sub(pattern.encode(), rb"\g<1>" + font.encode(), theme)
    for name, colour in _COLOURS.items():
        pattern = rf"<a:{name}>.*?</a:{name}>"
        theme = re.sub(
            pattern.encode(), f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'.encode(), theme, flags=re.S
        )
    return theme


def _settings(made: Document, *, lang: str) -> None:
    from docx.oxml.ns import qn

    told = made.settings.element
    for name, value in {"themeFontLang": LANGUAGES[lang], "decimalSymbol": "," if lang == "fr" else ".",
                        "listSeparator": ";" if lang == "fr" else ","}.items():  # fmt: skip
        found = told.find(qn(f"w:{name}"))
        if found is not None:
            found.attrib.clear()
            found.set(qn("w:val"), value)
    zoom, preview = told.find(qn("w:zoom")), told.find(qn("w:savePreviewPicture"))
    if zoom is not None:
        zoom.set(qn("w:percent"), "100")
    if preview is not None:
        told.remove(preview)


def _paper(made: Document) -> None:
    from docx.shared import Mm

    page = made.sections[0]
    page.page_width, page.page_height = Mm(PAPER[0]), Mm(PAPER[1])
    page.left_margin = page.right_margin = Mm(SIDE)
    page.top_margin, page.bottom_margin = Mm(TOP), Mm(BOTTOM)
    page.header_distance = page.footer_distance = Mm(HEAD)


def _properties(made: Document, facts: PageFacts, *, title: str) -> None:
    told = made.core_properties
    told.title, told.subject, told.language = title, facts.subtitle, LANGUAGES[facts.lang]
    told.author = told.last_modified_by = told.comments = told.category = ""
    told.keywords = PAGE_WORDS[facts.lang]["fictitious"] if facts.fictitious else ""
    told.revision = 1


def _head_and_foot(made: Document, facts: PageFacts, *, title: str) -> None:
    from docx.shared import RGBColor

    page = made.sections[0]
    head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
    head._p.style, foot._p.style = "Header", "Footer"
    head.add_run(facts.running_head or title)
    if facts.fictitious:
        flag = head.add_run(f"\t{PAGE_WORDS[facts.lang]['fictitious'].upper()}")
        flag.bold, flag.font.color.rgb = True, RGBColor.from_string("B35806")
    foot.add_run(f"{facts.subtitle}\t")
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")


def field(paragraph: Paragraph, code: str) -> None:
    """A field that the reader's program fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    simple.append(run._r)
    paragraph._p.append(simple)
