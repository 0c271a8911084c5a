import express, { type RequestHandler } from 'express';

import type { ProxyFigures } from '../figures/proxy-figures.ts';
import { maxDepth, isWithinDepth } from './json-depth.ts';
import { isAcceptableRedirect } from './redirect-uri.ts';

/** Limits for the body and for the members that are kept, because clients are stored in memory. */
const limits = { body: '16kb', redirectUris: 20, text: 200, scope: 1000, url: 2048 };

/** Every client becomes a public client. So these methods are accepted, although there is no secret. */
const authMethods = ['none', 'client_secret_basic', 'client_secret_post'];
const grantTypes = ['authorization_code', 'refresh_token'];

/** Why a registration is refused (RFC 7591 §3.2.2). */
class RegistrationError extends Error {
  readonly code: 'invalid_redirect_uri' | 'invalid_client_metadata';

  constructor(code: RegistrationError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads a registration before the SDK, which would store everything. Members that are used here and
 * valid are kept; all others are left out, as the answer shows. A registration is refused if it has no
 * usable redirect URI, or if it asks for a protection that this server does not offer.
 */
export function readRegistration(figures: ProxyFigures): RequestHandler[] {
  return [
    express.json({ limit: limits.body, inflate: false }),
    (req, res, next) => {
      try {
        req.body = readMetadata(req.body);
      } catch (error) {
        if (!(error instanceof RegistrationError)) throw error;
        const { code, message } = error;
        figures.registration('refused');
        res.status(400).set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' });
        res.json({ error: code, error_description: message });
        return;
      }
      next();
    },
  ];
}

function readMetadata(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new RegistrationError('invalid_client_metadata', 'Send the metadata as a JSON object.');
  }
  if (!isWithinDepth(body)) {
    throw new RegistrationError(
      'invalid_client_metadata',
      `The metadata is nested more than ${maxDepth} levels deep.`,
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

/** The usable redirect URIs. Others are left out, and do not make the usable ones invalid. */
function redirectUris(uris: unknown): string[] {
  if (!Array.isArray(uris) || uris.length === 0 || uris.length > limits.redirectUris) {
    throw new RegistrationError(
      'invalid_redirect_uri',
      `redirect_uris has to be a list of 1 to ${limits.redirectUris}.`,
    );
  }
  const usable = [...new Set(uris.filter(isAcceptableRedirect))];
  if (usable.length > 0) return usable;
  throw new RegistrationError(
    'invalid_redirect_uri',
    'redirect_uris: https, http on loopback, or a scheme of the program, without fragment.',
  );
}

/** Refuses protections that the client asks for but would not get, or has not written correctly. */
function refuseBrokenProtection(given: Readonly<Record<string, unknown>>): void {
  const refuse = (name: string) => {
    throw new RegistrationError(
      'invalid_client_metadata',
      `${name} is not supported as it is given.`,
    );
  };
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === '' || value === false) continue;
    if (name === 'token_endpoint_auth_method' && !isOneOf(authMethods, value)) refuse(name);
    if (/^(?:require_|[a-z_]+_bound_)/.test(name)) refuse(safe(name));
    if (/_(?:alg|enc)$/.test(name) && typeof value !== 'string') refuse(safe(name));
    if (name === 'jwks' && !Array.isArray((value as { keys?: unknown }).keys)) refuse(name);
  }
}

/** Compares without converting to text, because an object from outside could define that itself. */
function isOneOf(known: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && known.includes(value);
}

/** The name of a member from outside, without characters that must not be in an answer. */
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
