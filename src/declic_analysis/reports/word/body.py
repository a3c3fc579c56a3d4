"""The page's fragments → paragraphs, lists, tables and pictures of a Word document, in the order of the page."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from declic_analysis.reports.word.grids import add_table
from declic_analysis.reports.word.inline import PLAIN, fill
from declic_analysis.reports.word.sheet import TEXT_HEIGHT, TEXT_WIDTH
from declic_analysis.reports.word.tree import Node, parsed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shape import InlineShape
    from docx.text.paragraph import Paragraph

    from declic_analysis.reports.rendering import Fragment

HEADINGS = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading4", "h6": "Heading4"}
KINDS = {"note": "Note", "source": "Note", "absent": "Missing", "withheld": "Warning", "warning": "Warning",
         "error": "Warning", "by": "Byline", "in-one-sentence": "Answer"}  # fmt: skip
BLOCKS = frozenset([*HEADINGS, "h1", "p", "ul", "ol", "dl", "table", "figure", "section", "div", "blockquote", "pre",
                    "details"])  # fmt: skip
APART = frozenset(["Caption", *HEADINGS.values()])  # styles with room of their own above
POINT = 12700  # of the unit that Word documents are measured in
ROOM = 45  # mm kept on a sheet for the caption and the note of a picture
WORDS = {
    "fr": {"undrawn": "Figure non dessinée\u00a0: aucun navigateur (Chromium, Chrome ou Edge) n’a pu le faire ici. "
                      "Ses chiffres sont dans le tableau qui suit.",
           "numbers": "Les chiffres des figures", "colon": "\u00a0: "},
    "en": {"undrawn": "Figure not drawn: no browser (Chromium, Chrome or Edge) could do it here. "
                      "Its numbers are in the table below.",
           "numbers": "The numbers of the figures", "colon": ": "},
}  # fmt: skip


class Body:
    """Writes into a document; `later` holds the tables that stand at its end, under the words of their figure."""

    def __init__(self, made: Document, *, lang: str, pictures: Mapping[str, bytes]) -> None:
        self.made, self.lang, self.pictures = made, lang, pictures
        self.words = WORDS[lang]
        self.later: list[tuple[str, Node]] = []
        self.dress = PLAIN
        self.in_first_page = False
        self.new_sheet = False
        self.after_table = False

    def add(self, fragment: Fragment) -> None:
        self._children(parsed(fragment.html))

    def line(self, style: str, text: str) -> None:
        """A paragraph of plain words; none where there are none."""
        if text:
            self._paragraph(style).add_run(text)

    def finish(self) -> None:
        """The tables of numbers that were put off."""
        if not self.later:
            return
        self.line("Heading1", self.words["numbers"])
        for caption, table in self.later:
            self._table(table, caption=caption)

    def _children(self, node: Node) -> None:
        """Blocks one by one; words that stand between blocks make a paragraph of their own."""
        loose: list[Node | str] = []
        for part in node.children:
            if isinstance(part, Node) and part.tag in BLOCKS:
                self._loose(loose)
                loose = []
                self._block(part)
            else:
                loose.append(part)
        self._loose(loose)

    def _loose(self, parts: list[Node | str]) -> None:
        if any((part if isinstance(part, str) else part.text).strip() or _holds_image(part) for part in parts):
            self._text("Normal", Node("p", {}, parts))

    def _block(self, node: Node) -> None:
        before = self.dress
        self.dress = self.dress._replace(lang=node.attributes.get("lang", before.lang))
        ways: Mapping[str, Callable[[Node], None]] = {
            "p": self._sentence, "ul": self._list, "ol": self._list, "dl": self._definitions, "table": self._captioned,
            "figure": self._figure, "section": self._section, "blockquote": self._quote, "pre": self._console,
            "details": self._details,
        }  # fmt: skip
        if node.tag in ("h1", *HEADINGS):
            self._heading(node)
        else:
            ways.get(node.tag, self._children)(node)
        self.dress = before

    def _paragraph(self, style: str) -> Paragraph:
        paragraph = self.made.add_paragraph()
        paragraph._p.style = style
        if self.new_sheet:
            paragraph.paragraph_format.page_break_before = True
            self.new_sheet = False
        if self.after_table and style not in APART:
            paragraph.paragraph_format.space_before = 8 * POINT
        self.after_table = False
        return paragraph

    def _text(self, style: str, node: Node) -> Paragraph:
        paragraph = self._paragraph(style)
        fill(paragraph, node.children, dress=self.dress)
        if paragraph.runs:
            paragraph.runs[-1].text = paragraph.runs[-1].text.rstrip(" ")
        for image in node.all("img"):
            self._image(image)
        return paragraph

    def _heading(self, node: Node) -> None:
        """The title of level 1 stands once, at the top: it is not told again."""
        if node.tag == "h1":
            return
        style = HEADINGS[node.tag]
        if self.in_first_page:
            style = {"Heading1": "FirstPage", "Heading2": "Entry"}.get(style, style)
        self._text(style, node)

    def _section(self, node: Node) -> None:
        self.in_first_page = "first-page" in node.classes
        self._children(node)
        self.new_sheet, self.in_first_page = self.in_first_page, False

    def _sentence(self, node: Node) -> None:
        style = next((KINDS[kind] for kind in sorted(node.classes) if kind in KINDS), "Normal")
        if node.text.strip() or node.first("img"):
            self._text(style, node)

    def _quote(self, node: Node) -> None:
        for part in node.children:
            if isinstance(part, Node):
                self._text("Quote", part)
            elif part.strip():
                self._text("Quote", Node("p", {}, [part]))

    def _console(self, node: Node) -> None:
        for line in node.text.splitlines():
            self._paragraph("Console").add_run(line)

    def _details(self, node: Node) -> None:
        """What the page unfolds stands open here, under its summary."""
        for part in node.children:
            if isinstance(part, Node) and part.tag == "summary":
                self._text("Caption", part)
            elif isinstance(part, Node):
                self._block(part)

    def _list(self, node: Node, *, depth: int = 0) -> None:
        number = _restarted(self.made) if node.tag == "ol" else 1
        for entry in node.children:
            if isinstance(entry, Node) and entry.tag == "li":
                self._entry(entry, style="ListNumber" if node.tag == "ol" else "ListBullet", number=number, depth=depth)

    def _entry(self, entry: Node, *, style: str, number: int, depth: int) -> None:
        nested = [part for part in entry.children if isinstance(part, Node) and part.tag in ("ul", "ol")]
        own = [part for part in entry.children if part not in nested]
        _numbered(self._text(style, Node("li", {}, own)), number=number, depth=depth)
        for part in nested:
            self._list(part, depth=depth + 1)

    def _definitions(self, node: Node) -> None:
        """Term and text in one paragraph."""
        parts = [part for part in node.children if isinstance(part, Node)]
        # A glossary keeps each term with its text in a box of its own.
        boxed = (part.children if part.tag == "div" else [part] for part in parts)
        terms = [part for box in boxed for part in box if isinstance(part, Node)]
        for at, term in enumerate(terms):
            if term.tag != "dt":
                continue
            told = terms[at + 1].children if at + 1 < len(terms) and terms[at + 1].tag == "dd" else []
            self._text("Definition", Node("p", {}, [term, self.words["colon"], *told]))

    def _captioned(self, node: Node) -> None:
        caption = node.first("caption")
        self._table(node, caption=caption.text.strip() if caption else "")

    def _table(self, node: Node, *, caption: str) -> None:
        if caption:
            fill(self._paragraph("Caption"), [caption], dress=self.dress)
        self.after_table = add_table(self.made, node, caption=caption, dress=self.dress) is not None

    def _figure(self, node: Node) -> None:
        """Caption, picture with its words, note; the table of its numbers below or, where long, at the end."""
        caption, drawing = node.first("figcaption"), _drawing(node)
        if drawing is None:
            return self._children(node)
        if caption:
            self._text("Caption", caption)
        notes = [part for part in node.children if isinstance(part, Node) and part.tag == "p"]
        shown = self.pictures.get(drawing.attributes["id"])
        if shown is None:
            self._paragraph("Warning").add_run(self.words["undrawn"])
        else:
            words = drawing.attributes.get("aria-label", "")
            self._picture(shown, anchor=drawing.attributes["id"], alt=words, noted=bool(notes))
        for note in notes:
            self._sentence(note)
        self._numbers(node, caption.text.strip() if caption else "", at_once=shown is None)
        return None

    def _numbers(self, node: Node, caption: str, *, at_once: bool) -> None:
        for box in node.all("details"):
            for table in box.all("table"):
                if at_once or "short" in box.classes:
                    self._captioned(table)
                else:
                    self.later.append((caption, table))

    def _picture(self, content: bytes, *, anchor: str, alt: str, noted: bool) -> None:
        paragraph = self._paragraph("Picture")
        paragraph.paragraph_format.keep_with_next = noted or None
        picture = paragraph.add_run().add_picture(io.BytesIO(content))
        _fitted(picture)
        _described(picture, alt, name=anchor)

    def _image(self, node: Node) -> None:
        """A picture that the page holds itself."""
        source = node.attributes.get("src", "")
        if ";base64," not in source:
            return
        content = base64.b64decode(source.split(",", 1)[1])
        picture = self._paragraph("Picture").add_run().add_picture(io.BytesIO(content))
        _fitted(picture)
        _described(picture, node.attributes.get("alt", ""), name="image")


def _holds_image(part: Node | str) -> bool:
    return isinstance(part, Node) and (part.tag == "img" or part.first("img") is not None)


def _drawing(figure: Node) -> Node | None:
    return next((box for box in figure.all("div") if "drawing" in box.classes and "id" in box.attributes), None)


def _fitted(picture: InlineShape) -> None:
    """As wide as the text, and no higher than a sheet with caption and note."""
    from docx.shared import Mm

    ratio = picture.height / picture.width
    width = min(float(TEXT_WIDTH), (TEXT_HEIGHT - ROOM) / ratio)
    picture.width, picture.height = Mm(width), Mm(width * ratio)


def _described(picture: InlineShape, alt: str, *, name: str) -> None:
    """What a screen reader says in place of the picture."""
    told = picture._inline.docPr
    told.set("descr", alt)
    told.set("name", name)


def _restarted(made: Document) -> int:
    """A numbering of its own, so that each list starts at 1."""
    numbering = made.part.numbering_part.numbering_definitions._numbering
    number = numbering.add_num(1)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _numbered(paragraph: Paragraph, *, number: int, depth: int) -> None:
    told = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    told.get_or_add_ilvl().val = min(depth, 3)
    told.get_or_add_numId().val = number
