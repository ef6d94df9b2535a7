"""Which addresses are this door's: patterns that the router, the limits and CORS read."""

from __future__ import annotations

import re

OTHERS = r"(?!api/|v2/|ws/|static/|admin/|login/|shared/|try/)"
"""What other doors and pages have for themselves: no workspace is called so here."""
NAME = r"[0-9A-Za-z@.+_-]{1,150}"
_FIXED = (
    "run",
    "describe_interface",
    "validate",
    "blocks/describe",
    "blocks/dynamic_outputs",
    "definition/schema",
    "execution_engine/versions",
)
FIXED = rf"workflows/(?:{'|'.join(_FIXED)})"
SAVED = rf"(?P<workspace>{OTHERS}{NAME})/workflows/(?P<workflow>{NAME})"
SAVED_OLD = rf"infer/workflows/(?P<workspace>{NAME})/(?P<workflow>{NAME})"
_PLAIN = SAVED.replace("(?P<workspace>", "(?:").replace("(?P<workflow>", "(?:")
NOWHERE = rf"(?:infer/|workflows/|{OTHERS}[^/]+/workflows/)"
"""How addresses of theirs begin that are not here; pages of the canvas are only read there."""
CORS = rf"^/(?:v2/|infer/workflows|{FIXED}/?$|{_PLAIN}(?:/describe_interface)?/?$)"
"""Pages of any site may call these: a key comes with the call, never with a cookie."""
_OURS = re.compile(rf"^/{NOWHERE}")


def is_ours(path: str) -> bool:
    """Whether errors at this address are told in Roboflow's shape."""
    return _OURS.match(path) is not None
