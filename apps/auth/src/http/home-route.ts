import type { RequestHandler } from 'express';
import { CONNECTORS, variablesOfRegistration } from '../connectors/connectors.ts';
import { type DevelopmentSteps, homePage } from '../pages/pages.ts';
import type { AppContext } from './app-context.ts';
import { callbackPath } from './paths.ts';
import { sendPage } from './send-page.ts';

/** What this server is; in development also what to do next. */
export function homeRoute(app: AppContext): RequestHandler {
  return async (_req, res) => {
    const { issuer, production } = app.config;
    const development = production ? undefined : await developmentSteps(app);
    sendPage(res, homePage({ issuer, ...(development && { development }) }));
  };
}

async function developmentSteps({
  config,
  connectors,
  storage,
}: AppContext): Promise<DevelopmentSteps> {
  const resources = await storage.resources.all();
  const [first] = resources;
  const emulated = [...connectors.values()].filter((connector) => connector.emulated);
  return {
    resources: resources.map(({ name, resource }) => ({ label: name, text: resource })),
    connect: first === undefined ? [] : connectLines(first.resource),
    emulated: emulated.map(({ label, issuer }) => ({ label, text: issuer })),
    registrations: CONNECTORS.map((kind) => ({
      label: kind.name,
      text: new URL(callbackPath(kind.id), config.publicUrl).href,
      variables: variablesOfRegistration(kind),
    })),
  };
}

function connectLines(mcpUrl: string): { label: string; text: string }[] {
  const vsCode = JSON.stringify({ name: 'gatehouse', type: 'http', url: mcpUrl });
  return [
    { label: 'Claude Code', text: `claude mcp add --transport http gatehouse ${mcpUrl}` },
    { label: 'VS Code', text: `code --add-mcp '${vsCode}'` },
    {
      label: 'MCP Inspector',
      text: `npx @modelcontextprotocol/inspector --transport http --server-url ${mcpUrl}`,
    },
  ];
}
