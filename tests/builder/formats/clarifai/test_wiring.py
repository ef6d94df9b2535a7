"""Unnamed wires find their ports: answers worked out by hand."""

import pytest

from builder.formats.clarifai.wiring import Node, graph_of, waits_for_of
from runtime import api
from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import parse_graph

CATALOGUE = api.operators()
ALIASES = {
    "detect": "visual-detector", "classify": "visual-classifier", "crop": "image-crop",
    "ocr": "optical-character-recognizer", "embed": "visual-embedder", "any": "random-sample",
    "sum": "text-aggregation-operator", "track": "byte-tracker", "draw": "draw-regions",
    "lang": "language-id-operator", "filter": "input-filter", "tile": "image-tiling-operator",
    "untile": "tiling-region-aggregator-operator", "mean": "text-embedder",
    "reid": "kalman-reid-tracker", "join": "region-joiner", "resize": "image-resize",
}  # fmt: skip


def chain(text):
    """`find:detect cut:crop<find` as nodes; what a node waits for stands behind <."""
    nodes = []
    for word in text.split():
        head, _, waits = word.partition("<")
        name, _, operator = head.partition(":")
        names = tuple(waits.split(",")) if waits else ()
        nodes.append(Node(name, ALIASES.get(operator, operator), waits_for=names))
    return nodes


def wires_of(text):
    graph = graph_of(chain(text), CATALOGUE)
    return {
        f"{node['id']}.{port}": source
        for node in graph["nodes"]
        for port, (source,) in node.get("inputs", {}).items()
    }


def problems_of(nodes):
    with pytest.raises(InvalidGraphError) as refused:
        graph_of(chain(nodes) if isinstance(nodes, str) else nodes, CATALOGUE)
    return refused.value.data["problems"]


