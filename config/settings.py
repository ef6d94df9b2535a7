"""Weft's settings: one file, read from the environment, with defaults for one laptop.

Without any variable set this is embedded mode: SQLite, an in-process queue, loopback only.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlparse

from corsheaders.defaults import default_headers

from builder.api.roboflow import addresses
from config import env
from config.files import file_store

BASE_DIR = Path(__file__).resolve().parent.parent

# --- where things live ----------------------------------------------------------------------------
DATA_DIR = env.folder("WEFT_DATA_DIR", BASE_DIR / "data")
PORT = env.number("PORT", 8000, least=1, most=65535)
GRPC_PORT = env.number("GRPC_PORT", 8001, least=1, most=65535)
HOST = env.text("WEFT_HOST", "127.0.0.1")
GRPC_CERTIFICATE = env.text("WEFT_GRPC_CERTIFICATE", "")
"""A PEM file; with it and its key gRPC speaks TLS."""
GRPC_KEY = env.text("WEFT_GRPC_KEY", "")
GRPC_ADDRESS = env.text("WEFT_GRPC_ADDRESS", "")
"""Where callers reach gRPC, as pages tell them; else this host at GRPC_PORT."""
GRPC_THREADS = env.number("WEFT_GRPC_THREADS", 32, least=1, most=512)
"""Calls that the gRPC door answers side by side; each may wait for a run."""
GRPC_RECEIVE_SECONDS = env.number("WEFT_GRPC_RECEIVE_SECONDS", 60, least=1, most=3600)
"""How long the message of a call may take to come whole; nobody holds threads for nothing."""

# --- security -------------------------------------------------------------------------------------
SECRET_KEY = env.secret("WEFT_SECRET_KEY", DATA_DIR / "secret-key")
DEBUG = False
ALLOWED_HOSTS = env.words("WEFT_ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
HTTPS = env.flag("WEFT_HTTPS", default=False)
PROXIES = env.number("WEFT_PROXIES", 0, most=10)
"""How many proxies of ours stand before the web server; what they say of callers is believed."""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "weft_session"
CSRF_COOKIE_NAME = "weft_csrf"
CSRF_FAILURE_VIEW = "builder.api.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
FETCH_PRIVATE_ADDRESSES = env.flag("WEFT_FETCH_PRIVATE_ADDRESSES", default=False)

CONNECTION_HOSTS = env.words("WEFT_CONNECTION_HOSTS")
"""Hosts, or host:port, that connections may reach although their addresses are private."""

# --- what runs ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "channels",
    "corsheaders",
    "builder",
    "config.apps.ConfigApp",
]
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "builder.api.body_limit.AnnouncedBodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "builder.api.middleware.RequestId",
    "builder.api.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
AUTH_USER_MODEL = "auth.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator")
]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
FRONTEND_DIR = BASE_DIR / "frontend" / "dist"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[0-9A-Za-z_-]{8}\.(js|css)$"
STATICFILES_DIRS = [("app", FRONTEND_DIR)]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": file_store(
        env.text("WEFT_FILES", ""),
        DATA_DIR / "blobs",
        endpoint=env.text("WEFT_S3_ENDPOINT", ""),
        region=env.text("WEFT_S3_REGION", ""),
    ),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 128 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 64


# --- database -------------------------------------------------------------------------------------
def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "weft.sqlite3",
            "OPTIONS": {
                # Writers queue up at BEGIN instead of failing half-way through a transaction.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise env.BadSettingError(f"WEFT_DATABASE_URL is a {parts.scheme} address; use postgresql.")
    socket = parts.query.partition("host=")[2]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": socket or parts.hostname or "",
        "PORT": parts.port or "",
        # A worker that is frozen inside a transaction must not keep its row locks for long.
        "OPTIONS": {"options": "-c idle_in_transaction_session_timeout=10000"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(env.text("WEFT_DATABASE_URL", ""))}

# --- queue and live events ------------------------------------------------------------------------
REDIS_URL = env.text("WEFT_REDIS_URL", "")
EMBEDDED = not REDIS_URL
"""One process does everything.

