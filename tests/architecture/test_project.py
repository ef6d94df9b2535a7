"""Rules about the tree that no tool checks."""

from __future__ import annotations

import ast
import re
import subprocess

import pytest

from tests.servers import ROOT

FORBIDDEN = {
    "pickle": (),
    "marshal": (),
    "shelve": (),
    "requests": ("builder/fetch.py", "builder/guarded.py"),
    "requests_hardened": ("builder/fetch.py", "builder/guarded.py"),
    "httpx": (),
    "urllib.request": (),
    "subprocess": (
        "runtime/inference/children/process.py",
        "runtime/inference/apertium.py",
        "runtime/inference/espeak.py",
        "runtime/inference/pocket_speech.py",
    ),
    "multiprocessing": (),
    "tokenizers": (
        "runtime/inference/tokenizer_file.py",
        "runtime/inference/importing/verify.py",
    ),
}


def sources() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [
        name
        for name in listed.stdout.splitlines()
        if name.startswith(("config/", "builder/", "runtime/")) and "/training/" not in name
    ]


@pytest.mark.parametrize("name", sources())
def test_no_module_brings_in_what_is_forbidden(name):
    """One fetcher, no pickle, no other programs, tokenizers of others in children only."""
    for node in ast.walk(ast.parse((ROOT / name).read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec"), name
        for imported in names:
            for banned, allowed in FORBIDDEN.items():
                if imported == banned or imported.startswith(f"{banned}."):
                    assert name in allowed, f"{name} imports {imported}"


def test_the_example_environment_names_every_variable_that_is_read():
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings)) | {
        "WEFT_SECRET_KEY_FILE", "WEFT_SECRETS_KEY_FILE", "WEFT_HF_TOKEN_FILE",
    }  # fmt: skip
    written = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read == written


def test_the_two_onnxruntimes_never_meet_in_the_requirements():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    markers = {
        line.split("==")[0]: line.partition(";")[2].strip()
        for line in lines
        if line.startswith("onnxruntime")
    }
    assert set(markers) == {"onnxruntime", "onnxruntime-gpu"}
    assert "==" in markers["onnxruntime-gpu"]
    assert "!=" in markers["onnxruntime"]
