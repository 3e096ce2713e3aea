from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_batch import CreateBatch
from ...models.problem import Problem
from ...models.video_batch import VideoBatch
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CreateBatch,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(prefer, Unset):
        headers["Prefer"] = prefer

    if not isinstance(cancel_after, Unset):
        headers["Cancel-After"] = cancel_after

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/videos/batches",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | VideoBatch | None:
    if response.status_code == 200:
        response_200 = VideoBatch.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = VideoBatch.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | VideoBatch]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateBatch,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[Problem | VideoBatch]:
    """Create a batch of videos

     Creates a video from every item in one transaction: when the answer arrives, all of them are
    queued or none is. An item is a body of `POST /v1/videos`. An item that would be refused
    there is `rejected` with the reason, and the others are created regardless. If every item is
    rejected, the answer is 400.

    The batch counts as one request, and as its number of videos for every other limit: if they
    do not all fit under the limits of queued videos or of the day, none is created. One
    Idempotency-Key covers the whole batch.

    `batch.completed` is sent when all of its videos have ended: to `webhook_url`, to the
    endpoints with this event type, and in `/v1/events`. The events of the single videos are
    sent as usual. `GET /v1/videos?batch_id=…` lists them.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateBatch):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VideoBatch]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
        cancel_after=cancel_after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: CreateBatch,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Problem | VideoBatch | None:
    """Create a batch of videos

     Creates a video from every item in one transaction: when the answer arrives, all of them are
    queued or none is. An item is a body of `POST /v1/videos`. An item that would be refused
    there is `rejected` with the reason, and the others are created regardless. If every item is
    rejected, the answer is 400.

    The batch counts as one request, and as its number of videos for every other limit: if they
    do not all fit under the limits of queued videos or of the day, none is created. One
    Idempotency-Key covers the whole batch.

    `batch.completed` is sent when all of its videos have ended: to `webhook_url`, to the
    endpoints with this event type, and in `/v1/events`. The events of the single videos are
    sent as usual. `GET /v1/videos?batch_id=…` lists them.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateBatch):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VideoBatch
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
        cancel_after=cancel_after,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateBatch,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[Problem | VideoBatch]:
    """Create a batch of videos

     Creates a video from every item in one transaction: when the answer arrives, all of them are
    queued or none is. An item is a body of `POST /v1/videos`. An item that would be refused
    there is `rejected` with the reason, and the others are created regardless. If every item is
    rejected, the answer is 400.

    The batch counts as one request, and as its number of videos for every other limit: if they
    do not all fit under the limits of queued videos or of the day, none is created. One
    Idempotency-Key covers the whole batch.

    `batch.completed` is sent when all of its videos have ended: to `webhook_url`, to the
    endpoints with this event type, and in `/v1/events`. The events of the single videos are
    sent as usual. `GET /v1/videos?batch_id=…` lists them.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateBatch):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VideoBatch]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
        cancel_after=cancel_after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateBatch,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Problem | VideoBatch | None:
    """Create a batch of videos

     Creates a video from every item in one transaction: when the answer arrives, all of them are
    queued or none is. An item is a body of `POST /v1/videos`. An item that would be refused
    there is `rejected` with the reason, and the others are created regardless. If every item is
    rejected, the answer is 400.

    The batch counts as one request, and as its number of videos for every other limit: if they
    do not all fit under the limits of queued videos or of the day, none is created. One
    Idempotency-Key covers the whole batch.

    `batch.completed` is sent when all of its videos have ended: to `webhook_url`, to the
    endpoints with this event type, and in `/v1/events`. The events of the single videos are
    sent as usual. `GET /v1/videos?batch_id=…` lists them.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateBatch):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VideoBatch
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
            cancel_after=cancel_after,
        )
    ).parsed
