"""The group of commands: language, exit codes, the options they share, and the only clock of the project."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from declic_analysis import errors
from declic_analysis.errors import DeclicError, message

if TYPE_CHECKING:
    from declic_analysis.pipeline import Build
    from declic_analysis.study import Study

PROGRESS_VARIABLE = "DECLIC_PROGRESS"


def spoken(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of messages: `--lang`, else an English locale, else French."""
    for k, argument in enumerate(arguments):
        if argument.startswith("--lang"):
            given = argument.partition("=")[2] or (arguments[k + 1] if k + 1 < len(arguments) else "")
            return given if given in errors.LANGUAGES else "fr"
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if locale.startswith("en") else "fr"


errors.set_language(spoken(sys.argv[1:], os.environ))


def say(*, fr: str, en: str) -> str:
    return str(message(fr=fr, en=en))


class Commands(click.Group):
    """Shows a DeclicError as its sentence, and anything else as one sentence and a file, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DeclicError as failure:
            click.echo(str(failure), err=True)
            ctx.exit(failure.exit_code)
        except click.exceptions.NoArgsIsHelpError:  # its text is the help
            raise
        except click.UsageError as failure:
            click.echo(str(misused(failure)), err=True)
            ctx.exit(2)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:  # the reader, `head` for one, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except Exception as failure:
            click.echo(str(unexpected(ctx, trace_of(failure))), err=True)
            ctx.exit(70)


def misused(failure: click.UsageError) -> errors.UsageError:
    """A mistyped command or option as one of our sentences: click speaks English only."""
    ctx = failure.ctx or click.get_current_context()
    what, found, allowed = _slip(failure, ctx)
    return errors.UsageError(
        what,
        found=found.replace("'", ""),
        allowed=allowed,
        action=message(
            fr=f"Corrigez, puis relancez ; « {ctx.command_path} --help » dit tout ce qui est admis.",
            en=f"Correct it and run again; `{ctx.command_path} --help` tells all that is allowed.",
        ),
    )


def _slip(failure: click.UsageError, ctx: click.Context) -> tuple[errors.Message, str, str]:
    """What is wrong with the command, the word it is about, and what may stand there."""
    if isinstance(failure, click.NoSuchOption):
        near = ", ".join(failure.possibilities or [])
        return message(fr="Option inconnue.", en="Unknown option."), failure.option_name, near
    if isinstance(failure, click.BadOptionUsage):
        return message(fr="Il manque une valeur.", en="A value is missing."), failure.option_name, ""
    if isinstance(failure, click.BadParameter) and failure.param:
        missing = isinstance(failure, click.MissingParameter)
        fr, en = ("Il manque une valeur.", "A value is missing.") if missing else (
            "Valeur non admise.", "Value not allowed."
        )  # fmt: skip
        kind = failure.param.type
        return message(fr=fr, en=en), failure.param.get_error_hint(ctx), ", ".join(getattr(kind, "choices", ()))
    if isinstance(ctx.command, click.Group):
        known = ", ".join(ctx.command.list_commands(ctx))
        return message(fr="Commande inconnue.", en="Unknown command."), "", known
    form = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    return message(fr="Commande mal écrite.", en="The command cannot be read."), "", form


def trace_of(failure: BaseException | None) -> str:
    """Where a defect happened and its kind, causes first; never its message, which may quote a cell."""
    if failure is None:
        return ""
    frames = "".join(traceback.format_tb(failure.__traceback__))
    return f"{trace_of(failure.__cause__ or failure.__context__)}{frames}{type(failure).__name__}\n"


def unexpected(ctx: click.Context, trace: str) -> DeclicError:
    """Keeps the trace in a file beside the reports and says where."""
    folder = Path(ctx.params.get("root") or ".") / "outputs"
    path = (folder if folder.is_dir() else Path()) / "declic-erreur.log"
    path.write_text(trace, encoding="utf-8")
    return DeclicError(
        message(fr="Erreur inattendue : c’est un défaut du logiciel.", en="Unexpected error: this is a defect."),
        where=str(path),
        action=message(
            fr="Relisez ce fichier (il peut citer un chemin ou un intitulé) et joignez-le à votre signalement.",
            en="Read that file (it may quote a path or a header) and attach it to your report of the defect.",
        ),
    )


root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    help=say(
        fr="Dossier du projet ; par défaut, celui où l’on se trouve.",
        en="Project folder; by default the one you are in.",
    ),
)
lang_option = click.option(
    "--lang", type=click.Choice(errors.LANGUAGES), help=say(fr="Langue : fr ou en.", en="Language: fr or en.")
)
study_argument = click.argument("study", required=False, metavar="[STUDY]")


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    return root_option(lang_option(command))


@click.group(
    cls=Commands,
    help=say(
        fr="Dire si les regards ont changé, si cela a mené à des emplois, et avec quelle certitude.",
        en="Whether minds changed, whether that led to jobs, and how sure one can be.",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="declic-analysis")
@shared
@click.pass_context
def main(ctx: click.Context, root: Path | None, lang: str | None) -> None:
    ctx.obj = {"root": root}


def project(ctx: click.Context, root: Path | None) -> Path:
    """The project's root: `--root`, else the folder we are in or one above it."""
    from declic_analysis.workplace import find_root

    return find_root(root or (ctx.obj or {}).get("root") or Path.cwd())


def located(ctx: click.Context, study: str | None, root: Path | None) -> tuple[Path, Path, Study]:
    """Project root, study folder and the study itself."""
    from declic_analysis.study import load_study
    from declic_analysis.workplace import resolve_study

    base = project(ctx, root)
    folder = resolve_study(study, root=base)
    parsed = load_study(folder)
    if parsed.name != folder.name:
        raise errors.StudyError(
            message(fr="Le nom de l’étude n’est pas celui de son dossier.", en="The study's name is not its folder's."),
            where=str(folder),
            found=f"name: {parsed.name}",
            allowed=f"name: {folder.name}",
            action=message(
                fr="Donnez-leur le même nom : deux études de même nom s’écraseraient.",
                en="Give them one name: two studies of one name would overwrite each other.",
            ),
        )
    return base, folder, parsed


def built(base: Path, folder: Path, study: Study) -> Build:
    """Raw files → contract tables, with progress on standard error."""
    from declic_analysis import pipeline, privacy, workplace

    raw = workplace.raw_folder(study, folder, environment=os.environ)
    key = privacy.FICTION_KEY
    if not study.fictitious and (study.sources or pipeline.matched_files(study, raw=raw)):
        key = privacy.load_key(path=workplace.key_file(), environment=os.environ)
    return pipeline.build(
        study,
        raw=raw,
        processed=base / "data" / "processed" / study.name,
        key=key,
        beside=folder,
        communes=workplace.communes_file(study, folder, environment=os.environ),
        progress=show_progress,
    )


def show_progress(text: str, done: int, total: int) -> None:
    """On a terminal a line that rewrites itself; a line a step for a program that asks for it by DECLIC_PROGRESS."""
    if os.environ.get(PROGRESS_VARIABLE) == "lines":
        click.echo(f"[{done}/{total}] {text}", err=True)
    elif total > 1 and sys.stderr.isatty():
        click.echo(f"\r\033[K[{done}/{total}] {text}", nl=done >= total, err=True)


def now() -> str:
    """The moment, for a manifest."""
    return moment().isoformat(timespec="seconds")


def moment() -> dt.datetime:
    """The only clock of the project."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251
