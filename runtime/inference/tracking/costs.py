"""What it costs to let a track go on with a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.inference.tracking.boxes import apart, centred, distances
from runtime.inference.tracking.matching import FORBIDDEN
from runtime.inference.tracking.tracks import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Region
    from runtime.inference.tracking.tracks import Track


def costs(
    tracks: Sequence[Track], regions: Sequence[Region], *, per_class: bool, by_centre: bool = False
) -> NDArray[np.float64]:
    """For every track and region how far apart they are; two classes never meet."""
    import numpy as np

    ours = np.array([track.box.row for track in tracks]).reshape(-1, 4)
    theirs = centred([region.box for region in regions])
    found = distances(ours, theirs) if by_centre else apart(ours, theirs)
    if per_class and found.size:
        labels = np.array([track.label for track in tracks])[:, None]
        found[labels != np.array([label_of(region) for region in regions])] = FORBIDDEN
    return found
