"""A form as a device fills it in: the XForm that pyxform makes, and an evaluator of the little XPath that stands in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import pyxform
from pyxform.xls2xform import convert

from yotinspect.exchange.forms.workbook import workbook
from yotinspect.exchange.forms.xlsform import form_of
from yotinspect.library import Library, shipped
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place

Values = Mapping[str, str]


def _size(place: Place) -> int:
    return (shipped("questionsets") / place.id / place.version / "questionset.yaml").stat().st_size


_BY_ID = {place.id: place for place in Library().places("questionsets")}
#: The newest of each before older ones, and the small before the large: plain pytest makes forms of the first.
PLACES = [
    str(place)
    for place in sorted(
        Library().places("questionsets"), key=lambda place: (place not in _BY_ID.values(), _size(place))
    )
]
#: A test for each shipped set; all tests of one share a process, and so its form.
by_set = pytest.mark.parametrize(
    "place", [pytest.param(place, marks=pytest.mark.xdist_group(f"form-{place}")) for place in PLACES]
)
_TOKEN = re.compile(r"\s*(?:(?P<text>'[^']*')|(?P<number>\d+)|(?P<path>(?:/[\w.-]+)+)|(?P<word>[a-z][a-z-]*|\.)|(?P<sign><=|>=|!=|[=(),]))")  # fmt: skip


def parsed(expression: str) -> Any:
    """An expression as nested tuples; raises ValueError where it is more than ours may be."""
    tokens: list[tuple[str, str]] = []
    at = 0
    while expression[at:].strip():
        match = _TOKEN.match(expression, at)
        if match is None:
            raise ValueError(expression[at:])
        tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    tree, rest = _either(tokens)
    if rest:
        raise ValueError(rest)
    return tree


def _either(tokens: list[tuple[str, str]], word: str = "or") -> tuple[Any, list[tuple[str, str]]]:
    part = (lambda rest: _either(rest, "and")) if word == "or" else _compared
    first, rest = part(tokens)
    parts = [first]
    while rest and rest[0] == ("word", word):
        more, rest = part(rest[1:])
        parts.append(more)
    return (parts[0] if len(parts) == 1 else (word, *parts)), rest


def _compared(tokens: list[tuple[str, str]]) -> tuple[Any, list[tuple[str, str]]]:
    left, rest = _single(tokens)
    if rest and rest[0][0] == "sign" and rest[0][1] in ("=", "!=", "<=", ">="):
        right, after = _single(rest[1:])
        return (rest[0][1], left, right), after
    return left, rest


def _single(tokens: list[tuple[str, str]]) -> tuple[Any, list[tuple[str, str]]]:
    (kind, text), rest = tokens[0], tokens[1:]
    if kind == "text":
        return ("text", text[1:-1]), rest
    if kind in ("number", "path"):
        return (kind, text), rest
    if text == "(":
        inner, rest = _either(rest)
        return inner, _after(rest, ")")
    if kind == "word" and text == ".":
        return ("path", "."), rest
    arguments, rest = [], _after(rest, "(")
    while rest[0] != ("sign", ")"):
        argument, rest = _either(rest)
        arguments.append(argument)
        if rest[0] == ("sign", ","):
            rest = rest[1:]
    return (text, *arguments), _after(rest, ")")


def _after(tokens: list[tuple[str, str]], sign: str) -> list[tuple[str, str]]:
    if not tokens or tokens[0] != ("sign", sign):
        raise ValueError(tokens)
    return tokens[1:]


def evaluated(tree: Any, value: Callable[[str], str]) -> Any:
    """What an expression is, with ``value`` for what a path holds."""
    kind, *parts = tree
    if kind in ("text", "number"):
        return parts[0]
    if kind == "path":
        return value(parts[0])
    if kind == "or":
        return any(evaluated(part, value) for part in parts)
    if kind == "and":
        return all(evaluated(part, value) for part in parts)
    if kind == "not":
        return not evaluated(parts[0], value)
    left, *right = (evaluated(part, value) for part in parts)
    if kind == "selected":
        return right[0] in left.split()
    if kind == "regex":
        return re.search(right[0], left, re.ASCII) is not None
    if kind == "=":
        return left == right[0]
    if kind in ("<=", ">="):
        try:
            small, large = int(left), int(right[0])
        except ValueError:
            # Days as they are written are in the order of time; what is empty is compared with nothing.
            small, large = left, right[0]
            if not small or not large:
                return False
        return small <= large if kind == "<=" else small >= large
    raise ValueError(kind)


class Device:
    """An XForm with the names of its fields; every name is one place."""

    def __init__(self, workbook: bytes, *, java: bool = False) -> None:
        made = convert(io.BytesIO(workbook), file_type=".xlsx", validate=java)
        self.warnings = made.warnings
        self.xform = made.xform
        root = ElementTree.fromstring(made.xform)
        self.binds = {bind.attrib["nodeset"]: bind.attrib for bind in root.iter("{http://www.w3.org/2002/xforms}bind")}
        self._instance = next(iter(next(root.iter("{http://www.w3.org/2002/xforms}instance"))))
        self.paths: dict[str, str] = {}
        self._lay(self._instance, "")

    def _lay(self, node: Any, above: str) -> None:
        name = node.tag.rpartition("}")[2]
        path = f"{above}/{name}"
        if name == "meta":
            return
        if len(node):
            for inner in node:
                self._lay(inner, path)
        else:
            assert name not in self.paths, name
            self.paths[name] = path

    @property
    def names(self) -> dict[str, str]:
        return {path: name for name, path in self.paths.items()}

    @cache  # noqa: B019 a device lives as long as its tests
    def _tree(self, path: str, what: str) -> Any:
        expression = self.binds.get(path, {}).get(what, "")
        return parsed(expression) if expression else None

    def shown(self, name: str, value: Callable[[str], str]) -> bool:
        """Whether a field is relevant: itself and every group around it."""
        path = self.paths[name]
        steps = path.split("/")[1:]
        for n in range(1, len(steps) + 1):
            tree = self._tree("/" + "/".join(steps[:n]), "relevant")
            if tree is not None and not evaluated(tree, value):
                return False
        return True

    def as_held(self, values: Values) -> Callable[[str], str]:
        """What a path holds, shown or not."""
        names = self.names
        return lambda path: values.get(names[path], "")

    def as_shown(self, values: Values) -> Callable[[str], str]:
        """What a path holds on a device: nothing where its field is not relevant."""
        names, known = self.names, dict[str, str]()

        def value(path: str) -> str:
            if path not in known:
                name = names[path]
                known[path] = values[name] if values.get(name) and self.shown(name, value) else ""
            return known[path]

        return value

    def refuses(self, name: str, values: Values) -> bool:
        """Whether a field's constraint refuses what it holds."""
        path = self.paths[name]
        tree, held = self._tree(path, "constraint"), self.as_held(values)
        return tree is not None and not evaluated(tree, lambda at: held(path if at == "." else at))

    def submitted(self, values: Values) -> dict[str, str]:
        """What a device sends: the fields that are shown."""
        value = self.as_shown(values)
        return {name: value(path) for name, path in self.paths.items() if value(path)}

    def xml(self, values: Values) -> str:
        """A submission as the device writes it, with what it holds of itself."""
        sent = self.submitted(values)

        def written(node: Any, depth: int) -> str:
            name = node.tag.rpartition("}")[2]
            pad = "  " * depth
            if name == "meta":
                return f"{pad}<meta><instanceID>uuid:1</instanceID></meta>\n"
            if len(node):
                inner = "".join(written(child, depth + 1) for child in node)
                own = f' id="{node.attrib["id"]}" version="{node.attrib.get("version", "")}"' if not depth else ""
                return f"{pad}<{name}{own}>\n{inner}{pad}</{name}>\n"
            text = (
                sent.get(name, "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;")
            )
            return f"{pad}<{name}>{text}</{name}>\n" if text else f"{pad}<{name}/>\n"

        return "<?xml version='1.0' ?>\n" + written(self._instance, 0)

    def columns(self, joint: str = "-") -> dict[str, str]:
        """The header of each field in a table: the groups around it and its name."""
        return {name: joint.join(path.split("/")[2:]) for name, path in self.paths.items()}


