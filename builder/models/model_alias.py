"""What an app calls a model besides its own id: ids that definitions from elsewhere write."""

from __future__ import annotations

from django.db import models

from builder.models.app import App
from builder.models.model import Model, ModelVersion


class ModelAlias(models.Model):
    """An id of another product, such as `plates-trudk/2`, and the model that it means here."""

    app = models.ForeignKey(App, models.CASCADE, related_name="model_aliases")
    alias = models.CharField(max_length=128)
    model = models.ForeignKey(Model, models.CASCADE, related_name="+")
    """One of the app's own, or of the shared catalogue."""
    version = models.ForeignKey(
        ModelVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Without one it is the newest."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app", "alias"], name="model_alias_once"),
        ]
        ordering = ["alias"]

    def __str__(self) -> str:
        return f"{self.alias} in {self.app_id}"
