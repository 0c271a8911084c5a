# The authorization server. Built from the project's folder:
#   docker build -f deploy/auth.Dockerfile -t gatehouse-auth .

FROM node:24-bookworm-slim AS build
WORKDIR /gatehouse
COPY . .
# What `gatehouse version` names: --build-arg GATEHOUSE_COMMIT=$(git rev-parse --short=12 HEAD)
ARG GATEHOUSE_COMMIT=
# The same set-up as npm start has. It needs the npm registry and nothing else.
RUN node scripts/bootstrap.mjs
RUN .tools/node_modules/@pnpm/exe.*/pnpm --filter=@gatehouse/auth deploy --prod /app

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /gatehouse
COPY --from=build /app/package.json apps/auth/package.json
COPY --from=build /app/node_modules apps/auth/node_modules
COPY --from=build /app/dist apps/auth/dist

# The embedded database is for those who ask for it (ALLOW_EMBEDDED_DATABASE); mount a volume here.
RUN mkdir .gatehouse && chown node:node .gatehouse

USER node
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As pnpm start:auth; scripts/deploy.test.mjs keeps the two in step.
CMD ["node", "--env-file-if-exists=.env", "apps/auth/dist/main.js"]
