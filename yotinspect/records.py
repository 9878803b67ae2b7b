"""What the models of all files share: the types of their fields, and pydantic's complaints turned into findings."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError
from pydantic.json_schema import WithJsonSchema
from pydantic_core import ErrorDetails, PydanticCustomError

from yotinspect.catalogue import N_, say, side_by_side
from yotinspect.yamlfile import Block, Items, YamlFile, id_like

# Other tools read YAML their own way: where text is meant, our JSON Schemas let 3, yes and 1.10 pass unquoted.
_ANY_SCALAR = {"type": ["string", "number", "boolean"]}


class Record(BaseModel):
    """A block of a file: unknown keys are refused, nothing changes after reading."""

    # What reads it is made when the first is read: most commands read few kinds of files.
    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)


def _fault(kind: str, message: str, help: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": message, "help": help})


def _pattern(pattern: str, message: str, help: str) -> AfterValidator:
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if compiled.fullmatch(value) is None:
            raise _fault("form", message, help)
        return value

    return AfterValidator(check)


def _date(value: Any) -> Any:
    # pydantic would also take a number as seconds since 1970.
    if isinstance(value, str):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                pass
        raise _fault("form", say("This is not a date that exists."), say("Write year-month-day, as in 2016-04-05."))
    return value


def _month(value: str) -> str:
    shape = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value, re.ASCII)
    try:
        if shape is None:
            raise ValueError
        datetime.date(int(shape[1]), int(shape[2] or 1), int(shape[3] or 1))
    except ValueError:
        raise _fault(
            "form", say("This is not a year, a month or a date."), say("Write 2016, 2016-02 or 2016-02-23.")
        ) from None
    return value


def _whole(value: Any) -> Any:
    # pydantic would also take 1_000 and 3.0.
    if isinstance(value, str):
        if re.fullmatch(r"-?\d{1,9}", value, re.ASCII):
            return int(value)
        raise _fault("form", say("This is not a whole number."), say("Write digits alone, as in 15."))
    return value


def _fraction(value: Any) -> Any:
    if isinstance(value, str):
        if re.fullmatch(r"\d{1,9}(/[1-9]\d{0,8}|\.\d{1,9})?", value, re.ASCII):
            return Fraction(value)
        raise _fault("form", say("This is not a number or a fraction."), say("Write 65, 79.5 or 5/6."))
    return value


def _yes_no(value: Any) -> Any:
    if isinstance(value, str):
        if value in ("yes", "true"):
            return True
        if value in ("no", "false"):
            return False
        raise _fault("form", say("Yes or no is wanted here."), say("Write yes or no."))
    return value


def _emptied(value: Any) -> Any:
    return {} if value is None else value


def _emptied_list(value: Any) -> Any:
    return [] if value is None else value


def _some_text(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise _fault("empty", say("A text is missing here."), say("Fill it in, or delete the key if it is not needed."))
    return value


Text = Annotated[str, BeforeValidator(_some_text), WithJsonSchema(_ANY_SCALAR)]
#: Text that may still be empty in a file that is being filled in.
OpenText = Annotated[str | None, WithJsonSchema({"type": ["string", "number", "boolean", "null"]})]
Name = Annotated[
    str,
    BeforeValidator(_some_text),
    _pattern(
        r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", say("This is not an id."), say("Use letters, digits, '_', '.' and '-'.")
    ),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$"}),
]
#: Never a number, date, boolean or null in any YAML version, nor anything a spreadsheet bends: R-A1, not 1.1, NO or 3E5.
QuestionId = Annotated[
    str,
    BeforeValidator(_some_text),
    _pattern(r"[A-Z]{1,3}-[A-Z]{1,2}\d{0,2}", say("This is not the id of a question."),
             say("Use capital letters, a hyphen, a letter and a number, as in R-A1 (a headline: R-AH).")),
    WithJsonSchema({"type": "string", "pattern": r"^[A-Z]{1,3}-[A-Z]{1,2}\d{0,2}$"}),
]  # fmt: skip
Version = Annotated[
    str,
    BeforeValidator(_some_text),
    _pattern(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}", say("This is not a version."), say("Write MAJOR.MINOR.PATCH, as in 2.0.0.")),
    WithJsonSchema({"type": "string", "pattern": r"^\d+\.\d+\.\d+$"}),
]  # fmt: skip
Ref = Annotated[
    str,
    BeforeValidator(_some_text),
    _pattern(r"[a-z][a-z0-9-]{0,59}@(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}",
             say("This does not name a set or framework with its version."), say("Write id@version, as in sqs@2.0.0.")),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z][a-z0-9-]*@\d+\.\d+\.\d+$"}),
]  # fmt: skip
Date = Annotated[datetime.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Edition = Annotated[str, BeforeValidator(_some_text), AfterValidator(_month), WithJsonSchema({"type": ["string", "integer"]})]  # fmt: skip
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": ["integer", "string"]})]
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["yes", "no", "true", "false", True, False]})]
Number = Annotated[
    Fraction,
    BeforeValidator(_fraction),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": ["number", "string"]}),
]
Colour = Annotated[
    str, _pattern("#[0-9a-fA-F]{6}", say("This is not a colour."), say("Write # and six digits, as in #1d6b43."))
]
Language = Annotated[str, _pattern("[a-z]{2}", say("This is not a language."), say("Write its two letters: en or cy."))]

_K = TypeVar("_K")
_T = TypeVar("_T")
#: Blocks and lists that may stand empty in the file.
ManyOf = Annotated[dict[_K, _T], BeforeValidator(_emptied)]
ListOf = Annotated[list[_T], BeforeValidator(_emptied_list)]
#: A sentence or label by language.
Words = dict[Language, Text]


class Basis(Record):
    """Where a rule comes from: a published source, ``unverified`` (common knowledge of the field), or ``ours``."""

    basis: Text


class Place(NamedTuple):
    """A set or framework as it is named: id and version."""

    id: str
    version: str

    def __str__(self) -> str:
        return f"{self.id}@{self.version}"


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers, for ordering."""
    return tuple(int(part) for part in version.split("."))


