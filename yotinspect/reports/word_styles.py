"""The styles of our Word documents: those that Word has, set as our pages are, and a few of our own."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from yotinspect.catalogue import LANGUAGES, catalogue
from yotinspect.reports.parts.front import FOR_WHOM
from yotinspect.reports.pictures.colours import INK, LINE, SOFT
from yotinspect.reports.render import BadTemplateError

AMBER, WASH = "#8a5a00", "#f3f5f7"
#: The paper and its edges, in millimetres: A4.
PAPER, EDGES = (210, 297), (20, 20, 20, 20)
FONT = "Arial"

#: Size in points, space before and after, and what else. A style that stands here and that Word has is Word's, set anew.
_PARAGRAPHS: Mapping[str, Mapping[str, Any]] = {
    "Normal": {"size": 11, "colour": INK, "after": 6, "line": 1.12},
    "Title": {"size": 24, "bold": True, "before": 0, "after": 8},
    "Subtitle": {"size": 12, "bold": True, "colour": SOFT, "before": 14, "after": 2, "next": True},
    "Heading 1": {"size": 16, "bold": True, "before": 22, "after": 6, "next": True, "over": INK},
    "Heading 2": {"size": 13.5, "bold": True, "before": 16, "after": 4, "next": True},
    "Heading 3": {"size": 12, "bold": True, "before": 14, "after": 4, "next": True},
    "Heading 4": {"size": 11, "bold": True, "before": 12, "after": 3, "next": True},
    "Caption": {"size": 10, "bold": True, "before": 12, "after": 4, "next": True},
    "List Bullet": {"size": 11, "after": 3},
    "Quote": {"size": 11, "before": 8, "after": 2, "left": 4, "beside": LINE, "next": True},
    "Footer": {"size": 8.5, "colour": SOFT, "after": 0},
    "Quote Source": {"size": 9.5, "colour": SOFT, "after": 8, "left": 4, "beside": LINE},
    "Audience": {"size": 9.5, "colour": SOFT, "after": 2},
    "Lead": {"size": 12, "colour": SOFT, "after": 8},
    "Small Print": {"size": 9.5, "colour": SOFT, "after": 6},
    "Notice": {"size": 11, "before": 8, "after": 4, "left": 4, "beside": AMBER, "fill": WASH},
    "Decision": {"size": 11, "before": 6, "after": 8, "left": 4, "beside": AMBER},
    "Single Grade": {"size": 16, "before": 8, "after": 8},
    "Form Line": {"size": 11, "before": 8, "after": 8},
    "Table Head": {"size": 9.5, "bold": True, "before": 2, "after": 2, "line": 1, "next": True},
    "Table Text": {"size": 10, "before": 2, "after": 2, "line": 1},
}  # fmt: skip
_CHARACTERS: Mapping[str, Mapping[str, Any]] = {
    "Strong": {"bold": True},
    "Badge": {},
    "Flag": {"size": 8.5, "bold": True, "boxed": True},
    "Soft": {"colour": SOFT},
    "Code": {"size": 8, "font": "Courier New"},
    "Hyperlink": {"colour": "#0b4f8a", "underline": True},
}
TABLE, GRID = "Report Table", "Table Grid"
_NEEDED = (*_PARAGRAPHS, *_CHARACTERS, TABLE, GRID)

_TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK[1:]}"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="9AA4AD"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="9AA4AD"/>
</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK[1:]}"/>
</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


def prepared(language: str) -> Document:
    """An empty document on A4 with all our styles, in a language."""
    document = docx.Document()
    _without_ballast(document)
    there = {style.name for style in document.styles}
    for name, look in _PARAGRAPHS.items():
        _paragraph(_named(document, there, name, WD_STYLE_TYPE.PARAGRAPH), look)
    for name, look in _CHARACTERS.items():
        _character(_named(document, there, name, WD_STYLE_TYPE.CHARACTER), look)
    document.styles.element.append(parse_xml(_TABLE_STYLE))
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAPER)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (Mm(edge) for edge in EDGES)
    section.footer_distance = Mm(9)
    _speaks(document, language)
    return document


def own(path: Path, language: str) -> Document:
    """A user's document without its text. Raises BadTemplateError where it is none or lacks a style."""
    try:
        document = docx.Document(io.BytesIO(path.read_bytes()))
    except (PackageNotFoundError, BadZipFile, OSError, SyntaxError, LookupError, ValueError, AttributeError):
        raise BadTemplateError(f"{path.name}: it is not a Word document") from None
    there = {style.name for style in document.styles}
    if missing := [name for name in _NEEDED if name not in there]:
        raise BadTemplateError(
            f"{path.name}: it has no style {', '.join(missing)}. Start from a report that was written as a Word document"
        )
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _without_our_foot(document)
    _without_traces(document)
    _speaks(document, language)
    return document


def _without_our_foot(document: Document) -> None:
    """Without what a report wrote at its foot, from which the document was made: for whom that was, and what it was called."""
    title = document.core_properties.title
    ours = tuple(f"{catalogue(language)(words)}\t" for language in LANGUAGES for words in FOR_WHOM.values())
    for foot in feet(document):
        for line in foot.paragraphs:
            if line.text.startswith(ours) or (title and line.text == title):
                line._p.getparent().remove(line._p)
        if not foot.paragraphs:
            foot.add_paragraph()


