"""How text stands in a Word document: runs with their style and language, links, and the fields that Word fills in."""

from __future__ import annotations

import re

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from yotinspect.reports.blocks import Run, Text, address
from yotinspect.reports.pictures.colours import seen
from yotinspect.reports.word_styles import WASH
from yotinspect.visible import on_one_line

_MARKS = {"strong": "Strong", "soft": "Soft", "code": "Code", "flag": "Flag", "badge": "Badge"}
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class Letters:
    """Puts text into paragraphs of a document, in its styles."""

    def __init__(self, document: Document) -> None:
        # Asked once: to look one up takes longer than all else.
        self.styles = {style.name or "": style.style_id for style in document.styles}

    def style(self, paragraph: WordParagraph, name: str) -> WordParagraph:
        """The paragraph, in a style by its name."""
        paragraph._p.style = self.styles[name]
        return paragraph

    def put(self, paragraph: WordParagraph, text: Text, kind: str = "") -> None:
        """Text at the end of a paragraph; runs of no kind of their own are of the kind given."""
        for run in text:
            if run.kind == "break":
                paragraph.add_run().add_break()
            elif run.text:
                self._put(paragraph, run, run.kind or kind)

    def _put(self, paragraph: WordParagraph, run: Run, kind: str) -> None:
        words = run.text if run.grade is None else f"{run.grade.symbol}\u00a0{run.text}"
        made = paragraph.add_run(on_one_line(words))
        mark = _MARKS.get(kind)
        if mark is not None:
            made._r.style = self.styles[mark]
        if mark in ("Strong", "Badge"):
            # Of the run itself: bold letters of a style in a bold heading would be the ones that are not.
            made.bold = True
        if run.grade is not None:
            made.font.color.rgb = RGBColor.from_string(seen(run.grade.colour, WASH)[1:].upper())
        if run.lang:
            _in_language(made, run.lang)
        if kind == "link" and address(run.target):
            self._link(paragraph, made, run.target)

    def _link(self, paragraph: WordParagraph, run: WordRun, target: str) -> None:
        run._r.style = self.styles["Hyperlink"]
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(run._r)
        paragraph._p.append(link)

    def numbered(self, paragraph: WordParagraph, text: Text) -> None:
        """Text in which ``{page}`` and ``{pages}`` are fields: a page's number, and how many there are."""
        for run in text:
            for n, part in enumerate(re.split(r"\{(pages?)\}", run.text)):
                if n % 2 == 0:
                    self.put(paragraph, (Run(part, run.lang, run.kind),))
                else:
                    _field(paragraph, _FIELDS[part], run.lang)


def _in_language(run: WordRun, language: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), f"{language}-GB")
    run._r.get_or_add_rPr().append(mark)


def _field(paragraph: WordParagraph, name: str, language: str) -> None:
    """A field as Word writes one itself: where it begins, what it is, what it came to last, where it ends."""
    for kind in ("begin", "code", "separate", "value", "end"):
        run = paragraph.add_run("1" if kind == "value" else None)
        if language:
            _in_language(run, language)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = name
            run._r.append(code)
        elif kind != "value":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
