"""The `declic` command: thin. It owns the clock, the environment and the exit codes; the work is done below.

Nothing scientific is imported before a command runs, so that `declic --help` answers at once.
"""

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

DEMO = "demo_declic"


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
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:  # the reader, `head` for one, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except Exception:
            click.echo(str(unexpected(ctx, traceback.format_exc())), err=True)
            ctx.exit(70)


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

    key = privacy.FICTION_KEY
    if not study.fictitious and study.sources:
        key = privacy.load_key(path=workplace.key_file(), environment=os.environ)
    raw = workplace.raw_folder(study, folder, environment=os.environ)
    processed = base / "data" / "processed" / study.name
    return pipeline.build(study, raw=raw, processed=processed, key=key, progress=show_progress)


def show_progress(text: str, done: int, total: int) -> None:
    if total > 1 and sys.stderr.isatty():
        click.echo(f"\r\033[K[{done}/{total}] {text}", nl=done >= total, err=True)


def show_ledger(build: Build) -> None:
    from declic_analysis.tables.ledger_text import ledger_lines, quarantine_lines

    language = errors.language()
    click.echo("\n".join(ledger_lines(build.tables["ledger"], lang=language)))
    quarantine = build.tables["quarantine"]
    for remark in build.remarks:
        click.echo(str(remark))
    if len(quarantine):
        click.echo()
        click.echo(say(fr=f"Quarantaine : {len(quarantine)} à revoir.", en=f"Quarantine: {len(quarantine)} to review."))
        click.echo("\n".join(quarantine_lines(quarantine, lang=language)))


def show_pairs(build: Build, study: Study) -> None:
    """How many people could be recognised in both waves: what a report will rest on."""
    from declic_analysis.perception import collection_flow

    names = {audience.id: audience.label.of(errors.language()) for audience in study.audiences}
    for row in collection_flow(build.tables["responses"]).to_dict("records"):
        name, before, after, pairs = names[row["audience"]], row["n_before"], row["n_after"], row["n_pairs"]
        click.echo(
            say(
                fr=f"{name} : {before} avant, {after} après, {pairs} reconnues aux deux temps.",
                en=f"{name}: {before} before, {after} after, {pairs} recognised in both waves.",
            )
        )
        if before and after and not pairs:
            click.echo(
                say(
                    fr="  Aucun code commun : vérifiez « person » dans study.yaml, et les zéros en tête des codes.",
                    en="  No code in common: check the `person` columns of study.yaml, and leading zeros in codes.",
                )
            )


@main.command(
    help=say(
        fr="Lit les fichiers bruts d’une étude, écrit les tables et montre où est passée chaque ligne.",
        en="Reads the raw files of a study, writes the tables and shows where each row went.",
    )
)
@study_argument
@click.option(
    "--strict",
    is_flag=True,
    help=say(
        fr="Échoue si des lignes ou cellules vont en quarantaine.", en="Fails when rows or cells go to quarantine."
    ),
)
@shared
@click.pass_context
def build(ctx: click.Context, study: str | None, strict: bool, root: Path | None, lang: str | None) -> None:
    base, folder, parsed = located(ctx, study, root)
    done = built(base, folder, parsed)
    show_ledger(done)
    click.echo(
        say(fr=f"Tables écrites : data/processed/{parsed.name}", en=f"Tables written: data/processed/{parsed.name}")
    )
    if strict and len(done.tables["quarantine"]):
        raise errors.QuarantineError(
            message(fr="Des données sont en quarantaine.", en="Some data are in quarantine."),
            found=str(len(done.tables["quarantine"])),
            action=message(
                fr="Complétez les codes de l’échelle dans study.yaml, ou relancez sans --strict.",
                en="Complete the codes of the scale in study.yaml, or run again without --strict.",
            ),
        )


