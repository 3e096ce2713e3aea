from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sign_api_key import SignApiKey
from ...models.signed_api_key import SignedApiKey
from ...types import Response


def _get_kwargs(
    tenant_id: str,
    key_id: str,
    *,
    body: SignApiKey,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/admin/tenants/{tenant_id}/keys/{key_id}/signature".format(
            tenant_id=quote(str(tenant_id), safe=""),
            key_id=quote(str(key_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SignedApiKey | None:
    if response.status_code == 200:
        response_200 = SignedApiKey.from_dict(response.json())

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
) -> Response[Problem | SignedApiKey]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    tenant_id: str,
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: SignApiKey,
) -> Response[Problem | SignedApiKey]:
    """Require signed requests for an API key

     From the next request on, `Signature-Input` and `Signature` (RFC 9421) are required beside
    the key (reads of a key with 32 a second and more may pass without for another 250 ms).
    They must cover `@method`, `@target-uri` (or `@path` and `@query`) and, for a
    request with a body, `content-digest` (RFC 9530, sha-256 or sha-512). Required parameters
    are `created`, within 300 s of the current time, and `nonce`, which is accepted once. For
    `hmac-sha256` the answer holds the secret, which is shown only now; for `ed25519` send the
    public key.

    Args:
        tenant_id (str):
        key_id (str):
        body (SignApiKey):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignedApiKey]
    """

    kwargs = _get_kwargs(
        tenant_id=tenant_id,
        key_id=key_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    tenant_id: str,
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: SignApiKey,
) -> Problem | SignedApiKey | None:
    """Require signed requests for an API key

     From the next request on, `Signature-Input` and `Signature` (RFC 9421) are required beside
    the key (reads of a key with 32 a second and more may pass without for another 250 ms).
    They must cover `@method`, `@target-uri` (or `@path` and `@query`) and, for a
    request with a body, `content-digest` (RFC 9530, sha-256 or sha-512). Required parameters
    are `created`, within 300 s of the current time, and `nonce`, which is accepted once. For
    `hmac-sha256` the answer holds the secret, which is shown only now; for `ed25519` send the
    public key.

    Args:
        tenant_id (str):
        key_id (str):
        body (SignApiKey):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignedApiKey
    """

    return sync_detailed(
        tenant_id=tenant_id,
        key_id=key_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    tenant_id: str,
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: SignApiKey,
) -> Response[Problem | SignedApiKey]:
    """Require signed requests for an API key

     From the next request on, `Signature-Input` and `Signature` (RFC 9421) are required beside
    the key (reads of a key with 32 a second and more may pass without for another 250 ms).
    They must cover `@method`, `@target-uri` (or `@path` and `@query`) and, for a
    request with a body, `content-digest` (RFC 9530, sha-256 or sha-512). Required parameters
    are `created`, within 300 s of the current time, and `nonce`, which is accepted once. For
    `hmac-sha256` the answer holds the secret, which is shown only now; for `ed25519` send the
    public key.

    Args:
        tenant_id (str):
        key_id (str):
        body (SignApiKey):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignedApiKey]
    """

    kwargs = _get_kwargs(
        tenant_id=tenant_id,
        key_id=key_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    tenant_id: str,
    key_id: str,
    *,
    client: AuthenticatedClient,
    body: SignApiKey,
) -> Problem | SignedApiKey | None:
    """Require signed requests for an API key

     From the next request on, `Signature-Input` and `Signature` (RFC 9421) are required beside
    the key (reads of a key with 32 a second and more may pass without for another 250 ms).
    They must cover `@method`, `@target-uri` (or `@path` and `@query`) and, for a
    request with a body, `content-digest` (RFC 9530, sha-256 or sha-512). Required parameters
    are `created`, within 300 s of the current time, and `nonce`, which is accepted once. For
    `hmac-sha256` the answer holds the secret, which is shown only now; for `ed25519` send the
    public key.

    Args:
        tenant_id (str):
        key_id (str):
        body (SignApiKey):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignedApiKey
    """

    return (
        await asyncio_detailed(
            tenant_id=tenant_id,
            key_id=key_id,
            client=client,
            body=body,
        )
    ).parsed