The queue is in memory and the worker is a thread beside the server.
"""
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"polling_interval": 0.001} if EMBEDDED else {"visibility_timeout": 1200, "socket_timeout": 5}
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "interactive"
CHANNEL_LAYERS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    if EMBEDDED
    else {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
}
SECRETS_KEY = env.secret("WEFT_SECRETS_KEY", DATA_DIR / "secrets-key" if EMBEDDED else None)
"""Encrypts what `builder/vault.py` keeps. Several separated by commas: the first one encrypts."""
SEARCH_MEGABYTES = env.number("WEFT_SEARCH_MEGABYTES", 256, most=65536)
"""Memory of one process for vectors that are searched again and again."""
DEVICE = env.choice("WEFT_DEVICE", "cpu", ("cpu", "cuda", "auto"))
MODEL_THREADS = env.number("WEFT_MODEL_THREADS", 0, most=256)
"""Threads of the one pool that all model sessions share; 0 means one per core."""
GPU_LANE = env.flag("WEFT_GPU_LANE", default=False)
"""Send graphs with models to the queue `gpu`; graphs without never wait behind them."""
RUN_THREADS = env.number("WEFT_RUN_THREADS", 4, least=1, most=64)
"""Runs that one worker process computes side by side."""
CACHE_MEGABYTES = env.number("WEFT_CACHE_MEGABYTES", 64, most=65536)

# --- models that users bring ----------------------------------------------------------------------
MODEL_MEGABYTES = env.number("WEFT_MODEL_MEGABYTES", 1024, least=1, most=2000)
"""The largest model that is imported, all its graphs together."""
MODEL_CHECK_SECONDS = env.number("WEFT_MODEL_CHECK_SECONDS", 120, least=5, most=3600)
"""How long the process that looks at a new model may take."""
MODEL_MEMORY_MEGABYTES = env.number("WEFT_MODEL_MEMORY_MEGABYTES", 4096, least=128)
"""What a process with an imported model may take, beside its libraries."""
MODEL_CHILDREN = env.number("WEFT_MODEL_CHILDREN", 4, least=1, most=64)
"""Imported models that one worker process keeps open."""
MODEL_CACHE_MEGABYTES = env.number("WEFT_MODEL_CACHE_MEGABYTES", 8192, least=64)
HUB_ENDPOINT = env.text("WEFT_HF_ENDPOINT", "")
"""The hub that `import_model hf:owner/name` asks; empty means the library's own."""
HUB_TOKEN = env.optional_secret("WEFT_HF_TOKEN")

KEEP_RUNS_DAYS = env.number("WEFT_KEEP_RUNS_DAYS", 30, most=36500)
"""Ended runs are removed after so many days, with their files; 0 keeps them for ever."""

# --- public try pages -----------------------------------------------------------------------------
TRY_RUNS_PER_VISITOR = env.number("WEFT_TRY_RUNS_PER_VISITOR", 30, least=1, most=100_000)
"""Runs an hour from one address (IPv6: from one /64) on one page."""
TRY_RUNS_PER_PAGE = env.number("WEFT_TRY_RUNS_PER_PAGE", 300, least=1, most=1_000_000)
TRY_INPUTS = env.number("WEFT_TRY_INPUTS", 4, least=1, most=32)

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "builder.api.errors.handle",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["builder.api.parsers.StrictJsonParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Weft",
    "DESCRIPTION": "Run versions of visual AI workflows.",
    "VERSION": "0.1.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "builder.api.v2.openapi.list_methods",
    ],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "key": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "Key <token>",
            }
        }
    },
}

# Pages of any site may call the public API: a key comes in a header, never with a cookie.
CORS_URLS_REGEX = addresses.CORS
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_HEADERS = [
    *default_headers,
    "idempotency-key",
    "prefer",
    "x-clarifai-request-id-prefix",
    "x-clarifai-session-token",
]
CORS_EXPOSE_HEADERS = ["location", "retry-after"]

# --- metrics --------------------------------------------------------------------------------------
METRICS_TOKEN = env.text("WEFT_METRICS_TOKEN", "")
WORKER_METRICS_PORT = env.number("WEFT_WORKER_METRICS_PORT", 0, most=65535)
"""Where a Celery worker answers `/metrics`; 0 keeps it shut."""

# --- logs -----------------------------------------------------------------------------------------
LOG_LEVEL = env.choice("WEFT_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = env.choice("WEFT_LOG_FORMAT", "text", ("text", "json"))
# grpc's own library prints a line for every caller that fails to shake hands, unless it is told not
# to before it is loaded.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "config.logs.AddContext"}},
    "formatters": {
        "text": {"()": "config.logs.LineFormatter"},
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["context"],
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # The in-memory queue has no host name, and kombu warns of that at every start.
        "kombu.connection": {"level": "ERROR"},
        # A caller's mistake is answered, not logged as ours; faults of ours `errors.py` logs.
        "django.request": {"level": "CRITICAL"},
    },
}
