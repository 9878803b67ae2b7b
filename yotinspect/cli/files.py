"""Documents that commands write: whole, to a file or to standard output, and said so."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from yotinspect.catalogue import catalogue
from yotinspect.cli.terminal import shown
from yotinspect.writing import write_whole


def write_document(target: Path, data: bytes, *, quiet: bool = False, language: str = "en") -> None:
    """Write a document to a file (``-`` is standard output) and say where it is; a usage error where it cannot be."""
    _ = catalogue(language)
    if os.fspath(target) == "-":
        sys.stdout.flush()
        if sys.stdout.isatty():
            data = "\n".join(shown(line) for line in data.decode().split("\n")).encode()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if target.is_dir():
        raise click.UsageError(_("'{path}' is a folder: name a file.", path=target))
    try:
        write_whole(target, data)
    except FileNotFoundError:
        raise click.UsageError(_("There is no folder '{path}'.", path=target.parent)) from None
    except OSError as error:
        raise click.UsageError(_("'{path}' cannot be written: {why}.", path=target, why=error.strerror)) from None
    if not quiet:
        click.echo(_("Written: {path}", path=target), err=True)
