# The MCP server. Built from the project's folder:
#   docker build -f deploy/mcp.Dockerfile -t gatehouse-mcp .

FROM node:24-bookworm-slim AS build
WORKDIR /gatehouse
COPY . .
# What /metrics names: --build-arg GATEHOUSE_COMMIT=$(git rev-parse --short=12 HEAD)
ARG GATEHOUSE_COMMIT=
# The same set-up as npm start has, which needs the npm registry and nothing else; then the app alone.
RUN node scripts/bootstrap.mjs
RUN node scripts/deploy.mjs mcp /app

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /gatehouse
COPY --from=build /app apps/mcp

# By number, as Kubernetes cannot see that a name is not root's (runAsNonRoot). The image calls it node.
USER 1000:1000
EXPOSE 8000 9465
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As npm run start:mcp; scripts/deploy/images.test.mjs keeps the two in step.
CMD ["node", "--env-file-if-exists=.env", "apps/mcp/dist/main.js"]
