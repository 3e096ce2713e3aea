"""Downloading the content of a video."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from .calls import ApiError
from .generated import AuthenticatedClient, Client


def download_video(
    client: AuthenticatedClient | Client,
    video_id: str,
    file: str | os.PathLike[str],
    *,
    variant: str = "video",
) -> None:
    """Saves a video's content: the mp4, or the variant ``thumbnail``, ``spritesheet`` or ``preview``.

    The bytes are streamed to ``<file>.part``, which is renamed when complete and then replaces an
    existing file. Raises ApiError when there is no content (not finished, failed, expired), and any
    error of httpx or the file system.
    """
    unfinished = Path(f"{os.fspath(file)}.part")
    path = f"/v1/videos/{quote(video_id, safe='')}/content"
    try:
        with client.get_httpx_client().stream("GET", path, params={"variant": variant}) as response:
            if not response.is_success:
                raise ApiError(response.status_code, response.headers, response.read())
            with unfinished.open("wb") as out:
                for piece in response.iter_bytes():
                    out.write(piece)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
