"""What connectors share: several elements at once, the model to name, answers that are JSON."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Any, TypeVar

from runtime.contracts.operator import Failure
from runtime.contracts.outside import OFFERS, ConnectionMissingError, ConnectorError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runtime.contracts.operator import Context
    from runtime.contracts.outside import Answer, Endpoint

AT_ONCE = 4
"""Elements of one node that are asked for side by side."""

I = TypeVar("I")  # noqa: E741 - an operator's inputs
O = TypeVar("O")  # noqa: E741 - its outputs


def each(
    batch: Sequence[I], context: Context, ask: Callable[[I, str], O | Failure]
) -> list[O | Failure]:
    """`ask(inputs, place)` for every element, a few at once, in order; one that fails fails alone.

    Raises what else is raised, such as a cancel, once those that were begun have ended.
    """
    places = context.places or [str(index) for index in range(len(batch))]

    def one(index: int) -> O | Failure:
        try:
            return ask(batch[index], places[index])
        except ConnectorError as error:
            return Failure(error)

    if len(batch) == 1:
        return [one(0)]
    outcomes: dict[int, O | Failure] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ask") as pool:
        waiting = {pool.submit(one, index): index for index in range(len(batch))}
        try:
            for done in as_completed(waiting):
                outcomes[waiting[done]] = done.result()
                context.progress(len(outcomes), len(batch))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [outcomes[index] for index in range(len(batch))]


def model_of(endpoint: Endpoint, offer: str, named: str) -> str:
    """The model to ask. Raises `ConnectionMissingError` when nobody names one."""
    model = named or endpoint.models.get(offer, "")
    if not model:
        message = (
            f"The connection {endpoint.name} has no default model for {OFFERS[offer]}. Write the "
            "model's name into the node's settings, or give the connection a default."
        )
        raise ConnectionMissingError(message, connection=endpoint.name)
    return model


def read_json(endpoint: Endpoint, body: bytes | str) -> Any:
    """A JSON answer. Raises `ConnectorError`."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise nonsense(endpoint, "something that is not JSON") from error


def answer_json(endpoint: Endpoint, answer: Answer) -> dict[str, Any]:
    """The object that an OpenAI-compatible endpoint answers. Raises `ConnectorError`."""
    found = read_json(endpoint, answer.body)
    if not isinstance(found, dict):
        raise nonsense(endpoint, "JSON that is no object")
    return found


def nonsense(endpoint: Endpoint, what: str) -> ConnectorError:
    """For an answer that does not keep the protocol."""
    message = (
        f"The connection {endpoint.name} ({endpoint.address}) answered with {what}. Check that "
        "its address is that of an OpenAI-compatible API and that the model can do this."
    )
    return ConnectorError(message, connection=endpoint.name)


def as_body(document: Any) -> bytes:
    """JSON for sending."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
