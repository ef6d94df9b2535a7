"""The limits every door and the engine hold to, with their units in the names."""

MAX_NODES = 20
ADDED_NODES = 1
"""Nodes beside the author's own that a door may add, so that a graph takes what a call brings."""
MAX_INPUTS = 32
MAX_MODEL_INPUTS = 128
"""Inputs of a call of one model, without a workflow."""
MAX_ELEMENTS_PER_NODE = 10_000
"""Elements (regions, tiles, frames) one node may be asked to compute in a run, or may make."""

MAX_IMAGE_BYTES = 20 * 1024 * 1024
MAX_IMAGE_PIXELS = 85_000_000
MAX_IMAGE_SIDE_PIXELS = 16_384
MAX_VIDEO_BYTES = 128 * 1024 * 1024
"""Of a video that is sent as bytes; one that is fetched from a URL may have more."""
MAX_VIDEO_URL_BYTES = 300 * 1024 * 1024
MAX_VIDEO_SECONDS = 600
MAX_VIDEO_SIDE_PIXELS = 4096
MAX_VIDEO_PIXELS = 4096 * 2304
MAX_AUDIO_BYTES = 128 * 1024 * 1024
MAX_AUDIO_SECONDS = 1800
MAX_AUDIO_RATE_HERTZ = 48_000
"""Audio of a higher rate is resampled when it is decoded."""
MAX_TEXT_BYTES = 1024 * 1024
MAX_BODY_BYTES = 128 * 1024 * 1024
MAX_ANSWER_FILE_BYTES = 64 * 1024 * 1024
"""Of pictures, sounds and films in one answer of the public API; more are told by address."""
MAX_JSON_DEPTH = 32
MAX_QUERY_PARTS = 500
"""Operations, operands and statements of one query."""
MAX_QUERY_STEPS = 1_000_000
"""Operations and statements that one query may compute for one element."""
MAX_QUERY_TEXT = 1_000_000
"""Characters of a text that a query joins together."""
MAX_GRAPH_BYTES = 1024 * 1024

MAX_EVENT_BYTES = 16 * 1024
MAX_ROW_BYTES = 256 * 1024

MAX_RUN_SECONDS = 600
MAX_NODE_SECONDS = 300
MAX_ATTEMPTS = 3
LEASE_SECONDS = 15
LEASE_RENEWAL_SECONDS = 5
SWEEP_SECONDS = 5
DEAF_SECONDS = 60
"""A worker that claims nothing for so long while runs wait is taken for deaf and stops."""

LANES = ("interactive", "batch", "gpu", "retry")
RETRY_LANE = "retry"
BATCH_INPUTS = 9
"""Runs of so many inputs wait in the batch lane, behind nobody who looks at a screen."""
MAX_QUEUED_PER_APP = 1000
MAX_QUEUE_SECONDS = 60
"""When the oldest queued run waits longer, no more are accepted until the queue moves."""

TRY_WINDOW_SECONDS = 3600
"""Over how long the runs of a public page are counted; its settings say how many."""
TRY_TICKET_SECONDS = 3600
"""How long a visitor may look at a run that was started on a public page."""
TRY_RUNS_AT_ONCE = 8
"""Runs of one public page that may wait or run at the same time."""
TRY_STREAMS_PER_RUN = 4

SESSION_SECONDS = 300
"""How long a named session is kept after its last call."""
MAX_SESSION_BYTES = 2 * 1024 * 1024
"""What the nodes of a session remember together, as JSON."""
MAX_SESSIONS_PER_APP = 256
MAX_SESSIONS_PER_CALLER = 64
"""Of one app's sessions: whoever calls a public workflow leaves room for others."""

MAX_INDEX_VECTORS = 100_000
MAX_INDEX_DIMENSIONS = 4096
