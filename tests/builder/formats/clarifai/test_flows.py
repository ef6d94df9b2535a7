"""The flows of Clarifai's docs by name, each written anew, and every one of their operators."""

import pytest

from builder.formats.clarifai.document_nodes import Source, imported
from builder.formats.clarifai.model_types import operator_of_type
from builder.formats.clarifai.wiring import Node, graph_of
from builder.formats.clarifai.yaml_file import read
from runtime import api
from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import parse_graph

CATALOGUE = api.operators()
OWN = {
    "general-image-recognition": "visual-classifier",
    "age-demographics-recognition": "visual-classifier",
    "gender-demographics-recognition": "visual-classifier",
    "face-landmarks": "keypoint-detector",
}
"""Models that the caller's app has under the ids of the guides."""


def find(part):
    operator = OWN.get(part.model_id)
    return Source(operator, {}, {"id": part.model_id}) if operator else None


def nobody(part):
    return None


def node(name, model, *waits):
    text = f"    - id: {name}\n      model: {{{model}}}\n"
    if waits:
        text += f"      node_inputs: [{', '.join(f'{{node_id: {one}}}' for one in waits)}]\n"
    return text


def flow(*nodes):
    return "workflow:\n  id: flow\n  nodes:\n" + "".join(nodes)


FLOWS = {
    "general": (
        flow(
            node("tags", "model_id: general-image-recognition"),
            node("vector", "model_id: general-image-embedding"),
            node("groups", "model_id: general-clustering", "vector"),
        ),
        {"tags": ("visual-classifier", {"image": "IN.image"}),
         "vector": ("visual-embedder", {"image": "IN.image"}),
         "groups": ("clusterer", {"vectors": "vector.embeddings"})},
    ),
    "face_sentiment": (
        flow(
            node("faces", "model_id: face-detection"),
            node("cut", "model_id: margin-110-image-crop", "faces"),
            node("mood", "model_id: face-sentiment-recognition", "cut"),
        ),
        {"faces": ("face-detector", {"image": "IN.image"}),
         "cut": ("image-crop", {"image": "IN.image", "regions": "faces.regions"}),
         "mood": ("visual-classifier", {"image": "cut.images"})},
    ),
    "demographics": (
        flow(
            node("faces", "model_id: face-detection"),
            node("cut", "model_id: margin-110-image-crop", "faces"),
            node("age", "model_id: age-demographics-recognition", "cut"),
            node("gender", "model_id: gender-demographics-recognition", "cut"),
        ),
        {"faces": ("face-detector", {"image": "IN.image"}),
         "cut": ("image-crop", {"image": "IN.image", "regions": "faces.regions"}),
         "age": ("visual-classifier", {"image": "cut.images"}),
         "gender": ("visual-classifier", {"image": "cut.images"})},
    ),
    "face_search": (
        flow(
            node("faces", "model_id: face-detection"),
            node("cut", "model_id: margin-100-image-crop", "faces"),
            node("points", "model_id: face-landmarks", "cut"),
            node("straight", "model_id: landmarks-align", "points"),
            node("vector", "model_id: face-identification-transfer-learn", "straight"),
            node("groups", "model_id: face-clustering", "vector"),
        ),
        {"faces": ("face-detector", {"image": "IN.image"}),
         "cut": ("image-crop", {"image": "IN.image", "regions": "faces.regions"}),
         "points": ("keypoint-detector", {"image": "cut.images"}),
         "straight": ("image-align", {"image": "cut.images", "regions": "points.regions"}),
         "vector": ("visual-embedder", {"image": "straight.images"}),
         "groups": ("clusterer", {"embeddings": "vector.embeddings"})},
    ),
    "asr_sentiment": (
        flow(
            node("words", "model_id: asr-wav2vec2-base-960h-english, user_id: facebook"),
            node("mood", "model_id: sentiment-analysis-twitter-roberta-base", "words"),
        ),
        {"words": ("speech-to-text-basic", {"audio": "IN.audio"}),
         "mood": ("sentiment", {"text": "words.text"})},
    ),
    "language_aware_ocr": (
        flow(
            node("read", "model_id: language-aware-multilingual-ocr-multiplex"),
            node("join", "model_id: j, model_type_id: text-aggregation-operator, output_info: "
                 "{params: {avg_word_width_window_factor: 3, avg_word_height_window_factor: 1}}",
                 "read"),
            node("language", "model_id: l, model_type_id: language-id-operator, output_info: "
                 "{params: {library: fasttext, topk: 2, threshold: 0.1, lowercase: true}}",
                 "join"),
        ),
        {"read": ("optical-character-recognizer", {"image": "IN.image"}),
         "join": ("text-aggregation-operator", {"regions": "read.regions"}),
         "language": ("language-id-operator", {"text": "join.text"})},
    ),
    "prompter_llm": (
        flow(
            node("ask", "model_id: p, model_type_id: prompter, output_info: "
                 "{params: {prompt_template: 'Is it kind? {data.text.raw}'}}"),
            node("answer", "model_id: mistral-7B-Instruct, user_id: mistralai", "ask"),
        ),
        {"ask": ("prompter", {"text": "IN.text"}),
         "answer": ("connected-text-to-text", {"text": "ask.text"})},
    ),
    "rag_prompter_llm": (
        flow(
            node("ask", "model_id: r, model_type_id: rag-prompter"),
            node("answer", "model_id: mistral-7B-Instruct, user_id: mistralai", "ask"),
        ),
        {"ask": ("rag-prompter", {"text": "IN.text"}),
         "answer": ("connected-text-to-text", {"text": "ask.text"})},
    ),
    "detect and track": (
        flow(
            node("people", "model_id: person-vehicle-detection-yolov5"),
            node("track", "model_id: t, model_type_id: byte-tracker, output_info: "
                 "{params: {min_visible_frames: 1, max_disappeared: 30, confidence_thresh: 0.1}}",
                 "people"),
        ),
        {"people": ("people-detector", {"image": "IN.image"}),
         "track": ("byte-tracker", {"regions": "people.regions"})},
    ),
    "read and translate": (
        flow(
            node("read", "model_id: ocr-scene-english-paddleocr"),
            node("spanish", "model_id: text-translation-english-spanish", "read"),
        ),
        {"read": ("optical-character-recognizer", {"image": "IN.image"}),
         "spanish": ("text-translation", {"text": "read.text"})},
    ),
    "auto annotation": (
        flow(
            node("tags", "model_id: general-image-recognition"),
            node("other", "model_id: s, model_type_id: concept-synonym-mapper", "tags"),
            node("sure", "model_id: g, model_type_id: concept-thresholder, output_info: "
                 "{params: {concept_threshold_type: GREATER_THAN}}", "other"),
            node("unsure", "model_id: h, model_type_id: concept-thresholder, output_info: "
                 "{params: {concept_threshold_type: 3}}", "other"),
        ),
        {"tags": ("visual-classifier", {"image": "IN.image"}),
         "other": ("concept-synonym-mapper", {"concepts": "tags.concepts"}),
         "sure": ("concept-thresholder", {"concepts": "other.concepts"}),
         "unsure": ("concept-thresholder", {"concepts": "other.concepts"})},
    ),
}  # fmt: skip


