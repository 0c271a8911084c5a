/**
 * How often somebody may try.
 *
 * ```
 * GET /auth, hand-offs to a provider, and POST /reg before it stores ── count ── within the limit ──▶ served
 *                                                                         └──── above it ──────────▶ 429, Retry-After
 *
 * POST /token ── noted here? ── no ──▶ served ── failed? ── no ──▶ nothing is counted
 *                   └─ yes ──▶ 429                  └─ yes ──▶ count, note who reached the limit
 * ```
 *
 * Counters are in the database, for all replicas together. Who succeeds at the token endpoint costs
 * nothing: no statement is run for them. Requests made by a page of another origin
 * (provider/limits/foreign-page.ts) are counted under names of their own.
 *
 * @module
 */
import type { Database } from '@gatehouse/database';
import type { LimitsConfig } from '../../config/config.ts';
import type { Events } from '../../events/events.ts';
import type { TokenAttempts } from '../../provider/limits/attempts.ts';
import type { DocumentLimits } from '../../provider/limits/documents.ts';
import type { RegistrationLimits } from '../../provider/limits/registrations.ts';
import { documentLimits } from './documents.ts';
import { Counters } from './counters.ts';
import { type Gates, pageGate } from './gates.ts';
import { limitKeys } from './keys.ts';
import { Limit } from './limit.ts';
import { registrationLimits } from './registrations.ts';
import { tokenAttempts } from './token-attempts.ts';

export interface LimitsOptions {
  readonly database: Database;
  readonly config: LimitsConfig;
  /** of this server */
  readonly origin: string;
  /** newest first */
  readonly cookieKeys: readonly string[];
  readonly events: Events;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

export interface Limits {
  readonly attempts: TokenAttempts;
  readonly registrations: RegistrationLimits;
  readonly documents: DocumentLimits;
  readonly gates: Gates;
}

/** @returns undefined where limits are switched off */
export function createLimits(options: LimitsOptions): Limits | undefined {
  const { database, config, events, now, onError } = options;
  if (!config.enabled) return undefined;
  const limit = (name: Exclude<keyof LimitsConfig, 'enabled'>) => {
    const rate = config[name];
    const counters = new Counters(database, name, rate, onError);
    const onRefused = () => events.happened({ type: 'limited', limit: name });
    return new Limit({ counters, points: rate.points, now, onRefused });
  };
  const key = limitKeys(options.cookieKeys);
  const pages = { failures: limit('pageFailures'), failuresTotal: limit('pageFailuresTotal') };
  return {
    attempts: tokenAttempts(
      {
        client: limit('clientFailures'),
        grant: limit('grantFailures'),
        pages: pages.failures,
        pagesTotal: pages.failuresTotal,
      },
      key,
    ),
    registrations: registrationLimits(
      {
        programs: {
          perAddress: limit('registrations'),
          total: limit('registrationsTotal'),
          failures: limit('registrationFailures'),
        },
        pages: {
          perAddress: limit('pageRegistrations'),
          total: limit('pageRegistrationsTotal'),
          ...pages,
        },
      },
      key,
    ),
    documents: documentLimits(
      {
        perAddress: limit('documents'),
        perHost: limit('documentsHost'),
        total: limit('documentsTotal'),
      },
      key,
    ),
    gates: {
      authorizations: pageGate(limit('authorizations'), key, options.origin),
      signIns: pageGate(limit('signIns'), key, options.origin),
    },
  };
}
