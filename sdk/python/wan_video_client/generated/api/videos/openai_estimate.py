from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_video_form import CreateVideoForm
from ...models.create_video_json import CreateVideoJson
from ...models.problem import Problem
from ...models.video_estimate import VideoEstimate
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/videos/estimate",
    }

    if isinstance(body, CreateVideoJson):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, CreateVideoForm):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | VideoEstimate | None:
    if response.status_code == 200:
        response_200 = VideoEstimate.from_dict(response.json())

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
) -> Response[Problem | VideoEstimate]:
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
) -> Response[Problem | VideoEstimate]:
    """Estimate a video

     What the same body would become as a video: its parameters after defaults, rounding and
    limits, how long it would wait and run, and what memory and quota it would take. The request
    is checked like a create, its images included, and refused for the same reasons, but nothing
    is created or stored.

    The times come from measured runs on the devices of the live workers. Without a measurement
    they are null, and `seconds_unknown` says why.

    Args:
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VideoEstimate]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
) -> Problem | VideoEstimate | None:
    """Estimate a video

     What the same body would become as a video: its parameters after defaults, rounding and
    limits, how long it would wait and run, and what memory and quota it would take. The request
    is checked like a create, its images included, and refused for the same reasons, but nothing
    is created or stored.

    The times come from measured runs on the devices of the live workers. Without a measurement
    they are null, and `seconds_unknown` says why.

    Args:
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VideoEstimate
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
) -> Response[Problem | VideoEstimate]:
    """Estimate a video

     What the same body would become as a video: its parameters after defaults, rounding and
    limits, how long it would wait and run, and what memory and quota it would take. The request
    is checked like a create, its images included, and refused for the same reasons, but nothing
    is created or stored.

    The times come from measured runs on the devices of the live workers. Without a measurement
    they are null, and `seconds_unknown` says why.

    Args:
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VideoEstimate]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
) -> Problem | VideoEstimate | None:
    """Estimate a video

     What the same body would become as a video: its parameters after defaults, rounding and
    limits, how long it would wait and run, and what memory and quota it would take. The request
    is checked like a create, its images included, and refused for the same reasons, but nothing
    is created or stored.

    The times come from measured runs on the devices of the live workers. Without a measurement
    they are null, and `seconds_unknown` says why.

    Args:
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VideoEstimate
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
