"""Finds model versions: pinned by id, or the newest of a name in an app.

Else in the shared catalogue.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from builder.blob_files import CHUNK_BYTES, open_blob
from builder.models import App, ModelVersion
from runtime.contracts.errors import NotFoundError
from runtime.contracts.model import ModelManifest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runtime.contracts.graph import ModelRef
    from runtime.contracts.model import Model

SHARED_USER, SHARED_APP = "weft", "models"


def find_version(ref: ModelRef, app: App | None = None) -> ModelVersion | None:
    """The model version a reference means, for a graph of `app`.

    Own models first, then shared ones.

    Only the app's own and the shared models are ever found, whatever the reference names, and no
    operator models: they bring no file.
    """
    rows = ModelVersion.objects.select_related("model__app__owner")
    rows = rows.filter(
        deleted_at=None,
        model__key=ref.id,
        model__operator="",
        model__deleted_at=None,
        model__app__deleted_at=None,
    )
    if ref.version:
        rows = rows.filter(pk=ref.version)
    if app is not None and ref.user in (None, app.owner.username) and ref.app in (None, app.key):
        own = rows.filter(model__app=app).order_by("-number").first()
        if own is not None:
            return own
    if ref.user in (None, SHARED_USER) and ref.app in (None, SHARED_APP):
        shared = rows.filter(model__app__key=SHARED_APP, model__app__owner__username=SHARED_USER)
        return shared.order_by("-number").first()
    return None


@lru_cache(maxsize=512)
def card_of(version: str) -> ModelManifest:
    """A model version's card, parsed once: versions never change."""
    return ModelManifest.model_validate(
        ModelVersion.objects.get(pk=version, model__operator="").manifest
    )


class DatabaseModelStore:
    """Fulfils `runtime.contracts.stores.ModelStore` for runs.

    Whose references are pinned and checked.
    """

    def manifest(self, ref: ModelRef) -> ModelManifest | None:
        """The card of a pinned model version, or of the newest in the shared catalogue."""
        try:
            if ref.version:
                manifest = card_of(ref.version)
                return manifest if manifest.id == ref.id else None
            row = find_version(ref)
            return None if row is None else card_of(row.pk)
        except ModelVersion.DoesNotExist:
            return None

    def read_file(self, ref: ModelRef, digest: str) -> Iterator[bytes]:
        """The bytes of a file that this model version names, in pieces."""
        rows = ModelVersion.objects.select_related("model")
        row = rows.filter(pk=ref.version).first() if ref.version else find_version(ref)
        if row is None or row.model.key != ref.id or digest not in files_of(card_of(row.pk)):
            raise NotFoundError(f"The model {ref.id} has no such file.", model=ref.id)
        with open_blob(row.model.app_id, digest) as file:
            while piece := file.read(CHUNK_BYTES):
                yield piece


def files_of(card: ModelManifest) -> frozenset[str]:
    """The digests of an imported model's files; none for a built-in one."""
    if not card.imported:
        return frozenset()
    return frozenset([*card.graphs.values(), *card.side_files.values(), *filter(None, [card.file])])


class AppModels:
    """Fulfils `runtime.contracts.model.ModelSource` for checking and pinning one app's graph.

    Loads nothing, and asks for each reference once: made for one call, and forgotten after it.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self._found: dict[ModelRef, ModelVersion | None] = {}

    def version(self, ref: ModelRef) -> ModelVersion | None:
        """The model version that the reference means today."""
        if ref not in self._found:
            self._found[ref] = find_version(ref, self.app)
        return self._found[ref]

    def manifest(self, ref: ModelRef) -> ModelManifest | None:
        """The card of what this app's graphs may use."""
        row = self.version(ref)
        return None if row is None else card_of(row.pk)

    def get(self, ref: ModelRef) -> Model:
        """Never called: checking loads no model."""
        raise NotImplementedError(ref.id)