GRAPHS = {
    "one model": ("a:classify", {"a.image": "IN.image"}),
    "two models side by side": (
        "a:classify b:embed", {"a.image": "IN.image", "b.image": "IN.image"},
    ),
    "detect, crop, read, aggregate": (
        "a:detect b:crop<a c:ocr<b d:sum<c",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "c.image": "b.images", "d.regions": "c.regions"},
    ),
    "a crop of a crop": (
        "a:detect b:crop<a c:face-detector<b d:crop<c e:classify<d",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "c.image": "b.images", "d.image": "b.images", "d.regions": "c.regions",
         "e.image": "d.images"},
    ),
    "detect and track": ("a:detect b:track<a", {"a.image": "IN.image", "b.regions": "a.regions"}),
    "detect, track, count": (
        "a:detect b:track<a c:object-counter<b",
        {"a.image": "IN.image", "b.regions": "a.regions", "c.regions": "b.regions"},
    ),
    "tracking by looks takes two branches": (
        "a:detect b:crop<a c:embed<b d:reid<a,c",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "c.image": "b.images", "d.regions": "a.regions", "d.embeddings": "c.embeddings"},
    ),
    "tracking by looks finds the regions behind": (
        "a:detect b:crop<a c:embed<b d:reid<c",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "c.image": "b.images", "d.regions": "a.regions", "d.embeddings": "c.embeddings"},
    ),
    "regions of the whole picture are drawn on it, not on its crops": (
        "a:detect b:crop<a c:classify<b d:join<c e:draw<d",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "c.image": "b.images", "d.regions": "a.regions", "d.concepts": "c.concepts",
         "e.image": "IN.image", "e.regions": "d.regions"},
    ),
    "the nearest picture": (
        "a:resize b:detect<a c:draw<b",
        {"a.image": "IN.image", "b.image": "a.image", "c.image": "a.image",
         "c.regions": "b.regions"},
    ),
    "a named picture goes before one behind": (
        "a:image-blur b:detect c:draw<a,b",
        {"a.image": "IN.image", "b.image": "IN.image", "c.image": "a.image",
         "c.regions": "b.regions"},
    ),
    "tiles come back together": (
        "a:tile b:detect<a c:untile<b d:crop<c",
        {"a.image": "IN.image", "b.image": "a.images", "c.regions": "b.regions",
         "d.image": "IN.image", "d.regions": "c.regions"},
    ),
    "the text behind a language": (
        "a:ocr b:lang<a c:text-translation<b",
        {"a.image": "IN.image", "b.text": "a.text", "c.text": "a.text"},
    ),
    "a prompt from a text and its language": (
        "a:ocr b:lang<a c:prompter<b",
        {"a.image": "IN.image", "b.text": "a.text", "c.text": "a.text",
         "c.concepts": "b.concepts"},
    ),
    "what was judged is what is filtered": (
        "a:detect b:crop<a c:classify<b d:filter<c e:ocr<d",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "c.image": "b.images", "d.value": "b.images", "d.judged_by": "c.concepts",
         "e.image": "d.value"},
    ),
    "a filter behind a text classifier passes the text": (
        "a:ocr b:sentiment<a c:filter<b",
        {"a.image": "IN.image", "b.text": "a.text", "c.value": "a.text",
         "c.judged_by": "b.concepts"},
    ),
    "a sample of pictures": (
        "a:any b:classify<a", {"a.value": "IN.image", "b.image": "a.value"},
    ),
    "a sample of texts": ("a:any b:lang<a", {"a.value": "IN.text", "b.text": "a.value"}),
    "a sample of sounds": (
        "a:any b:audio-to-text<a", {"a.value": "IN.audio", "b.audio": "a.value"},
    ),
    "two texts are compared": (
        "a:ocr b:image-deskew c:ocr<b d:text-similarity<a,c",
        {"a.image": "IN.image", "b.image": "IN.image", "c.image": "b.image",
         "d.text": "a.text", "d.other": "c.text"},
    ),
    "two pictures, in the order of the names": (
        "a:image-blur b:image-flip c:image-difference<b,a",
        {"a.image": "IN.image", "b.image": "IN.image", "c.image": "b.image",
         "c.other": "a.image"},
    ),
    "before and after": (
        "a:image-blur b:image-difference<a",
        {"a.image": "IN.image", "b.image": "a.image", "b.other": "IN.image"},
    ),
    "sound to text to mood": (
        "a:audio-to-text b:sentiment<a", {"a.audio": "IN.audio", "b.text": "a.text"},
    ),
    "frames of a film": (
        "a:video-frames b:detect<a c:track<b d:track-trails<c e:video-maker<d",
        {"a.video": "IN.video", "b.image": "a.frames", "c.regions": "b.regions",
         "d.image": "a.frames", "d.regions": "c.regions", "e.frames": "d.image"},
    ),
    "a picture and a text in one input": (
        "a:ocr b:lang", {"a.image": "IN.image", "b.text": "IN.text"},
    ),
    "a question beside what was found": (
        "a:text-embedder b:input-searcher<a c:rag-prompter<b",
        {"a.text": "IN.text", "b.embeddings": "a.embeddings", "c.text": "IN.text",
         "c.hits": "b.hits"},
    ),
    "texts of every line are clustered": (
        "a:text-splitter b:mean<a c:clusterer<b,a",
        {"a.text": "IN.text", "b.text": "a.texts", "c.embeddings": "b.embeddings",
         "c.texts": "a.texts"},
    ),
    "one embedding is clustered over the batch": (
        "a:embed b:clusterer<a", {"a.image": "IN.image", "b.vectors": "a.embeddings"},
    ),
    "branches of different kinds into one index": (
        "a:detect b:crop<a c:embed<b d:annotation-writer<c,b",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "c.image": "b.images", "d.embeddings": "c.embeddings", "d.image": "b.images"},
    ),
    "a segmenter gives regions and their mask": (
        "a:visual-segmenter b:image-inpaint<a",
        {"a.image": "IN.image", "b.image": "IN.image", "b.regions": "a.regions",
         "b.mask": "a.mask"},
    ),
    "IN may be named": ("a:lang b:prompter<IN,a", {
        "a.text": "IN.text", "b.text": "IN.text", "b.concepts": "a.concepts"}),
}  # fmt: skip