@cache
def questions_of(place: str) -> QuestionSet:
    """A shipped set."""
    library = Library()
    at = library.newest("questionsets", place)
    assert at is not None
    found = library.questionset(at)[0]
    assert found is not None
    return found


@cache
def device(place: str) -> Device:
    """The form of a shipped set on a device."""
    return Device(workbook(form_of(questions_of(place)).tables()))


def engine() -> str | None:
    """The engine of ODK Collect, which comes with pyxform, where there is a Java that compiles."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return None
    jar = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    return str(jar) if jar.is_file() else None


def on_the_engine(place: str, all_values: list[Values], folder: Path) -> list[set[str]]:
    """Cases filled in on the engine of ODK Collect: which fields it shows of each; the submissions it writes to a folder."""
    form = folder.with_suffix(".xml")
    form.write_text(device(place).xform, "utf-8")
    folder.mkdir()
    lines = []
    for values in all_values:
        assert not any("\\n" in value or "\r" in value for value in values.values())
        lines.append("".join(f"{name}={value}\n".replace("\n", "\\n")[:-2] + "\n" for name, value in values.items()))
    command = ["java", "-Dfile.encoding=UTF-8", "-cp", str(engine()), str(Path(__file__).with_name("Engine.java")), str(form), str(folder)]  # fmt: skip
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, encoding="utf-8", check=True)
    return [set(line.split()) for line in done.stdout.splitlines()]
