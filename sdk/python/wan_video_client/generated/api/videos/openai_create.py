from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_video_form import CreateVideoForm
from ...models.create_video_json import CreateVideoJson
from ...models.problem import Problem
from ...models.video import Video
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    dry_run: bool | Unset = False,
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

    params: dict[str, Any] = {}

    params["dry_run"] = dry_run

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/videos",
        "params": params,
    }

    if isinstance(body, CreateVideoJson):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, CreateVideoForm):
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
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    dry_run: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[Problem | Video]:
    """Create a video

     Checks the request and its images, stores the task and answers. Nothing is generated before
    the answer.

    A multipart form may carry the images as files. Every value of a form is text: numbers and
    booleans are parsed from it, `metadata[key]` and `input_reference[image_url]` address nested
    members, and a structured field may also be a single JSON text. JSON bodies accept numbers
    as text, too.

    A model's `inputs` (`GET /v1/models`) say which images it takes: `input_reference` is the
    first frame, `last_frame` the last one. A missing image that the model needs is an error
    that names the field, and so is an image that the model cannot use.

    Names of other servers are read as well: `image_reference`, `reference_url`, `image` and
    `input_references` as `input_reference`, `width` and `height` as `size`, `duration` as
    `seconds`, and the members of `extra_body` and `extra_params`. What would change the video
    and is not available (`lora`, `mask`, `video_reference`, `n` above 1, …) is refused. Other
    unknown fields are ignored and listed in `adjustments`.

    Args:
        dry_run (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Video]
    """

    kwargs = _get_kwargs(
        body=body,
        dry_run=dry_run,
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
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    dry_run: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Problem | Video | None:
    """Create a video

     Checks the request and its images, stores the task and answers. Nothing is generated before
    the answer.

    A multipart form may carry the images as files. Every value of a form is text: numbers and
    booleans are parsed from it, `metadata[key]` and `input_reference[image_url]` address nested
    members, and a structured field may also be a single JSON text. JSON bodies accept numbers
    as text, too.

    A model's `inputs` (`GET /v1/models`) say which images it takes: `input_reference` is the
    first frame, `last_frame` the last one. A missing image that the model needs is an error
    that names the field, and so is an image that the model cannot use.

    Names of other servers are read as well: `image_reference`, `reference_url`, `image` and
    `input_references` as `input_reference`, `width` and `height` as `size`, `duration` as
    `seconds`, and the members of `extra_body` and `extra_params`. What would change the video
    and is not available (`lora`, `mask`, `video_reference`, `n` above 1, …) is refused. Other
    unknown fields are ignored and listed in `adjustments`.

    Args:
        dry_run (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Video
    """

    return sync_detailed(
        client=client,
        body=body,
        dry_run=dry_run,
        idempotency_key=idempotency_key,
        prefer=prefer,
        cancel_after=cancel_after,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    dry_run: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Response[Problem | Video]:
    """Create a video

     Checks the request and its images, stores the task and answers. Nothing is generated before
    the answer.

    A multipart form may carry the images as files. Every value of a form is text: numbers and
    booleans are parsed from it, `metadata[key]` and `input_reference[image_url]` address nested
    members, and a structured field may also be a single JSON text. JSON bodies accept numbers
    as text, too.

    A model's `inputs` (`GET /v1/models`) say which images it takes: `input_reference` is the
    first frame, `last_frame` the last one. A missing image that the model needs is an error
    that names the field, and so is an image that the model cannot use.

    Names of other servers are read as well: `image_reference`, `reference_url`, `image` and
    `input_references` as `input_reference`, `width` and `height` as `size`, `duration` as
    `seconds`, and the members of `extra_body` and `extra_params`. What would change the video
    and is not available (`lora`, `mask`, `video_reference`, `n` above 1, …) is refused. Other
    unknown fields are ignored and listed in `adjustments`.

    Args:
        dry_run (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Video]
    """

    kwargs = _get_kwargs(
        body=body,
        dry_run=dry_run,
        idempotency_key=idempotency_key,
        prefer=prefer,
        cancel_after=cancel_after,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateVideoJson | CreateVideoForm | Unset = UNSET,
    dry_run: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
    cancel_after: str | Unset = UNSET,
) -> Problem | Video | None:
    """Create a video

     Checks the request and its images, stores the task and answers. Nothing is generated before
    the answer.

    A multipart form may carry the images as files. Every value of a form is text: numbers and
    booleans are parsed from it, `metadata[key]` and `input_reference[image_url]` address nested
    members, and a structured field may also be a single JSON text. JSON bodies accept numbers
    as text, too.

    A model's `inputs` (`GET /v1/models`) say which images it takes: `input_reference` is the
    first frame, `last_frame` the last one. A missing image that the model needs is an error
    that names the field, and so is an image that the model cannot use.

    Names of other servers are read as well: `image_reference`, `reference_url`, `image` and
    `input_references` as `input_reference`, `width` and `height` as `size`, `duration` as
    `seconds`, and the members of `extra_body` and `extra_params`. What would change the video
    and is not available (`lora`, `mask`, `video_reference`, `n` above 1, …) is refused. Other
    unknown fields are ignored and listed in `adjustments`.

    Args:
        dry_run (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        prefer (str | Unset):
        cancel_after (str | Unset):
        body (CreateVideoJson):
        body (CreateVideoForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Video
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            dry_run=dry_run,
            idempotency_key=idempotency_key,
            prefer=prefer,
            cancel_after=cancel_after,
        )
    ).parsed
