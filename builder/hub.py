"""The one place that speaks to a hub of models: names and sizes first, then files, one commit.

Only configuration, tokenizers and ONNX files are ever fetched; nothing that holds code or pickles.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from runtime import api
from runtime.contracts.errors import BadRequestError, FetchError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PREFIX = "hf:"
_NAME = re.compile(
    r"(?P<repo>[0-9A-Za-z][\w.-]{0,95}(/[0-9A-Za-z][\w.-]{0,95})?)(@(?P<rev>[\w./-]{1,100}))?"
)
TIMEOUT_SECONDS = 20
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class HubModel:
    """A model of the hub at one commit, and the files that an import would fetch."""

    repo: str
    commit: str
    files: Mapping[str, int]
    """Name -> bytes."""
    licence: str

    @property
    def bytes(self) -> int:
        """What would be fetched, all together."""
        return sum(self.files.values())

    @property
    def source(self) -> str:
        """Where it is from, to the commit."""
        return f"{PREFIX}{self.repo}@{self.commit}"


def look_up(name: str, variant: str | None = None) -> HubModel:
    """Find `hf:owner/name[@revision]` and learn sizes; nothing is fetched yet.

    Raises a 4xx `WeftError`, also for a model that is larger than the limit.
    """
    from huggingface_hub import HfApi, snapshot_download

    match = _NAME.fullmatch(name.removeprefix(PREFIX))
    if match is None or ".." in name:
        message = f"{name[:120]} names no model. Write hf:owner/name, or hf:owner/name@revision."
        raise BadRequestError(message)
    repo, revision = match["repo"], match["rev"]
    with _speaking(repo):
        hub = HfApi(endpoint=settings.HUB_ENDPOINT or None, token=settings.HUB_TOKEN or False)
        about = hub.model_info(repo, revision=revision, timeout=TIMEOUT_SECONDS)
        listed: Any = snapshot_download(
            repo, revision=about.sha, allow_patterns=["*.json", "*.onnx*", "*.txt"], dry_run=True,
            **_options(),
        )  # fmt: skip
    sizes = {item.filename: int(item.file_size or 0) for item in listed}
    wanted = api.model_files_to_fetch(sizes, variant)
    found = HubModel(repo, str(about.sha), {key: sizes[key] for key in wanted}, _licence(about))
    if found.bytes > settings.MODEL_MEGABYTES * MEGABYTE + api.MAX_SIDE_BYTES:
        raise api.model_too_large()
    return found


def fetch(model: HubModel, folder: Path) -> None:
    """Fetch the files of a model into a folder. Raises `FetchError`."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    with _speaking(model.repo):
        snapshot_download(
            model.repo, revision=model.commit, allow_patterns=list(model.files),
            local_dir=folder, **_options(),
        )  # fmt: skip


def _options() -> dict[str, Any]:
    return {
        "endpoint": settings.HUB_ENDPOINT or None,
        "token": settings.HUB_TOKEN or False,
        "library_name": "weft",
        "etag_timeout": TIMEOUT_SECONDS,
        "max_workers": 2,
    }


def _licence(about: Any) -> str:
    told = getattr(about, "card_data", None)
    licence = told.get("license") if told is not None and hasattr(told, "get") else None
    return str(licence)[:120] if isinstance(licence, str) else ""


@contextmanager
def _speaking(repo: str) -> Iterator[None]:
    """Turn what the library and its transport raise into sentences; none names the token."""
    from huggingface_hub import errors

    try:
        yield
    except errors.GatedRepoError as error:
        message = f"{repo} asks for consent. Agree to its terms and set WEFT_HF_TOKEN."
        raise FetchError(message) from error
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError) as error:
        message = f"The hub has no model {repo} of this revision, or it is private."
        raise NotFoundError(f"{message} Check the name, or set WEFT_HF_TOKEN.") from error
    except Exception as error:
        message = f"The hub did not give {repo}: it is unreachable, too slow, or refused."
        raise FetchError(f"{message} Try again later.") from error
