"""`./run evaluate`: how well the live index ranks the judged challenges, now and over time."""

from __future__ import annotations

from contextlib import closing

import click

from indexer import Settings
from matcher import CUTS, KIND_NAMES, Evaluation, History
from webui.opening import open_all
from webui.telling import told_plainly
from webui.wording import moment

VOICES = {"words": "Worte", "both": "Worte und Bedeutung"}
NAME, FIGURE = 18, 8
"""Widths of the columns."""


@click.command("evaluate")
@click.option("--history", is_flag=True, help="Nur zeigen, was früher gemessen wurde.")
@click.pass_obj
def evaluate(settings: Settings, history: bool) -> None:
    """Misst an den beurteilten Anliegen, wie gut der Index rankt (nDCG@5 und nDCG@10 je Art)."""
    with told_plainly(), closing(open_all(settings)) as opened:
        kept = History(opened.database)
        if not history:
            judged = opened.service.judgements.basis()
            for line in told(opened.service.evaluate()):
                click.echo(line)
            click.echo(f"Grundlage: {len(judged)} beurteilte Anliegen.")
            return
        for evaluation in kept.latest():
            for line in told(evaluation):
                click.echo(line)


def told(evaluation: Evaluation) -> list[str]:
    """One evaluation as lines of a table."""
    head = "".join(f"{f'nDCG@{cut}':>{FIGURE + 1}}" for cut in CUTS)
    title = f"{moment(evaluation.when)}, {evaluation.engine}, {VOICES[evaluation.voices]}"
    return [title, f"{'':{NAME}}{head}", *(_line(kind, evaluation) for kind in KIND_NAMES)]


def _line(kind: str, evaluation: Evaluation) -> str:
    figures = (evaluation.figures.get(f"{kind}@{cut}") for cut in CUTS)
    shown = "".join(f"{'–' if figure is None else f'{figure:.3f}':>{FIGURE + 1}}" for figure in figures)
    return f"{KIND_NAMES[kind]:{NAME}}{shown}"
