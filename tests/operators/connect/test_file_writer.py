from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Context
from runtime.contracts.values import Text
from runtime.operators.connect import file_writer
from tests.contexts import Token


class Kept:
    """Files in memory."""

    def __init__(self):
        self.files = []

    def keep(self, file, media_type):
        self.files.append((file.read().decode(), media_type))
        return f"blob{len(self.files)}"

    def open(self, blob):
        raise NotImplementedError


def write(*texts, **params):
    files = Kept()
    context = Context(cancel=Token(), progress=lambda done, total: None, files=files)
    batch = [file_writer.Inputs(Text(text)) for text in texts]
    return file_writer.run(batch, file_writer.Params(**params), context), files.files


def test_texts_are_appended_and_a_heading_is_written_once():
    outcomes, files = write("a,b\n1,2\n", "a,b\n3,4\n", folder="/reports", prefix="cars")
    assert files == [("a,b\n1,2\n3,4\n", "text/csv")]
    told = outcomes[1].file.value
    assert told["name"].startswith("reports/cars_")
    assert told["name"].endswith(".csv")
    assert (told["blob"], told["bytes"]) == ("blob1", 12)
    assert outcomes[0].message == Text("Data saved successfully")
    assert not outcomes[0].failed.value


def test_json_is_a_line_each_and_what_is_none_is_told():
    outcomes, files = write('{"a":\n1}', "no", "[2]", file_type="json")
    assert files == [('{"a": 1}\n[2]\n', "application/json")]
    assert [one.failed.value for one in outcomes] == [False, True, False]
    assert outcomes[1].message == Text("Invalid JSON content")
    assert outcomes[0].file.value["name"].endswith(".jsonl")


def test_each_text_may_be_a_file_and_files_have_a_most_of_entries():
    _, files = write("a", "b", mode="separate_files", file_type="txt")
    assert [text for text, _ in files] == ["a\n", "b\n"]
    _, files = write("a", "b", "c", max_entries=2, file_type="txt")
    assert [text for text, _ in files] == ["a\nb\n", "c\n"]


def test_nothing_is_kept_when_it_is_off():
    outcomes, files = write("a", enabled=False)
    assert files == []
    assert not outcomes[0].failed.value


@pytest.mark.parametrize("folder", ["../x", "a/../../b", "a\\..\\b", "a\nb"])
def test_a_name_never_leaves_its_folder(folder):
    with pytest.raises(ValidationError, match=r"has no \.\. in it"):
        file_writer.Params(folder=folder)
