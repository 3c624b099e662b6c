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
COPY Sources Sources
COPY Tests Tests
# SwiftPM's folder outlives the layer: another build compiles only what has changed.
RUN --mount=type=cache,id=platen-build,target=/src/.build,sharing=locked \
    for product in platen-processor platen-pdf platen-supervisor platen-responder platen; do \
        swift build -c release --product "$product" || exit 1; \
    done \
    && mkdir -p /programs \
    && cd "$(swift build -c release --show-bin-path)" \
    && cp platen platen-supervisor platen-responder platen-processor libplaten-pdf.so /programs/
# Of Swift's libraries those that the programs load.
RUN mkdir -p /swift \
    && ldd /programs/* | sed -n 's|.* => \(/usr/lib/swift/linux/[^ ]*\) .*|\1|p' | sort -u | xargs cp -t /swift \
    && strip --strip-unneeded /programs/* /swift/*

FROM tools AS page
COPY frontend frontend
RUN frontend/build

# What the three have in common: a user without rights, who owns the data.
FROM debian:${DEBIAN} AS base
RUN groupadd --system --gid 10001 platen \
    && useradd --system --uid 10001 --gid platen --no-create-home --home-dir /data --shell /usr/sbin/nologin platen \
    && install -d -o platen -g platen -m 0700 /data /data/run
COPY --from=programs /swift /usr/lib/swift/linux
COPY --from=programs /programs/platen /opt/platen/bin/
ENV PATH=/opt/platen/bin:/usr/sbin:/usr/bin:/sbin:/bin PLATEN_DATA_DIR=/data PLATEN_ASSETS_DIR=/opt/platen
WORKDIR /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["platen"]

FROM base AS web
RUN --mount=type=bind,source=scripts/setup,target=/setup /setup --only web && rm -rf /var/lib/apt/lists/*
COPY nginx /opt/platen/nginx
COPY --from=page /src/frontend/dist /opt/platen/frontend/dist
USER platen
CMD ["up", "--only", "web"]

FROM base AS api
# Further languages of texts, such as `deu fra`.
ARG LANGUAGES=""
RUN --mount=type=bind,source=scripts/setup,target=/setup LANGUAGES="$LANGUAGES" /setup --only api \
    && rm -rf /var/lib/apt/lists/*
COPY --from=programs /programs/platen-responder /opt/platen/bin/
USER platen
CMD ["up", "--only", "api"]

FROM base AS worker
ARG LANGUAGES=""
RUN --mount=type=bind,source=scripts/setup,target=/setup LANGUAGES="$LANGUAGES" /setup --only worker \
    && rm -rf /var/lib/apt/lists/*
COPY --from=programs /programs/platen-supervisor /programs/platen-processor /programs/libplaten-pdf.so /opt/platen/bin/
COPY frontend/gallery /opt/platen/frontend/gallery
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
COPY --from=programs /programs /programs
RUN --mount=type=cache,id=platen-build,target=/built,sharing=locked \
    cp -a /built .build && chown platen:platen . && chown -R platen:platen .build
COPY --chown=platen:platen . .
COPY --from=page --chown=platen:platen /src/frontend/dist frontend/dist
ENV HOME=/tmp PLATEN_PROGRAMS=/programs PYTHONDONTWRITEBYTECODE=1
USER platen
ENTRYPOINT ["scripts/test"]
