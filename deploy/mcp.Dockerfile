# The MCP server. Built from the project's folder:
#   docker build -f deploy/mcp.Dockerfile -t gatehouse-mcp .

FROM node:24-bookworm-slim AS build
WORKDIR /gatehouse
COPY . .
# The same set-up as npm start has. It needs the npm registry and nothing else.
RUN node scripts/bootstrap.mjs
RUN .tools/node_modules/@pnpm/exe.*/pnpm --filter=@gatehouse/mcp deploy --prod /app

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /gatehouse
COPY --from=build /app/package.json apps/mcp/package.json
COPY --from=build /app/node_modules apps/mcp/node_modules
COPY --from=build /app/dist apps/mcp/dist

USER node
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As pnpm start:mcp; scripts/deploy.test.mjs keeps the two in step.
CMD ["node", "--env-file-if-exists=.env", "apps/mcp/dist/main.js"]