@pytest.mark.parametrize("name", GRAPHS)
def test_wires_find_their_ports(name):
    text, wires = GRAPHS[name]
    assert wires_of(text) == wires


@pytest.mark.parametrize("name", GRAPHS)
def test_what_resolves_has_no_wrong_wire(name):
    graph = parse_graph(graph_of(chain(GRAPHS[name][0]), CATALOGUE))
    found = {problem.code for problem in api.check_graph(graph, _NoModels())}
    assert found <= {"missing_model", "operator_unavailable"}


@pytest.mark.parametrize("name", GRAPHS)
def test_named_nodes_come_back_or_the_wires_say_it(name):
    document = graph_of(chain(GRAPHS[name][0]), CATALOGUE)
    graph = parse_graph(document)
    unwired = waits_for_of(graph, CATALOGUE)
    nodes = [
        Node(node.id, node.operator, waits_for=unwired.waits_for[node.id]) for node in graph.nodes
    ]
    if unwired.exact:
        assert graph_of(nodes, CATALOGUE) == document
    wires = {node.id: node.inputs for node in graph.nodes}
    assert graph_of(nodes, CATALOGUE, wires, inputs=document["inputs"]) == document


def test_the_order_of_the_document_is_the_order_given():
    graph = graph_of(chain("b:crop<a a:detect"), CATALOGUE)
    assert [node["id"] for node in graph["nodes"]] == ["b", "a"]
    assert graph["nodes"][0]["inputs"] == {"image": ["IN.image"], "regions": ["a.regions"]}


def test_inputs_are_made_when_needed_only():
    assert graph_of(chain("a:lang b:prompter<a"), CATALOGUE)["inputs"] == [
        {"name": "text", "type": "text"}
    ]


def test_parameters_and_models_stay():
    node = Node("a", "visual-detector", {"min_value": 0.7}, {"id": "plates", "version": "f" * 32})
    assert graph_of([node], CATALOGUE)["nodes"] == [
        {"id": "a", "operator": "visual-detector",
         "model": {"id": "plates", "version": "f" * 32}, "params": {"min_value": 0.7},
         "inputs": {"image": ["IN.image"]}}
    ]  # fmt: skip


def test_a_suppressed_node_is_not_among_the_outputs():
    nodes = [Node("a", "visual-detector", suppressed=True), *chain("b:crop<a c:ocr<b")]
    graph = graph_of(nodes, CATALOGUE)
    assert graph["outputs"] == [
        {"name": "b", "source": "b.images"},
        {"name": "c-regions", "source": "c.regions"},
        {"name": "c-text", "source": "c.text"},
    ]
    assert waits_for_of(parse_graph(graph), CATALOGUE).exact


def test_kept_outputs_are_used_while_they_leave_out_the_same_nodes():
    nodes = [Node("a", "visual-detector", suppressed=True), *chain("b:crop<a c:ocr<b")]
    kept = [{"name": "cut", "source": "b.images"}, {"name": "read", "source": "c.text"}]
    assert graph_of(nodes, CATALOGUE, outputs=kept)["outputs"] == kept
    assert graph_of(nodes, CATALOGUE, outputs=kept[:1])["outputs"][0]["name"] == "b"


def test_kept_wires_are_used_until_a_node_is_rewired():
    text = "a:image-blur b:image-difference<a"
    wires = {"a": {"image": ["IN.image"]}, "b": {"image": ["IN.image"], "other": ["a.image"]}}
    kept = graph_of(chain(text), CATALOGUE, wires, inputs=[{"name": "image", "type": "image"}])
    assert kept["nodes"][1]["inputs"] == wires["b"]
    changed = chain("a:image-blur c:image-flip b:image-difference<c")
    again = graph_of(changed, CATALOGUE, wires)
    assert again["nodes"][2]["inputs"] == {"image": ["c.image"], "other": ["IN.image"]}


