"""Measures the classifier of smiles: python -m runtime.inference.training.smiles.evaluate."""

import numpy as np

from runtime.contracts.graph import ModelRef
from runtime.contracts.values import Image
from runtime.inference.decoders import classifier
from runtime.inference.manifests import builtin
from runtime.inference.pictures import look
from runtime.inference.sessions import Sessions
from runtime.inference.training.smiles.faces import LABELS, Faces, drawn

HELD_OUT_SEED = 905
COUNT = 500


def accuracy(faces: Faces, sessions: Sessions) -> float:
    """The share of faces whose best class is right, through the code that Weft runs."""
    model = sessions.get(ModelRef(id="smiles"))
    images = [Image(np.asarray(face * 255, np.uint8)) for face in faces.pixels]
    found = [
        classifier.read(seen, min_value=0, limit=1)[0].name
        for seen in look(model, images, classifier.ROLES)
    ]
    right = [name == LABELS[label] for name, label in zip(found, faces.labels, strict=True)]
    return float(np.mean(right))


def main() -> None:
    """Print the figure of the model card."""
    sessions = Sessions(resolve=lambda ref: builtin()[ref.id])
    print(f"{COUNT} drawn faces   {accuracy(drawn(COUNT, HELD_OUT_SEED), sessions):.3f}")


if __name__ == "__main__":
    main()