@main.command(
    help=say(
        fr="Écrit le rapport d’une étude et affiche le chemin de la page.",
        en="Writes a study's report and prints its path.",
    )
)
@study_argument
@click.option("--territory", default="", help=say(fr="Un territoire de l’étude.", en="A territory of the study."))
@click.option(
    "--period",
    default="",
    help=say(
        fr="2024, 2024-T2, 2024-03 ou 2024-01-15/2024-06-30 : la date de l’action décide.",
        en="2024, 2024-T2, 2024-03 or 2024-01-15/2024-06-30: the date of the action decides.",
    ),
)
@click.option("--audience", default="", help=say(fr="Un public de l’étude.", en="An audience of the study."))
@click.option("--cutoff", default="", help=say(fr="Arrêté au (AAAA-MM-JJ).", en="Cut-off date (YYYY-MM-DD)."))
@click.option(
    "--diffusion",
    type=click.Choice(["internal", "external"]),
    default="internal",
    help=say(
        fr="external : seuils plus élevés, pour ce qui sort de l’équipe.",
        en="external: higher thresholds, for what leaves the team.",
    ),
)
@shared
@click.pass_context
def report(ctx: click.Context, study: str | None, root: Path | None, lang: str | None, **chosen: str) -> None:
    from declic_analysis import reports

    base, folder, _ = located(ctx, study, root)
    parameters = {**chosen, "lang": lang or "fr"}
    page = reports.report(folder, root=base, parameters=parameters, created=now())
    click.echo(say(fr="Page à ouvrir :", en="Page to open:"))
    click.echo(str(page.html))


