import type { Request, Response } from 'express';
import type { Config } from '../config/config.ts';
import { UNNAMED_LOGINS, variablesOfRegistration } from '../connectors/logins.ts';
import type { Feature } from '../http/app.ts';
import { sendPage } from '../http/sending/send-page.ts';
import {
  type DevelopmentSteps,
  HomePage,
  type SignedInUser,
  type Visitor,
} from '../pages/pages.ts';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { SessionRoom } from '../session/session.ts';
import { loginProviders } from '../session/sign-in-pages.ts';
import type { Resources } from '../storage/resources.ts';
import type { Connector } from '../upstream/connector.ts';

export interface HomeNeeds {
  readonly config: Pick<Config, 'issuer' | 'production' | 'publicUrl'>;
  readonly resources: Pick<Resources, 'all'>;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly session: Pick<SessionRoom, 'who' | 'signInForm' | 'signOutForm' | 'waysIn'>;
}

/** What this server is, and who is signed in; in development also what to do next. */
export function home(needs: HomeNeeds): Feature {
  const { issuer, production } = needs.config;
  return (app) => {
    app.get(ENDPOINTS.home.path, async (req, res) => {
      const development = production ? undefined : await developmentSteps(needs);
      const who = await whoever(needs, req, res);
      const props = { issuer, who, ...(development && { development }) };
      sendPage(res, HomePage, props, { at: ENDPOINTS.home.path });
    });
  };
}

async function whoever(
  { connectors, session }: HomeNeeds,
  req: Request,
  res: Response,
): Promise<SignedInUser | Visitor> {
  const who = await session.who(req, res);
  if (who === undefined) {
    const providers = loginProviders(session.waysIn, req);
    return { providers, signIn: session.signInForm(res, 'home') };
  }
  const { user, providers } = who;
  const [latest = ''] = providers;
  const provider = connectors.get(latest)?.label ?? latest;
  return { user, provider, signOut: session.signOutForm(res, who) };
}

async function developmentSteps({
  config,
  connectors,
  resources: known,
}: HomeNeeds): Promise<DevelopmentSteps> {
  const resources = await known.all();
  const [first] = resources;
  const emulated = [...connectors.values()].filter((connector) => connector.emulated);
  return {
    resources: resources.map(({ name, resource }) => ({ label: name, text: resource })),
    connect: first === undefined ? [] : connectLines(first.resource),
    emulated: emulated.map(({ label, issuer }) => ({ label, text: issuer })),
    registrations: UNNAMED_LOGINS.map((login) => ({
      provider: login.kind.id,
      text: new URL(addressOf(ENDPOINTS.callback, { provider: login.id }), config.publicUrl).href,
      variables: variablesOfRegistration(login),
    })),
  };
}

function connectLines(mcpUrl: string): DevelopmentSteps['connect'] {
  const vsCode = JSON.stringify({ name: 'gatehouse', type: 'http', url: mcpUrl });
  return [
    { client: 'claude-code', text: `claude mcp add --transport http gatehouse ${mcpUrl}` },
    { client: 'vs-code', text: `code --add-mcp '${vsCode}'` },
    {
      client: 'inspector',
      text: `npx @modelcontextprotocol/inspector --transport http --server-url ${mcpUrl}`,
    },
  ];
}
