"""Paths of this door, with or without a slash at the end: its clients follow no redirect."""

from __future__ import annotations

from django.urls import re_path

from builder.api.roboflow import describe, nowhere, run
from builder.api.roboflow.addresses import NOWHERE, SAVED, SAVED_OLD

urlpatterns = [
    re_path(r"^workflows/run/?$", run.RunDefinition.as_view()),
    re_path(r"^infer/workflows/?$", run.RunDefinition.as_view()),
    re_path(r"^workflows/describe_interface/?$", describe.DescribeDefinition.as_view()),
    re_path(r"^workflows/validate/?$", describe.Validate.as_view()),
    re_path(r"^workflows/blocks/describe/?$", describe.DescribeBlocks.as_view()),
    re_path(r"^workflows/blocks/dynamic_outputs/?$", describe.DynamicOutputs.as_view()),
    re_path(r"^workflows/definition/schema/?$", describe.DefinitionSchema.as_view()),
    re_path(r"^workflows/execution_engine/versions/?$", describe.EngineVersions.as_view()),
    re_path(rf"^{SAVED_OLD}/?$", run.RunSaved.as_view()),
    re_path(rf"^{SAVED}/?$", run.RunSaved.as_view()),
    re_path(rf"^{SAVED}/describe_interface/?$", describe.DescribeSaved.as_view()),
    re_path(rf"^{NOWHERE}", nowhere.Nowhere.as_view()),
]
