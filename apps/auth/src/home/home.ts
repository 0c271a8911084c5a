import type { Request, Response } from 'express';
import type { Config } from '../config/config.ts';
import {
  configuredLogins,
  type Login,
  UNNAMED_LOGINS,
  variablesOfRegistration,
} from '../connectors/logins.ts';
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
import { clientNames, connectLines } from './commands.ts';
import { emulatedPeople } from './people.ts';

export interface HomeNeeds {
  readonly config: Pick<Config, 'issuer' | 'production' | 'publicUrl' | 'connectors'>;
  readonly resources: Pick<Resources, 'all'>;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly session: Pick<SessionRoom, 'who' | 'signInForm' | 'signOutForm' | 'waysIn'>;
}

/** What this server is, and who is signed in; in development also what to do next. */
export function home(needs: HomeNeeds): Feature {
  const { issuer, production } = needs.config;
  const at = ENDPOINTS.home.path;
  return (app) => {
    app.get(ENDPOINTS.home.path, async (req, res) => {
      const who = await whoever(needs, req, res);
      if (!production) {
        const development = await nextSteps(needs);
        return sendPage(res, HomePage, { issuer, who, development }, { at });
      }
      // Which servers there are is nobody's business who may not sign in.
      const servers = 'signOut' in who ? await needs.resources.all() : undefined;
      const addresses = servers?.map(({ name, resource }) => ({ label: name, text: resource }));
      const props = { issuer, who, ...(addresses && { servers: addresses }) };
      return sendPage(res, HomePage, props, { at });
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

async function nextSteps({
  config,
  connectors,
  resources: known,
}: HomeNeeds): Promise<DevelopmentSteps> {
  const [resources, emulated] = await Promise.all([
    known.all(),
    emulatedPeople(connectors.values()),
  ]);
  const names = clientNames(resources);
  const real = configuredLogins(config.connectors).filter(
    ({ id }) => connectors.get(id)?.emulated === false,
  );
  const callback = ({ id }: Login) =>
    new URL(addressOf(ENDPOINTS.callback, { provider: id }), config.publicUrl).href;
  return {
    servers: resources.map(({ name, resource }, index) => ({
      name,
      address: resource,
      connect: connectLines(names[index] ?? '', resource),
    })),
    emulated,
    configured: real.map((login) => ({
      label: connectors.get(login.id)?.label ?? login.title,
      callback: callback(login),
    })),
    registrations: UNNAMED_LOGINS.filter(() => real.length === 0).map((login) => ({
      provider: login.kind.id,
      callback: callback(login),
      variables: variablesOfRegistration(login),
    })),
    guides: { protect: 'docs/protect.md', brand: 'docs/operations/brand.md' },
    brandVariables: ['BRAND_NAME', 'BRAND_LOGO', 'BRAND_ACCENT'],
  };
}
