"""The entry point: which commands there are, and what becomes of whatever they raise."""

from __future__ import annotations

import errno
import gc
import importlib
import io
import os
import sys
from contextlib import suppress
from typing import NamedTuple, NoReturn

import click

from yotinspect import __version__


class Entry(NamedTuple):
    """A command before it is imported: so that --help costs click alone."""

    module: str
    job: str
    summary: str


JOBS = ("Assess and grade", "Start and maintain")

COMMANDS: dict[str, Entry] = {
    "assess": Entry("assess", JOBS[0], "Check case files and sum each one up."),
    "rate": Entry("rate", JOBS[0], "Grade a YOT from its cases and judgements."),
    "report": Entry("report", JOBS[0], "Write the report of an inspection."),
    "verify": Entry("verify", JOBS[0], "Recompute a recorded rating and say what no longer agrees."),
    "migrate": Entry("migrate", JOBS[1], "Carry cases to another version of their question set."),
    "import": Entry("import_", JOBS[1], "Make case files of what was collected with other tools."),
    "new": Entry("new", JOBS[1], "Start an inspection, a case or a question set."),
    "questionset": Entry("questionset", JOBS[1], "List, show and validate question sets and frameworks."),
}


class Commands(click.Group):
    """Commands by job, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, by job."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"yotinspect.cli.{entry.module}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or suggest the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from yotinspect.findings import did_you_mean

            near = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(f"There is no command of that name. {near}".strip(), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under the job they do."""
        for job in JOBS:
            rows = [(name, entry.summary) for name, entry in COMMANDS.items() if entry.job == job]
            with formatter.section(job):
                formatter.write_dl(rows)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="yotinspect", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Inspect youth offending work: assess cases, grade a YOT, report why.

    Cases, inspections, question sets and frameworks are YAML files. This toolkit is independent: a rating it gives is
    not a rating by HM Inspectorate of Probation.
    """
    if os.environ.get("FORCE_COLOR") and not os.environ.get("NO_COLOR"):
        context.color = True


def main() -> NoReturn:
    """Run the command line and exit with the status that scripts rely on."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        # A console without our characters shows others in their place.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Reading files makes many small objects and next to no circles of them: looking for circles less often saves a tenth
    # of the time, and what waits meanwhile is small.
    gc.set_threshold(20_000, 20, 50)
    sys.exit(run())


#: What a shell gives for a program that wrote to somebody who had stopped reading: 128 and the number of that signal.
STOPPED_READING = 141


def run() -> int:
    """0 done, 1 findings, 2 wrong usage or nothing to read, 3 a fault of ours, 130 interrupted, 141 nobody reads any more."""
    try:
        status = cli.main(standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except BrokenPipeError:
        return _nobody_reads()
    except SystemExit:
        # So click says that whoever read our output has stopped reading.
        return _nobody_reads()
    except OSError as error:
        if error.errno == errno.EBADF and isinstance(sys.stdout, _Closed):
            click.echo("The standard output is closed: nothing can be written to it.", err=True)
            return 2
        click.echo(f"A file or folder cannot be used: {error.strerror or 'the system refuses it'}.", err=True)
        return 2
    except Exception as error:
        click.echo(_fault(error), err=True)
        return 3


class _Closed(io.TextIOWrapper):
    """In the place of a standard output that is closed: writing to it is refused by the system."""


def _open_what_is_closed() -> None:
    """Put something in the place of closed streams, so that only what writes to the output is refused, and no file that is
    opened later is taken for one of them. What would go to a closed standard error goes nowhere.
    """
    if sys.stdout is None:
        # Unbuffered, so that a write is refused where it is made and not at the end.
        raw = io.FileIO(os.open(os.devnull, os.O_RDONLY), "w")
        sys.stdout = _Closed(raw, encoding="utf-8", write_through=True)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 open as long as the program


def _nobody_reads() -> int:
    """Nothing is wrong, and nobody is left to tell: the status is that of any tool whose reader has stopped, since not all
    was said.
    """
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return STOPPED_READING


def _fault(error: Exception) -> str:
    """A fault of ours, told by place and kind alone: its message may hold what a file holds."""
    import traceback

    frames = [
        f"{frame.filename.rpartition('yotinspect/')[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "yotinspect" in frame.filename
    ]
    return (
        f"This is a fault of yotinspect {__version__}, not of your files.\n"
        f"  {type(error).__name__} at {' > '.join(frames[-4:])}\n"
        "Please report it with these lines (they hold nothing of your files) and the command you ran, without file names\n"
        "that say who a case is about. See CONTRIBUTING.md, 'Reporting a fault'."
    )