_M = TypeVar("_M", bound=BaseModel)

_MISSING = say("Add it; an example file shows its form.")


def check(model: type[_M], file: YamlFile) -> _M | None:
    """Hold a file against its model. What does not fit goes to ``file.findings``; then the result is None."""
    if file.broken:
        return None
    if not isinstance(file.root, Block):
        file.add(
            "model-shape",
            (),
            say("The file must be a block of 'key: value' lines."),
            say("Compare with an example file."),
        )
        return None
    if _another_kind(model, file):
        return None
    try:
        return model.model_validate(file.root)
    except ValidationError as error:
        # What YAML refused already is not said again: its value was taken away.
        seen: set[tuple[Any, ...]] = {(path, False) for path in file.refused}
        for details in error.errors(include_url=False, include_input=False, include_context=True):
            _complain(model, file, details, seen)
        return None


#: Files are told apart by their first key, which is the first field of their model.
_KINDS = ("case", "inspection", "framework", "questionset")


def _another_kind(model: type[BaseModel], file: YamlFile) -> bool:
    """Whether the file is plainly of another kind; one finding then says so, in place of one a key."""
    wanted = next(iter(model.model_fields))
    given = next(iter(file.root), "")
    if given not in _KINDS or wanted not in _KINDS or wanted in file.root:
        return False
    # A file that merely lost its first line still has most of the keys of its kind.
    known = {field.alias or name for name, field in model.model_fields.items()}
    if 2 * len(known & set(file.root)) > len(file.root):
        return False
    message = say(
        "This file begins with {given}; one that begins with {wanted} is wanted here.", given=given, wanted=wanted
    )
    file.add(
        "file-kind", (given,), message, say("Name another file, or move this one to where its kind belongs."), key=True
    )
    return True


def check_what_fits(model: type[_M], file: YamlFile) -> _M | None:
    """As ``check``, but what does not fit is left out and the rest is read, so that all that is wrong shows at once.

    The paths left out stand in ``file.refused``; None where the rest is no record either.
    """
    before = len(file.findings)
    whole = check(model, file)
    if whole is not None or file.broken or not isinstance(file.root, Block):
        return whole
    if any(finding.rule == "file-kind" for finding in file.findings[before:]):
        return None
    try:
        return model.model_validate(file.root)
    except ValidationError as error:
        paths = {_on_tree(file, details["loc"])[0] for details in error.errors(include_url=False, include_input=False)}
    file.refused = sorted(paths, key=repr)
    try:
        return model.model_validate(_without(file.root, paths, ()))
    except ValidationError:
        return None


def _without(node: Any, paths: set[tuple[str | int, ...]], at: tuple[str | int, ...]) -> Any:
    if isinstance(node, Block):
        return {k: _without(v, paths, (*at, k)) for k, v in node.items() if (*at, k) not in paths}
    if isinstance(node, Items):
        return [_without(v, paths, (*at, n)) for n, v in enumerate(node) if (*at, n) not in paths]
    return node


