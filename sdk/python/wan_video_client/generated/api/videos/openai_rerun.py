from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.rerun_video import RerunVideo
from ...models.video import Video
from ...types import UNSET, Response, Unset


def _get_kwargs(
    video_id: str,
    *,
    body: RerunVideo | RerunVideo | Unset = UNSET,
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
        "url": "/v1/videos/{video_id}/rerun".format(
            video_id=quote(str(video_id), safe=""),
        ),
    }

    if isinstance(body, RerunVideo):
        if not isinstance(body, Unset):
            _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, RerunVideo):
        if not isinstance(body, Unset):
            _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Video | None:
    if response.status_code == 200:
        response_200 = Video.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = Video.from_dict(response.json())

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

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Video]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    video_id: str,
    *,
    client: AuthenticatedClient,
    body: RerunVideo | RerunVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[Problem | Video]:
    """Repeat a video

     Queues a new video with the model, parameters, seed and inputs of this one, whichever way it
    ended. With the same model files on a device of the same class (see `manifest`), its frames
    are identical to the bit. Metadata and `webhook_url` are copied. A body, if any, has no
    fields: each is refused by its name.

    Args:
        video_id (str):
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Video]
    """

    kwargs = _get_kwargs(
        video_id=video_id,
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
    video_id: str,
    *,
    client: AuthenticatedClient,
    body: RerunVideo | RerunVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Problem | Video | None:
    """Repeat a video

     Queues a new video with the model, parameters, seed and inputs of this one, whichever way it
    ended. With the same model files on a device of the same class (see `manifest`), its frames
    are identical to the bit. Metadata and `webhook_url` are copied. A body, if any, has no
    fields: each is refused by its name.

    Args:
        video_id (str):
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Video
    """

    return sync_detailed(
        video_id=video_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
        cancel_after=cancel_after,
    ).parsed


async def asyncio_detailed(
    video_id: str,
    *,
    client: AuthenticatedClient,
    body: RerunVideo | RerunVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[Problem | Video]:
    """Repeat a video

     Queues a new video with the model, parameters, seed and inputs of this one, whichever way it
    ended. With the same model files on a device of the same class (see `manifest`), its frames
    are identical to the bit. Metadata and `webhook_url` are copied. A body, if any, has no
    fields: each is refused by its name.

    Args:
        video_id (str):
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Video]
    """

    kwargs = _get_kwargs(
        video_id=video_id,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
        cancel_after=cancel_after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    video_id: str,
    *,
    client: AuthenticatedClient,
    body: RerunVideo | RerunVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Problem | Video | None:
    """Repeat a video

     Queues a new video with the model, parameters, seed and inputs of this one, whichever way it
    ended. With the same model files on a device of the same class (see `manifest`), its frames
    are identical to the bit. Metadata and `webhook_url` are copied. A body, if any, has no
    fields: each is refused by its name.

    Args:
        video_id (str):
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.
        body (RerunVideo | Unset): Without fields, since a rerun repeats its source as it is.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Video
    """

    return (
        await asyncio_detailed(
            video_id=video_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
            cancel_after=cancel_after,
        )
    ).parsed
