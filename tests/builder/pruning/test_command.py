"""The command that removes old runs by hand."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from builder.models import (
    Run,
)  # fmt: skip
from tests.builder.pruning.kept import age, digests, finish, names, start


def said(capsys, *arguments):
    call_command("prune", *arguments)
    return capsys.readouterr().out.strip()


def test_the_command_says_what_would_go_and_then_what_went(actor, workflow, capsys):
    old = start(actor, workflow, b"shared")
    finish(old, b"own")
    age(old)
    finish(start(actor, workflow, b"shared"), b"new")
    assert said(capsys, "--dry-run") == "Would remove 1 runs and 1 files (0.0 MB)."
    assert Run.objects.count() == 2
    assert said(capsys) == "Removed 1 runs and 1 files (0.0 MB)."
    assert said(capsys) == "Removed 0 runs and 0 files (0.0 MB)."
    assert names() == digests()
    assert len(names()) == 2


def test_the_command_keeps_everything_when_told_so(actor, capsys):
    with override_settings(KEEP_RUNS_DAYS=0):
        assert "everything is kept" in said(capsys)


@pytest.mark.parametrize("days", ["0", "-1", "99999999"])
def test_the_command_refuses_days_that_cannot_be_meant(actor, days):
    with pytest.raises(CommandError, match="--days"):
        call_command("prune", f"--days={days}")
