"""Light operators in real graphs: fan-outs join again, branches end and meet."""

from __future__ import annotations

from runtime import registry
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Text
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from tests.sample_operators import NoModels


class Silent:
    def commit(self, transitions):
        pass


def run(nodes, *texts):
    document = {"schema": 1, "inputs": [{"name": "text", "type": "text"}], "nodes": nodes}
    plan = compile_graph(parse_graph(document), registry.operators(), NoModels())
    job = Job(plan, [{"text": Text(text)} for text in texts])
    result = run_plan(job, Means(NoModels(), Cancel(), Silent(), None, None))
    assert not result.failures

    def tree(node, port, index=0):
        return as_tree(result.results[node], port, index, result.state.anchors, lambda value: value)

    return tree


def node(name, operator, params=None, **inputs):
    wires = {port: [source] for port, source in inputs.items()}
    return {"id": name, "operator": operator, "params": params or {}, "inputs": wires}


def test_pieces_of_a_text_are_worked_on_one_by_one_and_joined():
    tree = run(
        [
            node("split", "text-splitter", text="IN.text"),
            node("upper", "text-cleaner", {"case": "upper"}, text="split.texts"),
            node("join", "text-joiner", {"separator": " / "}, texts="upper.text"),
            node("list", "list-collector", values="upper.text"),
        ],
        "It rains. Take a coat.",
        "",
    )
    assert tree("join", "text").raw == "IT RAINS. / TAKE A COAT."
    assert tree("list", "entries").value == ("IT RAINS.", "TAKE A COAT.")
    assert tree("join", "text", 1).raw == ""


def test_texts_part_by_a_condition_and_meet_again():
    tree = run(
        [
            node("size", "text-statistics", text="IN.text"),
            node(
                "long", "compare", {"comparison": "greater than", "than": "2"}, value="size.words"
            ),
            node("way", "continue-if", value="IN.text", condition="long.result"),
            node("loud", "text-cleaner", {"case": "upper"}, text="way.then"),
            node("meet", "first-present", first="loud.text", second="way.otherwise"),
        ],
        "three words here",
        "two words",
    )
    assert tree("loud", "text", 1) is None
    assert tree("meet", "value").raw == "THREE WORDS HERE"
    assert tree("meet", "value", 1).raw == "two words"


def test_a_text_is_filtered_by_its_keywords_and_read_as_json():
    tree = run(
        [
            node("words", "keyword-filter-operator", {"keywords": ["refund"]}, text="IN.text"),
            node("only", "input-filter", {"concepts": ["refund"]}, value="IN.text",
                 judged_by="words.concepts"),
            node("read", "json-parser", text="only.value"),
            node("sum", "json-path", {"path": "total"}, value="read.json"),
            node("half", "arithmetic", {"operation": "divide", "by": 2}, number="sum.number"),
        ],
        'Refund: {"total": 25}',
        "no such word",
    )  # fmt: skip
    assert tree("half", "number").value == 12.5
    assert tree("half", "number", 1) is None


def test_a_parameter_may_come_from_another_node():
    tree = run(
        [
            node("count", "text-statistics", text="IN.text"),
            node("same", "compare", {"than": {"$ref": "count.words"}}, value="count.sentences"),
        ],
        "One. Two.",
    )
    assert tree("same", "result").value is True


def test_a_constant_serves_every_input():
    tree = run(
        [
            node("limit", "constant", {"value": "2"}),
            node("size", "text-statistics", text="IN.text"),
            node("over", "arithmetic", {"operation": "subtract"}, number="size.words",
                 other="limit.number"),
            node("say", "text-template", {"template": "{first} over {second}"},
                 first="over.number", second="limit.number"),
        ],
        "one two three",
        "one",
    )  # fmt: skip
    assert tree("say", "text").raw == "1 over 2"
    assert tree("say", "text", 1).raw == "-1 over 2"