@pytest.mark.parametrize(
    "wires",
    [
        {"a": {"image": ["IN.image"]}, "b": {"image": ["a.nothing"], "regions": ["a.regions"]}},
        {"a": {"image": ["IN.image"]}, "b": {"image": ["a.regions"], "regions": ["IN.image"]}},
        {"a": {"image": ["b.images"]}, "b": {"image": ["IN.image"], "regions": ["a.regions"]}},
        {"a": {}, "b": {}},
        {"a": {"image": ["IN.image"]}},
    ],
)
def test_kept_wires_that_do_not_fit_are_resolved_anew(wires):
    inputs = [{"name": "image", "type": "image"}]
    graph = graph_of(chain("a:detect b:crop<a"), CATALOGUE, wires, inputs=inputs)
    assert graph["nodes"][1]["inputs"] == {"image": ["IN.image"], "regions": ["a.regions"]}


REFUSED = {
    "an unknown name": ("a:detect b:crop<aa", "unknown_node_input", "Did you mean a?"),
    "a name twice": ("a:detect b:crop<a,a", "duplicate_node_input", "Name it once."),
    "an id twice": ("a:detect a:ocr", "duplicate_node", "an id of its own"),
    "IN as an id": ("IN:detect", "reserved_name", "another id"),
    "an unknown operator": ("a:visual-detectr", "unknown_operator", "visual-detector?"),
    "no nodes": ([], "no_nodes", "at least one"),
    "a bad id": ([Node("my node ", "visual-detector")], "bad_node_id", "call it: my node"),
    "all suppressed": (
        [Node("a", "visual-detector", suppressed=True)], "all_suppressed", "at least one node",
    ),
    "regions from nothing": ("a:track", "missing_input", "gives regions, such as"),
    "text from a picture": ("a:detect b:text-classifier<a", "missing_input", "gives text"),
    "a list of one": ("a:ocr b:text-aggregation-operator<a c:image-grid<a", "missing_input", ""),
    "a list that nobody splits": ("a:image-blur b:image-grid<a", "lineage_clash", "Put a crop"),
    "two crops that do not pair": (
        "a:detect b:crop<a c:face-detector d:crop<c e:image-join<b,d", "lineage_clash", "follow",
    ),
    "one picture for two": ("a:image-similarity", "missing_input", "Name"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_resolve_is_refused_with_a_cure(name):
    nodes, code, words = REFUSED[name]
    problems = problems_of(nodes)
    assert code in {problem["code"] for problem in problems}
    told = " ".join(problem["message"] + " " + problem["cure"] for problem in problems)
    assert words in told


def test_a_loop_is_told_step_by_step():
    (problem,) = problems_of("a:image-blur<c b:image-flip<a c:image-trim<b")
    assert problem["code"] == "cycle"
    assert "a → b → c → a" in problem["message"]


def test_a_node_cannot_wait_for_itself():
    (problem,) = problems_of("a:image-blur<a")
    assert "a → a" in problem["message"]


def test_twenty_nodes_are_the_most():
    assert len(graph_of(chain(" ".join(f"n{i}:ocr" for i in range(20))), CATALOGUE)["nodes"]) == 20
    (problem,) = problems_of(" ".join(f"n{i}:ocr" for i in range(21)))
    assert (problem["node"], problem["code"]) == ("n20", "too_many_nodes")


def test_all_problems_come_at_once():
    problems = problems_of("a:track b:text-classifier c:untile")
    assert [(problem["node"], problem["port"]) for problem in problems] == [
        ("a", "regions"), ("c", "regions"),
    ]  # fmt: skip


class _NoModels:
    """No model is known, so only wires are judged."""

    def manifest(self, ref):
        return None
