import express, { type RequestHandler } from 'express';

import { deepest, isBounded } from './json-depth.ts';
import { isAcceptableRedirect } from './redirect-uri.ts';

/** Of a body, and of the members that are kept: clients are held in memory. */
const limits = { body: '16kb', redirectUris: 20, text: 200, scope: 1000, url: 2048 };

/** Every client is made public, so those that would have had a secret are served as well. */
const authMethods = ['none', 'client_secret_basic', 'client_secret_post'];
const grantTypes = ['authorization_code', 'refresh_token'];

/** Why a registration is refused (RFC 7591 §3.2.2). */
class Refused extends Error {
  readonly code: 'invalid_redirect_uri' | 'invalid_client_metadata';

  constructor(code: Refused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads a registration before the SDK does, which keeps whatever it is given: what is used here and
 * usable is kept, the answer shows it, and the rest is left out. Refused is what leaves nowhere to
 * answer to, and what was to protect the client and would not.
 */
export function readRegistration(): RequestHandler[] {
  return [
    express.json({ limit: limits.body, inflate: false }),
    (req, res, next) => {
      try {
        req.body = kept(req.body);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const { code, message } = error;
        res.status(400).set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' });
        res.json({ error: code, error_description: message });
        return;
      }
      next();
    },
  ];
}

function kept(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refused('invalid_client_metadata', 'Send the metadata as a JSON object.');
  }
  if (!isBounded(body)) {
    throw new Refused(
      'invalid_client_metadata',
      `The metadata is nested more than ${deepest} levels deep.`,
    );
  }
  const given = body as Readonly<Record<string, unknown>>;
  refuseBrokenProtection(given);
  const named = [given['grant_types']].flat().filter((type) => isOneOf(grantTypes, type));
  const texts = Object.entries({
    client_name: limits.text,
    client_uri: limits.url,
    scope: limits.scope,
    software_id: limits.text,
    software_version: limits.text,
  });
  return {
    redirect_uris: redirectUris(given['redirect_uris']),
    token_endpoint_auth_method: 'none',
    grant_types: named.length > 0 ? named : grantTypes,
    response_types: ['code'],
    ...Object.fromEntries(
      texts
        .filter(([name, most]) => isUsable(given[name], most))
        .filter(([name]) => name !== 'client_uri' || isWebAddress(given[name] as string))
        .map(([name]) => [name, given[name]]),
    ),
  };
}

/** One that leads nowhere takes nothing away from those that do. */
function redirectUris(uris: unknown): string[] {
  if (!Array.isArray(uris) || uris.length === 0 || uris.length > limits.redirectUris) {
    throw new Refused(
      'invalid_redirect_uri',
      `redirect_uris has to be a list of 1 to ${limits.redirectUris}.`,
    );
  }
  const usable = [...new Set(uris.filter(isAcceptableRedirect))];
  if (usable.length > 0) return usable;
  throw new Refused(
    'invalid_redirect_uri',
    'redirect_uris: https, http on loopback, or a scheme of the program, without fragment.',
  );
}

/** What a client has asked for so that it is safe, and would not get or has not written as it is. */
function refuseBrokenProtection(given: Readonly<Record<string, unknown>>): void {
  const refuse = (name: string) => {
    throw new Refused('invalid_client_metadata', `${name} is not supported as it is given.`);
  };
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === '' || value === false) continue;
    if (name === 'token_endpoint_auth_method' && !isOneOf(authMethods, value)) refuse(name);
    if (/^(?:require_|[a-z_]+_bound_)/.test(name)) refuse(safe(name));
    if (/_(?:alg|enc)$/.test(name) && typeof value !== 'string') refuse(safe(name));
    if (name === 'jwks' && !Array.isArray((value as { keys?: unknown }).keys)) refuse(name);
  }
}

/** Never by way of text: what came from outside says itself how it becomes that. */
function isOneOf(known: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && known.includes(value);
}

/** A member's name that came from outside, to be said in an answer. */
function safe(name: string): string {
  return name.replaceAll(/[^\w]/g, '').slice(0, 60);
}

function isUsable(value: unknown, most: number): boolean {
  return (
    typeof value === 'string' && value.trim() !== '' && value.length <= most && value.isWellFormed()
  );
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
