"""Lay out a report with templates: the user's folder first, then the shipped ones, always sandboxed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    select_autoescape,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment as _Sandbox
from markupsafe import Markup, escape

from yotinspect.catalogue import Catalogue, Passage, Said, catalogue, say
from yotinspect.library import shipped
from yotinspect.reports.blocks import Report
from yotinspect.reports.bounded import EndlessError, begin, bounded

FORMATS: tuple[str, ...] = ("html", "md")


class BadTemplateError(Exception):
    """A template cannot be used; the message says which, where and why."""


class Sandbox(_Sandbox):
    """Jinja's sandbox, which looks no closer at a field of our own records: nothing in them can be changed or called.

    It would ask of each value, thousands of times a report, which of Python's own kinds it is of.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        if attr in getattr(type(obj), "__dataclass_fields__", ()) and not attr.startswith("_"):
            return True
        return super().is_safe_attribute(obj, attr, value)


def render(report: Report, form: str, folders: Sequence[Path] = ()) -> bytes:
    """A report as bytes in UTF-8, by the template of its kind where there is one (a user's, most likely), else by that of
    all reports. Raises BadTemplateError where a template is at fault.
    """
    names = [f"{report.kind}.{form}.j2", f"report.{form}.j2"]
    return fill(names, {"report": report}, form, folders, report.language)


def fill(
    names: str | Sequence[str], said: Mapping[str, Any], form: str, folders: Sequence[Path], language: str
) -> bytes:
    """A template filled in; of several names the first that there is. Raises BadTemplateError as ``render`` does."""
    environment = _environment(form, tuple(folders), language)
    name = names if isinstance(names, str) else names[0]
    try:
        template = environment.get_or_select_template(names if isinstance(names, str) else list(names))
        name = template.name or name
        begin(environment)
        text = template.render(said)
        # The name of a file alone may hold what is no text; then a question mark stands for it.
        return (text.strip() + "\n").encode(errors="replace")
    except EndlessError as error:
        raise BadTemplateError(say("{name}: {why}", name=name, why=error.said)) from None
    except TemplateSyntaxError as error:
        raise BadTemplateError(f"{error.filename or name}:{error.lineno}: {error.message}") from None
    except TemplateError as error:
        raise BadTemplateError(f"{name}: {error.message or type(error).__name__}") from None
    except (
        TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, AssertionError, MemoryError
    ) as error:  # fmt: skip
        # A template can do to plain data what it likes; what breaks by it is the template's fault.
        raise BadTemplateError(f"{name}: {type(error).__name__}") from None


@cache
def _environment(form: str, folders: tuple[Path, ...], language: str) -> Sandbox:
    loaders = [FileSystemLoader(folder) for folder in (*folders, shipped("templates"))]
    environment = Sandbox(
        loader=ChoiceLoader(loaders),
        autoescape=select_autoescape(("html.j2", "svg.j2", "md.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # In Markdown text is escaped as it is put out; what a macro made of it is finished and passes.
        finalize=_in_markdown if form == "md" else None,
    )
    _speak(environment, catalogue(language), form)
    if folders:
        bounded(environment)
    return environment


def _as_dict(value: Any) -> dict[str, Any]:
    return asdict(value)


def _speak(environment: Sandbox, words: Catalogue, form: str) -> None:
    """Give templates the catalogue: ``_("Cases: {number}", number=n)``, ``many(one, more, n)`` and dates in words.

    In HTML a sentence may hold tags of ours; the values in it are escaped, and a passage in another language is marked.
    """
    if form == "html":

        def marked(value: Any) -> Any:
            if isinstance(value, Said) and value.template:
                return filled(words(value.template), value.values)
            if isinstance(value, Passage) and value and value.language != words.language:
                return Markup('<span lang="{}">{}</span>').format(value.language, str(value))
            return value

        def filled(sentence: str, values: Mapping[str, Any]) -> Markup:
            return Markup(sentence).format_map({name: escape(marked(value)) for name, value in values.items()})

        environment.finalize = marked
        environment.globals["_"] = lambda message, **values: filled(words(message), values)
        environment.globals["many"] = lambda one, more, number, **values: filled(
            words.pick(one, more, number), {"number": number, **values}
        )
    else:
        environment.globals["_"] = words
        environment.globals["many"] = words.many
    environment.filters["longdate"] = words.date
    environment.filters["asdict"] = _as_dict
    environment.filters["cssstring"] = css_string
    environment.filters["fileurl"] = file_url
    environment.filters["finished"] = Markup


def file_url(name: str) -> str:
    """The name of a file as a link leads to it, byte by byte as the file system has it: a name need not be text."""
    return quote(os.fsencode(name))


def css_string(value: str) -> Markup:
    """Text as it may stand between quotes in a style sheet: whatever is no letter or figure goes by its number. So does a
    space, since one that follows a number belongs to it and is not shown.
    """
    return Markup("".join(char if char.isalnum() else f"\\{ord(char):06x}" for char in value))


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!$])")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


def _in_markdown(value: Any) -> Any:
    return value if not isinstance(value, str) or isinstance(value, Markup) else Markup(markdown_text(value))


def markdown_text(value: Any) -> Any:
    """Text from a file as it stands in Markdown: nothing in it is read as markup or HTML."""
    if not isinstance(value, str):
        return value
    # Runs of a sentence meet at their edges: a space there is part of it.
    edges = [" " if value[:1].isspace() else "", " " if value[-1:].isspace() and value.strip() else ""]
    flat = f"{edges[0]}{' '.join(value.split())}{edges[1]}".replace("&", "&amp;").replace("<", "&lt;")
    escaped = _MARKDOWN.sub(r"\\\1", flat)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)
