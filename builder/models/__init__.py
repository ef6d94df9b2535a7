"""What people make and keep, an entity a file.

Imported here because Django looks for models here.
"""

from builder.models.app import App
from builder.models.blob import Blob, Sample
from builder.models.connection import Connection
from builder.models.kept_draft import KeptDraft
from builder.models.model import Model, ModelVersion
from builder.models.model_alias import ModelAlias
from builder.models.pin import Pin
from builder.models.quarantine import Quarantine
from builder.models.run import NodeOutput, NodeRun, Run, RunEvent, RunInput
from builder.models.search_index import SearchIndex, StoredEmbedding
from builder.models.secret import Secret
from builder.models.share import RunShare
from builder.models.stream_session import StreamSession
from builder.models.token import LoginCode, Token
from builder.models.try_page import TryPage, TryVisit
from builder.models.version import Version
from builder.models.workflow import Draft, Workflow

__all__ = [
    "App", "Blob", "Connection", "Draft", "KeptDraft", "LoginCode", "Model", "ModelAlias",
    "ModelVersion", "NodeOutput", "NodeRun", "Pin", "Quarantine", "Run", "RunEvent", "RunInput",
    "RunShare", "Sample", "SearchIndex", "Secret", "StoredEmbedding", "StreamSession", "Token",
    "TryPage", "TryVisit", "Version", "Workflow",
]  # fmt: skip