def here(monkeypatch):
    """As on a server on which every optional engine is installed."""
    monkeypatch.setattr("builder.formats.clarifai.document_nodes.why_not_here", lambda *_: None)


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_of_the_docs_is_wired(name, monkeypatch):
    here(monkeypatch)
    text, expected = FLOWS[name]
    graph = imported(read(text), CATALOGUE, find).graph
    assert {
        item["id"]: (item["operator"], {port: end for port, (end,) in item["inputs"].items()})
        for item in graph["nodes"]
    } == expected
    codes = {problem.code for problem in api.check_graph(parse_graph(graph), _NoModels())}
    assert codes <= {"operator_unavailable", "unknown_model"}


def test_what_a_stand_in_is_and_what_has_no_effect_is_told(monkeypatch):
    here(monkeypatch)
    told = imported(read(FLOWS["language_aware_ocr"][0]), CATALOGUE, nobody).told
    read_told, language_told = told
    assert "read: optical-character-recognizer stands in for language-aware" in read_told
    assert language_told.startswith("language: library has no effect here: one library")


def test_parameters_of_the_file_are_taken(monkeypatch):
    here(monkeypatch)
    graph = imported(read(FLOWS["detect and track"][0]), CATALOGUE, nobody).graph
    assert graph["nodes"][1]["params"] == {
        "min_visible_frames": 2, "max_disappeared": 30, "confidence_thresh": 0.1,
    }  # fmt: skip


