import type { Fetch } from '@gatehouse/auth-core';

import type { Rationed } from '../log/rationed.ts';
import type { Asked, Troubled, UpstreamFigures } from '../figures/upstream-figures.ts';
import { correlation } from '../request/request.ts';
import type { IssuerReach } from './issuer-reach.ts';

/** How this server asks others, and what it notes of that. */
export interface Upstream {
  /** A `fetch` whose requests count as this. Those for the issuer's metadata count as `metadata`. */
  readonly fetchFor: (what: Asked) => Fetch;
  /** To be told when what was asked for cannot be had or used. */
  readonly problemFor: (what: Troubled) => (error: unknown) => void;
}

export interface UpstreamDependencies {
  readonly fetch: Fetch;
  readonly figures: UpstreamFigures;
  readonly reach: IssuerReach;
  readonly tell: Rationed;
  readonly log: { warn(fields: object, message: string): void };
}

/** Documents of the issuer, and the issuer itself: their log is searched for what a request caused. */
const OF_ISSUER: readonly Asked[] = ['metadata', 'keys', 'status_list', 'introspection'];

const METADATA = /\/\.well-known\/(?:oauth-authorization-server|openid-configuration)(?:\/|$)/;

export function createUpstream(dependencies: UpstreamDependencies): Upstream {
  const { fetch, figures, reach, tell, log } = dependencies;
  return {
    fetchFor: (usual) => async (url, init) => {
      const what = METADATA.test(url) ? 'metadata' : usual;
      const began = performance.now();
      let status: number | undefined;
      try {
        // GitHub and Google have no business with ids of ours.
        const response = await fetch(url, OF_ISSUER.includes(what) ? correlated(init) : init);
        ({ status } = response);
        if (status < 500) reach.answered(what);
        return response;
      } finally {
        figures.asked(what, status, performance.now() - began);
      }
    },
    problemFor: (what) => (error) => {
      const { code } = Object(error) as { readonly code?: unknown };
      figures.problem(code);
      reach.failed(what, code);
      tell(`${what} ${String(code)}`, (times) => {
        log.warn({ err: error, what, times }, SENTENCES[what]);
      });
    },
  };
}

const UNCHECKED = 'tokens cannot be checked at the moment';
const SENTENCES: Readonly<Record<Troubled, string>> = {
  metadata: 'the metadata of the authorization server cannot be had at the moment',
  keys: UNCHECKED,
  status_list: UNCHECKED,
  introspection: UNCHECKED,
  token_check: UNCHECKED,
  custom: UNCHECKED,
  sign_in: 'the provider cannot be used at the moment',
};

function correlated(init: RequestInit): RequestInit {
  const ids = correlation();
  if (ids['traceparent'] === undefined) return init;
  return { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...ids } };
}
