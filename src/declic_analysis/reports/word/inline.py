"""Words inside a paragraph of the page → runs: bold, italic, line breaks, links, the language of a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis.reports.word.sheet import LANGUAGES
from declic_analysis.reports.word.tree import Node

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_SPACES = re.compile(r"[ \t\n\r\f]+")  # those that a page folds into one; no-break spaces stay
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # signs no XML file can hold
OUTSIDE = ("http://", "https://", "mailto:")


class Dress(NamedTuple):
    """How a passage looks, and in which language it is where that is not the document's."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    colour: str = ""
    lang: str = ""


PLAIN = Dress()


def fill(paragraph: Paragraph, parts: list[Node | str], *, dress: Dress = PLAIN) -> None:
    """The parts as runs, in order; spaces folded as a page folds them."""
    for part in parts:
        if isinstance(part, str):
            _say(paragraph, part, dress)
        elif part.tag == "br":
            paragraph.add_run().add_break()
        elif part.tag == "a" and part.attributes.get("href", "").startswith(OUTSIDE):
            _link(paragraph, part, dress)
        else:
            fill(paragraph, part.children, dress=_dressed(part, dress))


def _dressed(node: Node, dress: Dress) -> Dress:
    if node.tag in ("strong", "b", "dt"):
        dress = dress._replace(bold=True)
    if node.tag in ("em", "i", "cite"):
        dress = dress._replace(italic=True)
    if node.tag in ("code", "kbd", "samp"):
        dress = dress._replace(code=True)
    if "flag" in node.classes:
        dress = dress._replace(bold=True, colour="B35806")
    if "label" in node.classes:
        dress = dress._replace(colour="1B4F8A")
    return dress._replace(lang=node.attributes.get("lang", dress.lang))


def _say(paragraph: Paragraph, text: str, dress: Dress) -> None:
    told = _SPACES.sub(" ", _FORBIDDEN.sub("", text))
    if not paragraph.text or paragraph.text.endswith((" ", "\n")):
        told = told.lstrip(" ")
    if told:
        _wear(paragraph.add_run(told), dress)


def _wear(run: Run, dress: Dress) -> None:
    from docx.shared import RGBColor

    run.bold, run.italic = dress.bold or None, dress.italic or None
    if dress.code:
        run.font.name = "Courier New"
    if dress.colour:
        run.font.color.rgb = RGBColor.from_string(dress.colour)
    if dress.lang in LANGUAGES:
        spoken(run, LANGUAGES[dress.lang])


def spoken(run: Run, language: str) -> None:
    """The language that a screen reader and a spelling checker take the run for."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    told = OxmlElement("w:lang")
    told.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(told)


def _link(paragraph: Paragraph, node: Node, dress: Dress) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(node.attributes["href"], RELATIONSHIP_TYPE.HYPERLINK, True))
    first = len(paragraph.runs)
    _say(paragraph, node.text, dress)
    for run in paragraph.runs[first:]:
        run._r.style = "Hyperlink"
        link.append(run._r)
    paragraph._p.append(link)
