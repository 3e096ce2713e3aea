"""Waiting for a video."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import quote

import httpx

from .calls import ApiError, seconds_in
from .generated import AuthenticatedClient, Client
from .generated.models.video import Video

#: Saves most polls, and is short enough for proxies that cut silent connections after a minute.
HOLD_SECONDS = 30
DEFAULT_POLL_SECONDS = 2.0
MAX_BACKOFF_SECONDS = 20.0
FAILURES_IN_A_ROW = 6


def wait_for_video(
    client: AuthenticatedClient | Client,
    video_id: str,
    *,
    timeout: float = 7200.0,
    on_update: Callable[[Video], object] | None = None,
) -> Video:
    """Waits until the video has ended, ``completed`` or ``failed``, and returns it.

    The service delays its answer until then (``Prefer: wait``). With ``on_update``, which is called with
    the video after every poll, it is polled at the service's pace instead (``openai-poll-after-ms``,
    ``Retry-After``). Survives restarts of the service: refused connections, 429 and 5xx are retried, up
    to five times in a row.

    Raises TimeoutError after ``timeout`` seconds, ApiError when the service refuses, and httpx's error
    when it cannot be reached.
    """
    deadline = time.monotonic() + timeout
    failures = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"{video_id} has not ended within {timeout:g} s")
        try:
            video, pause = _ask(client, video_id, min(HOLD_SECONDS, int(left)) if on_update is None else 0)
        except (ApiError, httpx.TransportError) as error:
            failures += 1
            if failures == FAILURES_IN_A_ROW or not _may_pass(error):
                raise
            asked = error.retry_after if isinstance(error, ApiError) else None
            pause = min(0.5 * 2**failures, MAX_BACKOFF_SECONDS) if asked is None else asked
        else:
            failures = 0
            if on_update is not None:
                on_update(video)
            if video.status in ("completed", "failed"):
                return video
        time.sleep(max(0.0, min(pause, deadline - time.monotonic())))


wait = wait_for_video


def _ask(client: AuthenticatedClient | Client, video_id: str, hold_seconds: int) -> tuple[Video, float]:
    asked_at = time.monotonic()
    response = client.get_httpx_client().get(
        f"/v1/videos/{quote(video_id, safe='')}",
        headers={"Prefer": f"wait={hold_seconds}"} if hold_seconds > 0 else {},
        timeout=httpx.Timeout(hold_seconds + 30.0),
    )
    if not response.is_success:
        raise ApiError(response.status_code, response.headers, response.content)
    poll_after_ms = seconds_in(response.headers.get("openai-poll-after-ms"))
    pause = poll_after_ms / 1000 if poll_after_ms else seconds_in(response.headers.get("retry-after"))
    # A delayed answer has already waited; an immediate one calls for a pause.
    held = "preference-applied" in response.headers and time.monotonic() - asked_at >= 1
    return Video.from_dict(response.json()), 0.0 if held else pause or DEFAULT_POLL_SECONDS


def _may_pass(error: Exception) -> bool:
    """Whether the service is overloaded or down, or the connection failed."""
    return not isinstance(error, ApiError) or error.status == 429 or error.status >= 500