def now() -> str:
    """The only clock of the project."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")  # noqa: TID251


@main.command(
    help=say(
        fr="Écrit les exports fictifs de démonstration dans data/raw/demo_declic.",
        en="Writes the fictitious demonstration exports to data/raw/demo_declic.",
    )
)
@click.option(
    "--seed", type=int, default=2024, show_default=True, help=say(fr="Graine du tirage.", en="Seed of the draw.")
)
@click.option(
    "--if-needed",
    is_flag=True,
    help=say(fr="Seulement s’il n’y a aucune autre étude.", en="Only when there is no other study."),
)
@shared
@click.pass_context
def demo(ctx: click.Context, seed: int, if_needed: bool, root: Path | None, lang: str | None) -> None:
    from declic_analysis import demo as fiction
    from declic_analysis.workplace import folders_with_sources

    base = project(ctx, root)
    if if_needed and folders_with_sources(base):
        return
    folder = base / "data" / "raw" / DEMO
    fiction.write_exports(folder, seed=seed)
    click.echo(
        say(fr=f"Données fictives écrites dans data/raw/{DEMO}.", en=f"Fictitious data written to data/raw/{DEMO}.")
    )


@main.command(
    help=say(
        fr="Vérifie une étude et ses fichiers bruts sans rien écrire.",
        en="Checks a study and its raw files, writes nothing.",
    )
)
@study_argument
@shared
@click.pass_context
def check(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis import pipeline, privacy, workplace

    _, folder, parsed = located(ctx, study, root)
    raw = workplace.raw_folder(parsed, folder, environment=os.environ)
    done = pipeline.read(
        parsed, raw=raw, key=privacy.FICTION_KEY, progress=show_progress
    )  # nothing leaves this process
    show_ledger(done)
    show_pairs(done, parsed)
    click.echo(say(fr="Étude lisible. Rien n’a été écrit.", en="The study can be read. Nothing was written."))


@main.command(
    help=say(
        fr="Écrit un squelette d’étude commenté à partir d’un export d’enquête.",
        en="Writes a commented study skeleton from a survey export.",
    )
)
@click.argument("study")
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say(fr="Fichier d’enquête (csv, tsv, xlsx).", en="Survey file (csv, tsv, xlsx)."),
)
@click.option(
    "--workbook",
    is_flag=True,
    help=say(
        fr="Écrit le classeur etude.xlsx au lieu de study.yaml.",
        en="Writes the workbook etude.xlsx instead of study.yaml.",
    ),
)
@shared
@click.pass_context
def new(ctx: click.Context, study: str, source: Path, workbook: bool, root: Path | None, lang: str | None) -> None:
    from declic_analysis.ingest.guessing import guess_file
    from declic_analysis.study import parse_study
    from declic_analysis.study.skeleton import skeleton_yaml
    from declic_analysis.study.workbook import write_workbook

    folder = project(ctx, root) / "data" / "raw" / study
    target = folder / ("etude.xlsx" if workbook else "study.yaml")
    for existing in (folder / "study.yaml", folder / "etude.xlsx"):
        refuse_overwriting(existing)
    guess = guess_file(source)
    text = skeleton_yaml(study, guess)
    folder.mkdir(parents=True, exist_ok=True)
    if workbook:
        write_workbook(parse_study(text), target)
    else:
        target.write_text(text, encoding="utf-8")
    click.echo("\n".join(guess.evidence))
    click.echo(
        say(
            fr=f"Écrit : {target}\nCopiez l’export à côté, relisez le fichier, puis : declic check {study}",
            en=f"Written: {target}\nCopy the export beside it, read the file through, then: declic check {study}",
        )
    )


def refuse_overwriting(path: Path) -> None:
    if path.exists():
        raise errors.UsageError(
            message(fr="Cette étude existe déjà.", en="This study already exists."),
            where=str(path),
            action=message(
                fr="Choisissez un autre nom, ou déplacez ce fichier.", en="Choose another name, or move this file."
            ),
        )


@main.group(help=say(fr="La clé des pseudonymes.", en="The pseudonym key."))
def key() -> None:
    pass


@key.command(
    "new",
    help=say(fr="Crée la clé, hors du projet, et explique.", en="Makes the key, outside the project, and explains."),
)
@click.option(
    "--path", type=click.Path(dir_okay=False, path_type=Path), help=say(fr="Où l’écrire.", en="Where to write it.")
)
@lang_option
def key_new(path: Path | None, lang: str | None) -> None:
    from declic_analysis import privacy, workplace

    written = privacy.new_key(path or workplace.key_file())
    click.echo(
        say(
            fr=f"Clé écrite dans {written}.\n"
            "Elle transforme chaque identité en pseudonyme : sans elle, les vagues ne se relient plus.\n"
            "Gardez-en une copie en lieu sûr, ne la joignez jamais à un envoi, ne la mettez pas dans le projet.",
            en=f"Key written to {written}.\n"
            "It turns each identity into a pseudonym: without it, waves can no longer be linked.\n"
            "Keep a copy in a safe place, never attach it to a message, never put it inside the project.",
        )
    )


@main.command(
    help=say(fr="Ouvre JupyterLab dans le dossier des carnets.", en="Opens JupyterLab in the notebooks folder.")
)
@shared
@click.pass_context
def lab(ctx: click.Context, root: Path | None, lang: str | None) -> None:
    import importlib.util

    base = project(ctx, root)
    if importlib.util.find_spec("jupyterlab") is None:
        raise errors.ToolMissingError(
            message(fr="JupyterLab n’est pas installé.", en="JupyterLab is not installed."),
            action=message(fr="Lancez « make lab ».", en="Run `make lab`."),
        )
    os.environ["DECLIC_ROOT"] = str(base)
    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--notebook-dir={base / 'notebooks'}"]
    os.execv(sys.executable, command)  # the terminal becomes JupyterLab's: Ctrl-C stops it


@main.command(
    help=say(fr="Dit ce qui est installé et ce qui manque.", en="Says what is installed and what is missing.")
)
@shared
@click.pass_context
def doctor(ctx: click.Context, root: Path | None, lang: str | None) -> None:
    from importlib import metadata

    from declic_analysis import privacy, workplace

    for name in ("declic-analysis", "pandas", "plotly", "pandera", "papermill", "scikit-learn", "jupyterlab"):
        try:
            click.echo(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            click.echo(say(fr=f"{name} : absent", en=f"{name}: missing"))
    here = workplace.key_file().is_file() or bool(os.environ.get(privacy.KEY_VARIABLE))
    click.echo(
        say(fr="clé de pseudonymes : présente", en="pseudonym key: present")
        if here
        else say(fr="clé de pseudonymes : absente (« declic key new »)", en="pseudonym key: missing (`declic key new`)")
    )
