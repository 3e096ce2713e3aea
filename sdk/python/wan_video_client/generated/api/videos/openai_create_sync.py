from http import HTTPStatus
from io import BytesIO
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_video_form import CreateVideoForm
from ...models.create_video_json import CreateVideoJson
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(cancel_after, Unset):
        headers["Cancel-After"] = cancel_after

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/videos/sync",
    }

    if isinstance(body, CreateVideoJson):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, CreateVideoForm):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

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

    if response.status_code == 504:
        response_504 = Problem.from_dict(response.json())

        return response_504

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[File | Problem]:
    """Create a video and wait for its mp4

     As `POST /v1/videos`, but the answer is the mp4 itself, when it is finished. This is the
    operation of vLLM-Omni. The headers tell the video's id, its model and its times.

    A video whose client disconnects, or waits longer than `SYNC_WAIT_SECONDS` of the service, is
    cancelled, unless the request has an `Idempotency-Key`: then a repeat waits for the same
    video, and `POST /v1/videos` with the same key and body tells its id. Proxies often cut
    requests that take minutes, so the other operation suits most programs better.

    Args:
        idempotency_key (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        cancel_after=cancel_after,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> File | Problem | None:
    """Create a video and wait for its mp4

     As `POST /v1/videos`, but the answer is the mp4 itself, when it is finished. This is the
    operation of vLLM-Omni. The headers tell the video's id, its model and its times.

    A video whose client disconnects, or waits longer than `SYNC_WAIT_SECONDS` of the service, is
    cancelled, unless the request has an `Idempotency-Key`: then a repeat waits for the same
    video, and `POST /v1/videos` with the same key and body tells its id. Proxies often cut
    requests that take minutes, so the other operation suits most programs better.

    Args:
        idempotency_key (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        cancel_after=cancel_after,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[File | Problem]:
    """Create a video and wait for its mp4

     As `POST /v1/videos`, but the answer is the mp4 itself, when it is finished. This is the
    operation of vLLM-Omni. The headers tell the video's id, its model and its times.

    A video whose client disconnects, or waits longer than `SYNC_WAIT_SECONDS` of the service, is
    cancelled, unless the request has an `Idempotency-Key`: then a repeat waits for the same
    video, and `POST /v1/videos` with the same key and body tells its id. Proxies often cut
    requests that take minutes, so the other operation suits most programs better.

    Args:
        idempotency_key (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        cancel_after=cancel_after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> File | Problem | None:
    """Create a video and wait for its mp4

     As `POST /v1/videos`, but the answer is the mp4 itself, when it is finished. This is the
    operation of vLLM-Omni. The headers tell the video's id, its model and its times.

    A video whose client disconnects, or waits longer than `SYNC_WAIT_SECONDS` of the service, is
    cancelled, unless the request has an `Idempotency-Key`: then a repeat waits for the same
    video, and `POST /v1/videos` with the same key and body tells its id. Proxies often cut
    requests that take minutes, so the other operation suits most programs better.

    Args:
        idempotency_key (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            cancel_after=cancel_after,
        )
    ).parsed
