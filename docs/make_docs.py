"""Write the pages that the program itself knows best: ``python docs/make_docs.py``. A test says when they are stale.

docs/rules.md comes from the registry of rules and the rulebook, docs/commands.md from the commands' own help.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yotinspect.cli.main import COMMANDS, cli
from yotinspect.findings import RULES
from yotinspect.rulebook import WHOLE, rulebook, visible

WIDTH = 100


def rules() -> str:
    """docs/rules.md."""
    lines = [
        "# Rules",
        "",
        "What a finding's rule id stands for. An *error* makes a figure wrong or impossible, a *warning* is for a person to",
        "look at, *info* is for style. `yotinspect questionset validate --explain RULE` prints what stands here.",
        "",
        "In a question set, its texts or a framework a comment silences a warning or an info at its place, with a reason: at the",
        "end of the line in question, or on the lines directly above. What is silenced is counted in the last line of the output.",
        "",
        "```yaml",
        "# ignore text-typography: the form itself prints three dots",
        "```",
        "",
        "Made by `python docs/make_docs.py` from the registry in `yotinspect/findings.py` and from `yotinspect/rulebook.yaml`,",
        "whose examples the tests run.",
        "",
        "| rule | severity | what it says |",
        "| --- | --- | --- |",
    ]
    lines += [f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {rule.title} |" for rule in RULES.values()]
    for rule in RULES.values():
        entry = rulebook()[rule.id]
        lines += ["", f"## {rule.id}", "", f"*{rule.severity.capitalize()}.* {rule.title}. {rule.why}", "", entry.do]
        for title, example in (("Bad", entry.bad), ("Good", entry.good)):
            if entry.file and example != WHOLE:
                lines += ["", f"{title}, in {entry.file}:", "", "```yaml", visible(example.rstrip("\n")), "```"]
    return "\n".join(lines) + "\n"


def commands() -> str:
    """docs/commands.md."""
    lines = [
        "# Commands",
        "",
        "Every command with its options, as `--help` prints it. Made by `python docs/make_docs.py`.",
        "",
        "Exit status of all commands: 0 done (a rating that is provisional is still done) · 1 findings at or above `--fail-on` ·",
        "2 wrong usage, or nothing to read · 3 a fault of ours · 130 interrupted · 141 nobody reads what is",
        "printed any more, as behind `| head`. Results go to standard output, everything else to",
        "standard error. `NO_COLOR` and `FORCE_COLOR` are honoured.",
        "",
        "Environment: `YOTINSPECT_QUESTIONSETS` and `YOTINSPECT_TEMPLATES` name folders as `--questionsets` and `--templates` do",
        "(several are separated as in `PATH`). Options come before them, and they before `yotinspect.toml` or `[tool.yotinspect]` in",
        "pyproject.toml: see [Question sets of your own](own-sets.md).",
    ]
    for names, command in _walk(cli, ("yotinspect",)):
        context = click.Context(command, info_name=" ".join(names), terminal_width=WIDTH, max_content_width=WIDTH)
        lines += ["", f"## {' '.join(names)}", "", "```text", command.get_help(context).rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _walk(command: click.Command, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in COMMANDS if command is cli else sorted(command.commands):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _walk(inner, (*names, name))


PAGES = {"rules.md": rules, "commands.md": commands}

if __name__ == "__main__":
    for page, text in PAGES.items():
        Path(__file__).with_name(page).write_text(text(), encoding="utf-8")
