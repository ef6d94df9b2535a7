"""Why a model file is refused at import: a class, a code and a sentence for each reason."""

from __future__ import annotations

from runtime.contracts.errors import WeftError


class ModelRefusedError(WeftError):
    """A file that cannot become a model here; its sentence says why and what helps."""

    code = "model_refused"
    status = 422


class NoGraphError(ModelRefusedError):
    """No ONNX graph among the files."""

    code = "model_no_graph"


class ModelTooLargeError(ModelRefusedError):
    """More bytes than the installation takes."""

    code = "model_too_large"
    status = 413


class TruncatedError(ModelRefusedError):
    """Not a whole ONNX file."""

    code = "model_truncated"


class InvalidModelError(ModelRefusedError):
    """A file that breaks the rules of ONNX."""

    code = "model_invalid"


class ExternalDataError(ModelRefusedError):
    """Weights in a file that is missing, or lies where it must not."""

    code = "model_external_data"


class UnknownDomainError(ModelRefusedError):
    """Operators that only some other program knows."""

    code = "model_unknown_domain"


class OpsetError(ModelRefusedError):
    """Newer or older than the engine reads."""

    code = "model_opset"


class NoUsableOutputError(ModelRefusedError):
    """Nothing that a decoder reads."""

    code = "model_no_usable_output"


class CannotRunError(ModelRefusedError):
    """It loads, but computes no test input."""

    code = "model_cannot_run"


class CrashedError(ModelRefusedError):
    """The process that looked at it died."""

    code = "model_crashed"


class TooSlowError(ModelRefusedError):
    """Looking at it took longer than allowed."""

    code = "model_too_slow"


class TooMuchMemoryError(ModelRefusedError):
    """Looking at it took more memory than allowed."""

    code = "model_too_much_memory"


class BadSideFileError(ModelRefusedError):
    """A configuration or tokenizer beside the graph that cannot be read."""

    code = "model_bad_side_file"


REFUSALS: dict[str, type[ModelRefusedError]] = {
    kind.code: kind
    for kind in (
        NoGraphError, ModelTooLargeError, TruncatedError, InvalidModelError, ExternalDataError,
        UnknownDomainError, OpsetError, NoUsableOutputError, CannotRunError, CrashedError,
        TooSlowError, TooMuchMemoryError, BadSideFileError,
    )
}  # fmt: skip
