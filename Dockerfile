# The images of docker-compose.yml: web (nginx and the page), api (responders), worker (supervisor and processors), and
# test. Each holds only what its part runs; which packages that are, scripts/setup says.
ARG SWIFT=6.3-bookworm
ARG DEBIAN=bookworm-slim

# What building takes.
FROM swift:${SWIFT} AS tools
WORKDIR /src
COPY scripts/setup scripts/
RUN scripts/setup && rm -rf /var/lib/apt/lists/*

FROM tools AS programs
COPY Package.swift ./
COPY scripts/build scripts/
COPY Sources Sources
COPY Tests Tests
# SwiftPM's folder outlives the layer: another build compiles only what has changed.
RUN --mount=type=cache,id=platen-build,target=/src/.build,sharing=locked scripts/build programs --into /opt/platen

FROM tools AS page
COPY scripts/build scripts/
COPY nginx nginx
COPY frontend frontend
RUN scripts/build page --into /opt/platen

# What the three have in common: a user without rights, who owns the data.
FROM debian:${DEBIAN} AS base
RUN groupadd --system --gid 10001 platen \
    && useradd --system --uid 10001 --gid platen --no-create-home --home-dir /data --shell /usr/sbin/nologin platen \
    && install -d -o platen -g platen -m 0700 /data /data/run
COPY LICENSE frontend/public/licences.txt /opt/platen/
# Swift's libraries, but not libplaten-pdf.so.
COPY --from=programs /opt/platen/bin/platen /opt/platen/bin/lib[^p]*.so /opt/platen/bin/
ENV PATH=/opt/platen/bin:/usr/sbin:/usr/bin:/sbin:/bin PLATEN_DATA_DIR=/data PLATEN_ASSETS_DIR=/opt/platen
WORKDIR /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["platen"]

FROM base AS web
RUN --mount=type=bind,source=scripts/setup,target=/setup /setup --only web && rm -rf /var/lib/apt/lists/*
COPY --from=page /opt/platen/nginx /opt/platen/nginx
COPY --from=page /opt/platen/frontend/dist /opt/platen/frontend/dist
USER platen
CMD ["up", "--only", "web"]

FROM base AS api
# Further languages of texts, such as `deu fra`.
ARG LANGUAGES=""
RUN --mount=type=bind,source=scripts/setup,target=/setup LANGUAGES="$LANGUAGES" /setup --only api \
    && rm -rf /var/lib/apt/lists/*
COPY --from=programs /opt/platen/bin/platen-responder /opt/platen/bin/
USER platen
CMD ["up", "--only", "api"]

FROM base AS worker
ARG LANGUAGES=""
RUN --mount=type=bind,source=scripts/setup,target=/setup LANGUAGES="$LANGUAGES" /setup --only worker \
    && rm -rf /var/lib/apt/lists/*
COPY --from=programs /opt/platen/bin/platen-supervisor /opt/platen/bin/platen-processor /opt/platen/bin/libplaten-pdf.so /opt/platen/bin/
COPY --from=page /opt/platen/frontend/gallery /opt/platen/frontend/gallery
RUN install -d -o platen -g platen -m 0700 /backups
USER platen
CMD ["up", "--only", "worker"]

# The tests, on the programs of the images. They build what they need beside their sources, which are the user's here; what
# the images' programs were built in goes along, for one test runs scripts/run.
FROM tools AS test
ARG PIP_INDEX_URL
RUN groupadd --system --gid 10001 platen \
    && useradd --system --uid 10001 --gid platen --no-create-home --home-dir /tmp --shell /usr/sbin/nologin platen
COPY Tests/Browser/requirements.txt Tests/Browser/
COPY Tests/EndToEnd/requirements.txt Tests/EndToEnd/
RUN scripts/setup --tests && rm -rf /var/lib/apt/lists/*
COPY --from=programs /opt/platen/bin /programs
# A pruned cache is empty, and the layer that filled it may still be there.
RUN --mount=type=cache,id=platen-build,target=/built,sharing=locked \
    { [ -e /built/release ] || { echo "what the programs were built in was removed: docker compose build --no-cache" >&2; exit 1; }; } \
    && cp -a /built .build && chown platen:platen . && chown -R platen:platen .build
COPY --chown=platen:platen . .
COPY --from=page --chown=platen:platen /opt/platen/frontend/dist frontend/dist
ENV HOME=/tmp PLATEN_PROGRAMS=/programs PYTHONDONTWRITEBYTECODE=1
USER platen
ENTRYPOINT ["scripts/test"]
