"""The working list: a line for each case of a folder, with who assesses it, how far it has come and what was found."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from yotinspect.catalogue import catalogue
from yotinspect.cli.terminal import count_line, style
from yotinspect.findings import Finding, Severity
from yotinspect.visible import shown

if TYPE_CHECKING:
    from yotinspect.cases.assess import Assessed


def wanted(result: Assessed, assessors: tuple[str, ...], *, incomplete: bool) -> bool:
    """Whether a case is one of those that were asked for. A file that cannot be read may be anybody's, and always is."""
    if result.case is None:
        return True
    return (not assessors or result.case.assessor in assessors) and not (incomplete and result.state == "complete")


class WorkingList:
    """Lines as they come, kept in a file until all widths are known, so that memory stays flat."""

    def __init__(self, language: str) -> None:
        self.language, self.rows = language, 0
        _ = catalogue(language)
        self._heads = [_("Case"), _("Assessor"), _("Answered"), _("Findings"), _("Assessed")]
        self._widths = [len(head) for head in self._heads]
        self._rows = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115 closed in lines()

    def add(self, result: Assessed, found: Iterable[Finding]) -> None:
        """Note a case, with its findings."""
        _, case = catalogue(self.language), result.case
        counts = Counter(finding.severity for finding in found)
        name = shown(result.file.replace("\\", "/").rpartition("/")[2]) if case is None else case.case
        if case is not None and case.role == "second":
            name = _("{case}, second", case=name)
        answered, asked = result.progress
        cells = [name, case.assessor if case else "", _("{answered} of {asked}", answered=answered, asked=asked) if case else "",
                 self._found(counts), str(case.assessed or "") if case else ""]  # fmt: skip
        self._widths = [max(width, len(cell)) for width, cell in zip(self._widths, cells, strict=True)]
        self.rows += 1
        self._rows.write(json.dumps([result.file, dict(counts), cells]) + "\n")

    def lines(self, later: Iterable[Finding], colour: bool) -> Iterator[str]:
        """The list, with what was found only once all cases were read."""
        if not self.rows:
            self._rows.close()
            return
        more: dict[str, Counter[Severity]] = {}
        for finding in later:
            more.setdefault(finding.file, Counter())[finding.severity] += 1
        yield style(self._line(self._heads), colour, bold=True)
        self._rows.seek(0)
        for text in self._rows:
            file, counts, cells = json.loads(text)
            if file in more:
                cells[3] = self._found(Counter(counts) + more[file])
            yield self._line(cells)
        yield ""
        self._rows.close()

    def _found(self, counts: Counter[Severity]) -> str:
        _ = catalogue(self.language)
        return count_line(dict(counts), self.language) if counts else _("none")

    def _line(self, cells: Iterable[str]) -> str:
        return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, self._widths, strict=True)).rstrip()
