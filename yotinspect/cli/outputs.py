"""Where the results of a checking command go: formats given as FORMAT or FORMAT:FILE, several at once."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import click

from yotinspect.cli.terminal import coloured, finding_lines
from yotinspect.findings import Finding

FORMAT_NAMES = ("text", "json", "github", "sarif", "junit")


class Outputs:
    """The formats a user asked for. ``json`` is the stream for a command that writes its own JSON (``stream_json``)."""

    def __init__(self, formats: tuple[str, ...], *, stream_json: bool = False, language: str = "en") -> None:
        self.language = language
        self.text = not formats
        self.json: IO[str] | None = None
        self._text_file: IO[str] | None = None
        self._files: list[tuple[Path, io.StringIO]] = []
        self._batches: list[tuple[str, IO[str]]] = []
        self._kept: list[Finding] = []
        self._held: IO[str] | None = None
        on_stdout = []
        for asked in formats or ("text",):
            name, _, target = asked.partition(":")
            if name not in FORMAT_NAMES:
                raise click.BadParameter(f"Choose from {', '.join(FORMAT_NAMES)}.", param_hint="--format")
            stream: IO[str] = sys.stdout
            if target and target != "-":
                path = Path(target)
                if not path.parent.is_dir():
                    raise click.BadParameter(f"There is no folder {path.parent}.", param_hint="--format")
                buffer = io.StringIO()
                self._files.append((path, buffer))
                stream = buffer
            else:
                on_stdout.append(name)
            if name == "text":
                self.text = True
                self._text_file = stream if stream is not sys.stdout else None
            elif name == "json" and stream_json:
                self.json = stream
            else:
                self._batches.append((name, stream))
        if len(on_stdout) > 1:
            raise click.BadParameter("Only one format can go to standard output.", param_hint="--format")

    def add(self, findings: Iterable[Finding]) -> None:
        """Pass on findings, in the order they come."""
        for finding in findings:
            if self.text:
                stream = self._text_file or sys.stdout
                terminal = self._text_file is None and stream.isatty()
                self.write(finding_lines(finding, self.colour, terminal, self.language))
            if self._batches:
                self._kept.append(finding)

    @property
    def colour(self) -> bool:
        """Whether text is coloured."""
        return self._text_file is None and coloured(sys.stdout)

    def write(self, text: str) -> None:
        """Pass on lines of text, to where findings go as text."""
        if self._held is not None:
            self._held.write(f"{text}\n")
        else:
            click.echo(text, file=self._text_file or sys.stdout)

    def hold(self) -> None:
        """Let text wait in a file, for something that is to stand before it, until ``release``."""
        self._held = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115 closed there

    def release(self, before: Iterable[str] = ()) -> None:
        """Pass on the text that waits, behind lines that stand before it."""
        if self._held is not None:
            held, self._held = self._held, None
            for line in before:
                self.write(line)
            held.seek(0)
            while lines := held.readlines(1 << 16):
                self.write("".join(lines).removesuffix("\n"))
            held.close()

    def close(self) -> None:
        """Write what waits until all findings are known; files are written whole."""
        from yotinspect.exchange.reporting import REPORTERS
        from yotinspect.writing import write_whole

        for name, stream in self._batches:
            stream.write(REPORTERS[name](self._kept, self.language))
        for path, buffer in self._files:
            try:
                write_whole(path, buffer.getvalue().encode())
            except OSError as error:
                raise click.UsageError(f"'{path}' cannot be written: {error.strerror}.") from None