def test_an_operator_made_from_its_type_gets_its_usual_model():
    text = flow(node("read", "model_id: mine, model_type_id: tesseract-operator"))
    (read_node,) = imported(read(text), CATALOGUE, nobody).graph["nodes"]
    assert read_node["model"] == {"id": "ppocr-v6"}


def test_every_model_that_is_missing_is_named_at_once():
    text = flow(
        node("a", "model_id: general-image-recognition"),
        node("b", "model_id: nobody-knows-this"),
        node("c", "model_id: x, model_type_id: neural-tracker", "a"),
        node("d", "model_id: y, model_type_id: teleport"),
    )
    with pytest.raises(InvalidGraphError) as refused:
        imported(read(text), CATALOGUE, nobody)
    problems = refused.value.data["problems"]
    assert [(item["node"], item["code"]) for item in problems] == [
        ("a", "no_stand_in"), ("b", "unknown_model"), ("c", "unknown_type"), ("d", "unknown_type"),
    ]  # fmt: skip
    assert all(item["cure"] for item in problems)


def test_a_stand_in_whose_engine_is_missing_says_what_brings_it(monkeypatch):
    monkeypatch.setattr(
        "builder.formats.clarifai.document_nodes.why_not_here", lambda *_: "apertium is missing"
    )
    with pytest.raises(InvalidGraphError) as refused:
        imported(read(FLOWS["read and translate"][0]), CATALOGUE, nobody)
    assert "apertium is missing" in refused.value.data["problems"][1]["message"]


BEFORE = {
    "": (), "regions": ("visual-detector",), "concepts": ("visual-classifier",),
    "embeddings": ("visual-embedder",), "text": (), "reid": ("visual-detector", "image-crop",
    "visual-embedder"), "tiles": ("image-tiling-operator", "visual-detector"),
    "points": ("keypoint-detector",), "tokens": ("text-token-classifier",),
    "said": ("optical-character-recognizer",),
}  # fmt: skip
CHAINS = {
    "audio-to-text": "", "barcode-operator": "", "centroid-tracker": "regions",
    "clusterer": "embeddings", "embeddings-classifier": "embeddings",
    "image-color-recognizer": "", "image-to-text": "", "kalman-filter-tracker": "regions",
    "kalman-reid-tracker": "reid", "optical-character-recognizer": "", "tesseract-operator": "",
    "text-classifier": "said", "text-embedder": "said", "text-token-classifier": "said",
    "visual-classifier": "", "visual-detector": "", "visual-embedder": "", "visual-segmenter": "",
    "visual-keypointer": "", "text-to-text": "said", "isolation-operator": "regions",
    "text-aggregation-operator": "said", "annotation-writer": "embeddings", "email": "said",
    "transfer-learn": "embeddings", "embedding-classifier": "embeddings",
    "concept-thresholder": "concepts", "region-thresholder": "regions", "random-sample": "regions",
    "byte-tracker": "regions", "concept-synonym-mapper": "concepts", "image-align": "points",
    "image-crop": "regions", "image-tiling-operator": "", "image-to-image": "",
    "input-filter": "concepts", "input-searcher": "embeddings", "keyword-filter-operator": "said",
    "language-id-operator": "said", "multimodal-to-text": "", "prompter": "said",
    "rag-prompter": "said", "regex-based-classifier": "said", "text-to-audio": "said",
    "text-to-image": "said", "tiling-region-aggregator-operator": "tiles",
    "object-counter": "regions", "tokens-to-entity-operator": "tokens",
    "results-push": "concepts", "status-push": "regions",
}  # fmt: skip


@pytest.mark.parametrize("type_id", CHAINS)
def test_every_operator_finds_its_ports_in_a_chain(type_id):
    names = (*BEFORE[CHAINS[type_id]], operator_of_type(type_id, CATALOGUE))
    nodes = [
        Node(f"n{at}", name, waits_for=(f"n{at - 1}",) if at else ())
        for at, name in enumerate(names)
    ]
    graph = parse_graph(graph_of(nodes, CATALOGUE))
    codes = {problem.code for problem in api.check_graph(graph, _NoModels())}
    assert codes <= {"operator_unavailable", "missing_model", "bad_params"}
    last = graph.nodes[-1]
    if len(nodes) > 1 and last.operator != "kalman-reid-tracker":
        assert any(
            source.startswith(nodes[-2].id) for ends in last.inputs.values() for source in ends
        )


class _NoModels:
    """No model is known, so only wires and parameters are judged."""

    def manifest(self, ref):
        return None
