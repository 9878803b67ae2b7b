"""Bring the catalogues of the program's sentences up to date: ``python docs/make_catalogues.py``.

Gathers every sentence that stands in ``_("...")``, ``N_("...")``, ``say("...")``, ``said("...")`` or ``many("...", "...", n)`` in the code
and the templates, and the basis of every rule of the frameworks, carries it into each catalogue without losing a translation, and compiles the catalogue. A test says when one
is stale or has a hole.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LOCALE = ROOT / "yotinspect" / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "say": None,
    "said": None,
    "many": (1, 2),
    "said_many": (1, 2),
    "N_2": (1, 2),
}
METHODS = [("yotinspect/**.py", "python"), ("templates/**.j2", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.j2": {"trim_blocks": "true", "lstrip_blocks": "true"}}
#: Babel's own header for Welsh has five forms, of which 7 gets that of zero. The locale data has six.
PLURALS = {"cy": "nplurals=6; plural=(n==0?0:n==1?1:n==2?2:n==3?3:n==6?4:5);"}


class Bare(Catalog):
    """A catalogue whose header holds what readers need and no date or version, so that the same input gives same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Language, encoding and plural forms."""
        language = str(self.locale)
        return [
            ("Language", language),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", PLURALS[language]),
        ]


def _bases(node: Any) -> Iterator[str]:
    for key, value in node.items() if isinstance(node, dict) else ():
        if key == "basis":
            yield " ".join(value.split())
        else:
            yield from _bases(value)


def gathered() -> Catalog:
    """Every sentence of code and templates, in the order of the files."""
    template = Catalog(project="yotinspect", charset="utf-8")
    found = []
    for folder in ("yotinspect", "templates"):
        rows = extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in METHODS if pattern.startswith(folder)],
            {pattern.removeprefix(f"{folder}/"): options for pattern, options in OPTIONS.items()},
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        found += [(f"{folder}/{name}", *rest) for name, *rest in rows]
    for path in sorted((ROOT / "questionsets" / "frameworks").rglob("*.*.[0-9].yaml")):
        for basis in sorted(set(_bases(yaml.load(path.read_text("utf-8"), LOADER)["rules"]))):
            found.append((path.relative_to(ROOT).as_posix(), 0, basis, [], None))
    for name, _line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        # Without line numbers a change elsewhere in a file changes no catalogue.
        template.add(message, None, [(name, None)], auto_comments=comments, context=context)  # type: ignore[list-item]
    return template


def brought_up_to_date(path: Path, language: str) -> tuple[bytes, bytes]:
    """A catalogue as .po and .mo, with what it holds already and what has come since."""
    old = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    new = Catalog(locale=language, project="yotinspect", charset="utf-8", fuzzy=False)
    for message in gathered():
        if message.id:
            known = old.get(message.id, message.context)
            said = known.string if known is not None else ""
            new.add(message.id, said, message.locations, auto_comments=message.auto_comments, context=message.context,
                    user_comments=known.user_comments if known is not None else ())  # fmt: skip
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, new, width=120, omit_header=True, include_lineno=False)
    new.__class__ = Bare
    head = 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in new.mime_headers) + "\n"
    text = (head + po.getvalue().decode().lstrip("\n")).encode()
    # Compiled from what was written, so that the two cannot differ.
    again = read_po(io.BytesIO(text), locale=language)
    again.__class__ = Bare
    write_mo(mo, again)
    return text, mo.getvalue()


def catalogues() -> list[tuple[str, Path]]:
    """The languages that have a catalogue, with its path."""
    return [(path.parent.parent.name, path) for path in sorted(LOCALE.glob("*/LC_MESSAGES/yotinspect.po"))]


if __name__ == "__main__":
    for language, path in catalogues():
        po, mo = brought_up_to_date(path, language)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(mo)
