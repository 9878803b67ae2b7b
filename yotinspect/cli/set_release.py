"""``yotinspect questionset release``: publish sets and frameworks for good, and keep marks of what they say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotinspect.cli.terminal import QUESTIONSETS, coloured, finding_lines
from yotinspect.findings import Finding

if TYPE_CHECKING:
    from yotinspect.library import Library
    from yotinspect.records import Place


@click.command("release")
@click.argument("names", nargs=-1, required=True, metavar="ID@VERSION...")
@click.option("--kind", type=click.Choice(["set", "framework"]), help="Which of the two, where both have that name.  [default: set]")  # fmt: skip
@QUESTIONSETS
def command(names: tuple[str, ...], kind: str | None, folders: tuple[Path, ...]) -> int:
    """Publish a set or framework: from then on its structure and English never change.

    Writes 'status: published' and, beside it, marks of everything it says, which 'validate' compares. Called again, it
    keeps the newest revision of each translation. A set with findings is not published.
    """
    from yotinspect.library import FRAMEWORKS, Library

    status = 0
    for name in names:
        # Anew for each: what was published a moment ago may be the base of the next.
        library = Library(folders)
        if "@" not in name:
            raise click.UsageError(f"Name the version to publish, as in {name}@1.0.0.")
        kinds = {"set": "questionsets", "framework": FRAMEWORKS}
        wanted = [kind] if kind else list(kinds)
        found = [(one, place) for one in wanted if (place := library.newest(kinds[one], name)) is not None]
        if not found:
            raise click.UsageError(f"There is no set or framework '{name}'. {library.near('questionsets', name)}")
        one, place = found[0]
        findings = _framework(library, place) if one == "framework" else _set(library, place)
        for finding in findings:
            click.echo(finding_lines(finding, coloured(sys.stderr), sys.stderr.isatty()), err=True)
        if findings:
            click.echo(f"Not published: {place}. Correct it first.", err=True)
            status = 1
    return status


def _set(library: Library, place: Place) -> list[Finding]:
    from yotinspect.records import Place as Name
    from yotinspect.upkeep.releases import check_set, published, release_path, set_release
    from yotinspect.upkeep.versions import check_since
    from yotinspect.yamlfile import SET_LIMIT, read

    questions, findings = library.questionset(place)
    home = library.home("questionsets", place)
    assert home is not None
    findings = [finding for finding in findings if finding.severity != "info"]
    if questions is None or findings:
        return findings
    findings = check_since(library, questions)
    if questions.heading.status == "draft":
        source = home / "questionset.yaml"
        file = read(source, confidential=False, limit=SET_LIMIT)
        if questions.base is not None:
            base = library.questionset(Name(*questions.base.split("@")))[0]
            if base is None or base.heading.status == "draft":
                file.add("set-base", ("base",), f"{questions.base} is a draft.", "Publish the base first.")
        findings += file.findings
        if not findings:
            _write(release_path(home), set_release(questions))
            _write(source, published(file))
        return findings
    # Published already: only translations may have moved on.
    kept = [f for f in check_set(library, home, questions) if f.severity == "error" and f.rule != "release-missing"]
    if not kept and not findings:
        _write(release_path(home), set_release(questions))
    return findings + kept


def _framework(library: Library, place: Place) -> list[Finding]:
    from yotinspect.library import FRAMEWORKS
    from yotinspect.upkeep.releases import check_framework, framework_release, published, release_path
    from yotinspect.yamlfile import SET_LIMIT, read

    framework, _, findings = library.framework(place)
    path = library.home(FRAMEWORKS, place)
    assert path is not None
    findings = [finding for finding in findings if finding.severity != "info"]
    if framework is None or findings:
        return findings
    file = read(path, confidential=False, limit=SET_LIMIT)
    if framework.status != "draft":
        kept = [f for f in check_framework(path, framework) if f.severity == "error" and f.rule != "release-missing"]
        if kept:
            return kept
    _write(release_path(path), framework_release(file, framework))
    if framework.status == "draft":
        _write(path, published(file))
    return []


def _write(path: Path, data: bytes) -> None:
    from yotinspect.cli.files import write_document

    if not path.is_file() or path.read_bytes() != data:
        write_document(path, data)
