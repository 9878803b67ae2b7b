"""What a team has settled for its own folder, in ``yotinspect.toml`` or under ``[tool.yotinspect]`` in pyproject.toml.

The file is looked for in the current folder and above it, up to the top of a git repository. An option on the command
line comes before an environment variable, and that before the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

OWN, PROJECT = "yotinspect.toml", "pyproject.toml"
Kind = Literal["questionsets", "templates"]
_KEYS: dict[str, str] = {
    "questionsets": 'a list of folders, as questionsets = ["sets"]',
    "templates": 'a list of folders, as templates = ["templates"]',
    "lang": 'a language, as lang = "cy"',
}


class BadSettingsError(Exception):
    """The file of settings cannot be used; the message names it, the line, the key and what to do."""


@dataclass(frozen=True)
class Settings:
    """What the file says; empty where there is none. Folders are as the file names them, from where it stands."""

    path: Path | None = None
    questionsets: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    lang: str | None = None
    lines: dict[str, int] = field(default_factory=dict)

    def folders(self, kind: Kind, *, to_be: bool = False) -> tuple[Path, ...]:
        """The folders of a kind. Raises BadSettingsError where one is not there, unless it may still be made (``to_be``)."""
        found: tuple[Path, ...] = getattr(self, kind)
        for folder in found:
            if not folder.is_dir() and not (to_be and not folder.exists()):
                assert self.path is not None
                said = f"there is no folder '{folder}'. Make it, or correct {kind}."
                raise BadSettingsError(_at(self.path, self.lines.get(kind), f"{kind}: {said}"))
        return found


def settings() -> Settings:
    """The settings that hold in the current folder. Raises BadSettingsError."""
    return _read_near(Path.cwd())


def language() -> str | None:
    """The language that the settings ask for; None where they name none. Raises BadSettingsError."""
    return settings().lang


def _read_near(start: Path) -> Settings:
    for folder in (start, *start.parents):
        own, project = folder / OWN, folder / PROJECT
        if own.is_file():
            return _settings(own, _tables(own), 1)
        if project.is_file():
            text = _text(project)
            # A project's file that has nothing to do with this program is left to others, sound or not.
            tables = _tables(project) if re.search(r"\byotinspect\b", text) else {}
            tool = tables.get("tool")
            if isinstance(tool, dict) and "yotinspect" in tool:
                head = re.search(r"^\s*\[\s*tool\s*\.\s*[\"']?yotinspect\b", text, re.MULTILINE)
                after = text.count("\n", 0, head.end()) + 1 if head else 1
                if not isinstance(tool["yotinspect"], dict):
                    raise BadSettingsError(_at(project, None, "tool.yotinspect: write a table, as [tool.yotinspect]."))
                return _settings(project, tool["yotinspect"], after)
        if (folder / ".git").exists():
            break
    return Settings()


def _settings(path: Path, table: dict[str, Any], after: int) -> Settings:
    """The settings of a table whose keys stand from line ``after`` on."""
    path = _shown(path)
    lines = {name: line for name in table if (line := _line(path, name, after)) is not None}
    found: dict[str, Any] = {}
    for name, value in table.items():
        if name not in _KEYS:
            from yotinspect.findings import did_you_mean

            help = did_you_mean(name, _KEYS) or f"There are: {', '.join(_KEYS)}."
            raise BadSettingsError(_at(path, lines.get(name), f"{name}: there is no such setting. {help}"))
        if name == "lang":
            found[name] = _language(path, lines.get(name), value)
        elif isinstance(value, list) and all(isinstance(folder, str) and folder.strip() for folder in value):
            found[name] = tuple(path.parent / folder for folder in value)
        else:
            raise BadSettingsError(_at(path, lines.get(name), f"{name}: write {_KEYS[name]}."))
    return Settings(path=path, lines=lines, **found)


def _language(path: Path, line: int | None, value: Any) -> str:
    from yotinspect.catalogue import LANGUAGES

    if not isinstance(value, str):
        raise BadSettingsError(_at(path, line, f"lang: write {_KEYS['lang']}."))
    if value not in LANGUAGES:
        raise BadSettingsError(
            _at(path, line, f"lang: there is no such language here. There are: {', '.join(LANGUAGES)}.")
        )
    return value


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadSettingsError(f"{_shown(path)}: it cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSettingsError(f"{_shown(path)}: it is not UTF-8 text. Save it as UTF-8.") from None


@lru_cache(maxsize=4)
def _parsed(text: str) -> dict[str, Any]:
    """What a text of TOML says, which nobody changes: a command asks several times, and a project's file can be long."""
    import tomllib

    return tomllib.loads(text)


def _tables(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return _parsed(_text(path))
    except tomllib.TOMLDecodeError as error:
        place = re.fullmatch(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL)
        said = f"this is not valid TOML: {place[1] if place else error}. See https://toml.io."
        shown = _shown(path)
        if place and place[2]:
            raise BadSettingsError(f"{shown}:{place[2]}:{place[3]}: {said}") from None
        raise BadSettingsError(f"{shown}: {said}") from None


def _line(path: Path, name: str, after: int) -> int | None:
    """The line on which a key seems to stand: TOML is read without places."""
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]|\s*\[[^\]]*\b{re.escape(name)}[\"']?\s*\]")
    lines = _text(path).splitlines()[after - 1 :]
    return next((after + n for n, line in enumerate(lines) if key.match(line)), None)


def _shown(path: Path) -> Path:
    """The path from the current folder, where it stands in or below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _at(path: Path, line: int | None, said: str) -> str:
    return f"{path}:{line}: {said}" if line else f"{path}: {said}"
