import click
import pytest
from click.testing import CliRunner

from indexer import Settings
from matcher import Evaluation
from tests.conftest import sample_settings
from webui.evaluate_command import evaluate, told
from webui.opening import Opened
from webui.thesaurus_command import thesaurus_group


@pytest.fixture
def settings(own: Opened) -> Settings:
    return sample_settings(own.job.settings.data)


def run(command: click.Command, settings: Settings, *words: str) -> str:
    result = CliRunner().invoke(command, words, obj=settings)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_figures_of_each_kind_are_told(settings: Settings) -> None:
    output = run(evaluate, settings)
    for name in ("Praxisbeispiele", "Angebote", "Bedarfe", "nDCG@5", "20 beurteilte Anliegen"):
        assert name in output
    assert run(evaluate, settings, "--history").count("Praxisbeispiele") == 2  # one of the reindex, one of the command


def test_a_kind_without_a_grade_has_no_figure(own: Opened) -> None:
    found = own.service.evaluate()
    empty = Evaluation(**(vars(found) | {"figures": {}}))
    assert told(empty)[-1].split() == ["Bedarfe", "–", "–"]


def test_the_thesaurus_is_told_to_be_sound_and_what_it_tags(settings: Settings) -> None:
    assert "0 Beanstandungen" in run(thesaurus_group, settings, "check")
    lines = run(thesaurus_group, settings, "check", "--all").splitlines()
    tagged = next(line for line in lines if line.startswith("strassenbeleuchtung:"))
    assert "weitere" in tagged
