"""A peer of submits for `npm run bench:api`: FastAPI that keeps its jobs in a dict. Its argument is the port."""

import asyncio
import sys
import time
import uuid

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
jobs: dict[str, dict] = {}
queue: asyncio.Queue[str] = asyncio.Queue()


class Submission(BaseModel):
    model: str
    prompt: str


@app.post("/v1/videos")
async def submit(submission: Submission):
    job = {"id": uuid.uuid4().hex, "status": "queued", "created_at": int(time.time()), **submission.model_dump()}
    jobs[job["id"]] = job
    queue.put_nowait(job["id"])
    return job


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