def _complain(model: type[BaseModel], file: YamlFile, details: ErrorDetails, seen: set[tuple[Any, ...]]) -> None:
    """Turn one complaint into a finding in the user's words, at the key or value, without the value."""
    path, whole = _on_tree(file, details["loc"])
    kind, context = details["type"], details.get("ctx", {})
    # Each branch of a union complains for itself: one complaint a place is enough.
    if (path, kind == "missing") in seen and kind != "missing":
        return
    seen.add((path, kind == "missing"))
    if kind == "extra_forbidden":
        given = str(path[-1])
        message = (
            say("The key {name} is not known here.", name=given)
            if not file.confidential or id_like(given)
            else say("This key is not known here.")
        )
        known = _fields(model, details["loc"][:-1])
        near = file.suggest(given, known)
        listed = (
            say("Known here: {known}.", known=", ".join(known))
            if known
            else say("Delete it, or compare with an example.")
        )
        file.add("model-unknown-key", path, message, near or listed, key=True)
    elif kind == "missing":
        name = details["loc"][-1]
        file.add("model-missing-key", path, say("The key {name} is missing.", name=name), _MISSING, key=True)
    elif kind in ("form", "empty", "choice", "value"):
        rule = "model-value"
        # A mapping key that does not fit is pointed at as a key.
        file.add(rule, path, context["message"], context["help"], key="[key]" in details["loc"])
    elif kind == "item":
        file.add(
            "model-shape",
            (*path, context["index"]),
            say("Plain values are wanted in this list."),
            say("Write [one, two]."),
        )
    elif kind in ("dict_type", "model_type", "model_attributes_type", "mapping_type", "dataclass_type"):
        file.add("model-shape", path, say("A block is wanted here."), say("Put 'key: value' lines under it, indented."))
    elif kind in ("list_type", "tuple_type", "set_type"):
        file.add(
            "model-shape", path, say("A list is wanted here."), say("Write [one, two], or one item a line after '- '.")
        )
    elif kind in ("string_type", "int_type", "bool_type", "date_type", "is_instance_of"):
        node = _node(file, path)
        if node is None:
            file.add("model-value", path, say("A value is missing here."), say("Fill it in, or delete the key."))
        else:
            file.add(
                "model-shape",
                path,
                say("One value is wanted here, not a block or a list."),
                say("Write it after the colon."),
            )
    elif kind in ("literal_error", "enum"):
        expected = [part.strip("'") for part in re.split(", | or ", context["expected"])]
        given = _node(file, path)
        near = file.suggest(given, expected) if isinstance(given, str) else ""
        listed = say("Write one of: {expected}.", expected=", ".join(expected))
        file.add("model-value", path, say("This value is not known here."), side_by_side(near, listed))
    elif kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        bound = context.get("ge", context.get("le", context.get("gt", context.get("lt"))))
        least, most = N_("The number must be at least {bound}."), N_("The number must be at most {bound}.")
        sentence = least if kind.startswith("greater") else most
        file.add("model-value", path, say(sentence, bound=bound), say("Correct it."))
    elif kind in ("too_short", "too_long"):
        need = context.get("min_length", context.get("max_length"))
        least, most = N_("There must be at least {need} here."), N_("There must be at most {need} here.")
        sentence = least if kind == "too_short" else most
        file.add("model-value", path, say(sentence, need=need), say("Compare with an example file."))
    else:
        file.add("model-value", path, say("This does not fit here."), say("Compare with an example file."), key=whole)


def _on_tree(file: YamlFile, loc: tuple[str | int, ...]) -> tuple[tuple[str | int, ...], bool]:
    """The part of a complaint's location that stands in the file (union branches and validators add steps of theirs)."""
    node: Any = file.root
    path: list[str | int] = []
    for step in loc:
        inside = step in node if isinstance(node, Block) else isinstance(node, Items) and step in range(len(node))
        if inside:
            node = node[step]
            path.append(step)
    return tuple(path), len(path) == len(loc)


def _node(file: YamlFile, path: tuple[str | int, ...]) -> Any:
    node = file.root
    for step in path:
        node = node[step]
    return node


def _fields(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The names that a block may hold, following a location from the top model down as far as types tell."""
    current: Any = model
    for step in loc:
        current = _step(current, step)
        if current is None:
            return []
    models = [part for part in _parts(current) if isinstance(part, type) and issubclass(part, BaseModel)]
    return [field.alias or name for one in models for name, field in one.model_fields.items()]


def _parts(annotation: Any) -> list[Any]:
    import types
    import typing

    origin = typing.get_origin(annotation)
    if origin is Annotated:
        return _parts(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [part for arg in typing.get_args(annotation) for part in _parts(arg)]
    return [annotation]


def _step(annotation: Any, step: str | int) -> Any:
    import typing

    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            for name, field in part.model_fields.items():
                if step in (name, field.alias):
                    return field.annotation
        origin, args = typing.get_origin(part), typing.get_args(part)
        if origin is dict:
            return args[1]
        if origin is list and isinstance(step, int):
            return args[0]
    return annotation