def feet(document: Document) -> list[_Footer]:
    """What stands at the foot of pages: of all alike, or of the first and of even ones as well where these have their own."""
    section = document.sections[-1]
    found = [section.footer]
    found += [section.first_page_footer] if section.different_first_page_header_footer else []
    found += [section.even_page_footer] if document.settings.odd_and_even_pages_header_footer else []
    return found


#: What a document has its looks from, its head and its foot. All else belongs to its text: comments, notes, pictures, links.
_KEPT = ("styles", "settings", "webSettings", "fontTable", "theme", "numbering", "header", "footer")
#: Settings that name such a thing, or hold words.
_NAMING = ("w:footnotePr", "w:endnotePr", "w:attachedTemplate", "w:mailMerge", "w:docVars")


def _without_traces(document: Document) -> None:
    """Without what a user's document says elsewhere than in its text: whoever was meant to read that is not whom the report
    is for.
    """
    package = document.part.package
    assert package is not None
    _only(package.rels, ("officeDocument", "core-properties"))
    _only(document.part.rels, _KEPT)
    for one in document.part.rels.values():
        if one.reltype.endswith("/settings"):
            _only(one.target_part.rels, ())
    for tag in _NAMING:
        for found in document.settings.element.findall(qn(tag)):
            document.settings.element.remove(found)
    properties = document.core_properties._element
    for child in list(properties):
        properties.remove(child)


def _only(relations: Relationships, kept: Collection[str]) -> None:
    for name in [name for name, one in relations.items() if one.reltype.rpartition("/")[2] not in kept]:
        relations.pop(name)


def _without_ballast(document: Document) -> None:
    """What the document that python-docx starts from has beside its styles: a preview, and tables in every colour."""
    package = document.part.package
    assert package is not None
    for relations in (package.rels, document.part.rels):
        for name in [name for name, one in relations.items() if one.reltype.rpartition("/")[2] in _BALLAST]:
            relations.pop(name)
    for one in document.part.rels.values():
        if one.reltype.endswith("/theme"):
            # The fonts of a theme are what a document's styles name; here one that is on every machine.
            theme = one.target_part
            theme._blob = re.sub(rb'(<a:latin typeface=")[^"]*', rb"\1" + FONT.encode(), theme.blob)
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            styles.remove(style)


_BALLAST = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties")


def _paragraph(style: ParagraphStyle, look: Mapping[str, Any]) -> None:
    _letters(style, look)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.get("before", 0)), Pt(look.get("after", 0))
    form.line_spacing = look.get("line", 1.12)
    form.keep_with_next = look.get("next", False)
    if "left" in look:
        form.left_indent = Mm(look["left"])
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:shd", "w:contextualSpacing"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    # Letters that look as the paragraph did before it was set anew.
    for link in style.element.findall(qn("w:link")):
        for twin in style.element.getparent().xpath(f"w:style[@w:styleId='{link.get(qn('w:val'))}']"):
            twin.getparent().remove(twin)
        style.element.remove(link)
    borders = {"over": "top", "beside": "left"}
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{12 if side == "top" else 18}" w:space="6" w:color="{look[name][1:]}"/>'
        for name, side in borders.items() if name in look
    )  # fmt: skip
    if drawn:
        properties.insert_element_before(parse_xml(f"<w:pBdr {nsdecls('w')}>{drawn}</w:pBdr>"), *_AFTER_BORDERS)
    if "fill" in look:
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{look["fill"][1:]}"/>'
        properties.insert_element_before(parse_xml(shade), *_AFTER_BORDERS[1:])


#: What follows borders, and then shading, among the properties of a paragraph.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
                  "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
                  "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
                  "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")  # fmt: skip


def _character(style: CharacterStyle, look: Mapping[str, Any]) -> None:
    _letters(style, look)
    if look.get("boxed"):
        edge = f'<w:bdr {nsdecls("w")} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        style.element.get_or_add_rPr().append(parse_xml(edge))


def _named(document: Document, there: set[str | None], name: str, kind: WD_STYLE_TYPE) -> Any:
    style = document.styles[name] if name in there else document.styles.add_style(name, kind, name == "Hyperlink")
    # Shown among the styles to choose from.
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    return style


def _letters(style: CharacterStyle, look: Mapping[str, Any]) -> None:
    """The letters of a style. Their font is that of the theme, where who edits it can change it for all."""
    font = style.font
    # What a style does not say it takes from what it rests on; a style that says "not bold" would say it of what is in it.
    font.bold, font.italic, font.underline = look.get("bold"), None, look.get("underline")
    font.size = Pt(look["size"]) if "size" in look else None
    if "font" in look:
        # What is in the letters of a program is no word of a language.
        font.name, font.no_proof = look["font"], True
    font.color.rgb = RGBColor.from_string(look["colour"][1:].upper()) if "colour" in look else None


def _speaks(document: Document, language: str) -> None:
    """The language of all that names none, for spelling and for reading aloud; and no older Word's ways."""
    styles, settings = document.styles.element, document.settings.element
    for found in styles.iter(qn("w:lang")):
        found.set(qn("w:val"), f"{language}-GB")
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), f"{language}-GB")
        found.attrib.pop(qn("w:eastAsia"), None)
    for found in settings.iter(qn("w:zoom")):
        found.set(qn("w:percent"), "100")
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
