import { parseDuration, quote } from '@gatehouse/environment';
import type { LimitsConfig, Rate } from './config.ts';
import type { Environment } from './environment.ts';
import type { Variable } from './variables.ts';

/**
 * How often things may be tried. The defaults leave room for many people behind one address: offices,
 * and assistants that call for all their users from a few.
 */
export function readLimits(environment: Environment): LimitsConfig {
  return {
    enabled: environment.choice('LIMITS', ['on', 'off'], 'on') === 'on',
    clientFailures: readRate(environment, 'LIMIT_CLIENT_FAILURES', '20/5m'),
    grantFailures: readRate(environment, 'LIMIT_GRANT_FAILURES', '2000/5m'),
    registrations: readRate(environment, 'LIMIT_REGISTRATIONS', '200/1h'),
    registrationsTotal: readRate(environment, 'LIMIT_REGISTRATIONS_TOTAL', '5000/1h'),
    registrationFailures: readRate(environment, 'LIMIT_REGISTRATION_FAILURES', '2000/1h'),
    pageRegistrations: readRate(environment, 'LIMIT_PAGE_REGISTRATIONS', '200/1h'),
    pageRegistrationsTotal: readRate(environment, 'LIMIT_PAGE_REGISTRATIONS_TOTAL', '2000/1h'),
    pageFailures: readRate(environment, 'LIMIT_PAGE_FAILURES', '600/5m'),
    pageFailuresTotal: readRate(environment, 'LIMIT_PAGE_FAILURES_TOTAL', '20000/5m'),
    authorizations: readRate(environment, 'LIMIT_AUTHORIZATIONS', '600/5m'),
    documents: readRate(environment, 'LIMIT_DOCUMENTS', '60/5m'),
    documentsHost: readRate(environment, 'LIMIT_DOCUMENTS_HOST', '300/5m'),
    documentsTotal: readRate(environment, 'LIMIT_DOCUMENTS_TOTAL', '3000/1h'),
    signIns: readRate(environment, 'LIMIT_SIGN_INS', '200/5m'),
  };
}

function readRate(environment: Environment, variable: Variable, fallback: string): Rate {
  const text = environment.text(variable) ?? fallback;
  const rate = parseRate(text);
  if (rate !== undefined) return rate;
  environment.faults.add(
    variable,
    `is ${quote(text)}`,
    `It takes a number from 1 to 1000000 and a duration of at most a day, written like ${fallback}.`,
  );
  return { points: 1, duration: 1 };
}

function parseRate(text: string): Rate | undefined {
  const [number = '', time = '', ...rest] = text.split('/');
  const points = /^\d{1,7}$/.test(number) ? Number(number) : 0;
  const duration = parseDuration(time) ?? 0;
  if (rest.length > 0 || points < 1 || points > 1_000_000) return undefined;
  return duration > 0 && duration <= 86_400 ? { points, duration } : undefined;
}
