# The authorization server. Built from the project's folder:
#   docker build -f deploy/auth.Dockerfile -t gatehouse-auth .

FROM node:24-bookworm-slim AS build
WORKDIR /gatehouse
COPY . .
# What `gatehouse version` names: --build-arg GATEHOUSE_COMMIT=$(git rev-parse --short=12 HEAD)
ARG GATEHOUSE_COMMIT=
# The same set-up as npm start has, which needs the npm registry and nothing else; then the app alone.
RUN node scripts/bootstrap.mjs
RUN node scripts/deploy.mjs auth /app

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /gatehouse
COPY --from=build /app apps/auth

# The embedded database is for those who ask for it (ALLOW_EMBEDDED_DATABASE); mount a volume here.
RUN mkdir -m 700 .gatehouse && chown 1000:1000 .gatehouse
ENV GATEHOUSE_DATA_DIR=/gatehouse/.gatehouse

# By number, as Kubernetes cannot see that a name is not root's (runAsNonRoot). The image calls it node.
USER 1000:1000
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPERATIONS_PORT || 9464}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As npm run start:auth; scripts/deploy/images.test.mjs keeps the two in step.
CMD ["node", "--env-file-if-exists=.env", "apps/auth/dist/main.js"]
