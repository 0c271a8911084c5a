import { readFileSync } from 'node:fs';
import {
  cached,
  isSecureUrl,
  jwtVerifier,
  type JwtVerifierOptions,
  presets,
  type SignatureAlgorithm,
  type Verifier,
} from '@gatehouse/auth-core';

import { checkAtBoot } from './boot-check.ts';
import { readAlgorithms } from './issuer.ts';
import type { ModeContext, VerifierDependencies } from './mode.ts';

/** Tokens are JWTs, verified with one key from the configuration. Nothing is ever fetched. */
export interface PublicKeyMode {
  readonly mode: 'public-key';
  /** The `iss` of tokens: a URL or any other name. */
  readonly issuer: string;
  /** The issuer, if it is set and is a URL. */
  readonly authorizationServer: string | undefined;
  readonly audience: readonly string[];
  readonly publicKey: NonNullable<JwtVerifierOptions['publicKey']>;
  readonly algorithms: readonly SignatureAlgorithm[] | undefined;
}

export function readPublicKeyMode(context: ModeContext): PublicKeyMode {
  const { environment, audience, production } = context;
  const issuer = environment.text('AUTH_ISSUER');
  if (issuer === undefined && production) {
    environment.faults.add(
      'AUTH_ISSUER',
      'is not set in production',
      'Set it to the iss of the tokens.',
    );
  }
  const algorithms = readAlgorithms(context);
  const key = readKey(context);
  const mode: PublicKeyMode = {
    mode: 'public-key',
    // The `iss` of tokens that `gatehouse token` makes.
    issuer: issuer ?? 'http://localhost:3000',
    authorizationServer: issuer !== undefined && isSecureUrl(issuer) ? issuer : undefined,
    audience,
    publicKey: key?.publicKey ?? '',
    algorithms,
  };
  if (key !== undefined && !environment.faults.has('JWT_ALGORITHMS')) {
    const remedy = 'Give the public key in PEM or as a JWK; gatehouse token prints an example.';
    const { variable } = key;
    checkAtBoot(environment, { variable, remedy }, () => jwtVerifier(optionsOf(mode)));
  }
  return mode;
}

function readKey({
  environment,
}: ModeContext): { publicKey: PublicKeyMode['publicKey']; variable: string } | undefined {
  const text = environment.text('JWT_PUBLIC_KEY');
  const file = environment.text('JWT_PUBLIC_KEY_FILE');
  if (text !== undefined && file !== undefined) {
    environment.faults.add(
      'JWT_PUBLIC_KEY_FILE',
      'is set beside JWT_PUBLIC_KEY',
      'Set one of them.',
    );
    return undefined;
  }
  if (file !== undefined) {
    try {
      const publicKey = keyIn(readFileSync(file, 'utf8').trim());
      return { publicKey, variable: 'JWT_PUBLIC_KEY_FILE' };
    } catch (error) {
      const { code = 'unreadable' } = error as NodeJS.ErrnoException;
      const remedy = 'Set it to the path of a file that this user may read.';
      environment.faults.add(
        'JWT_PUBLIC_KEY_FILE',
        `names a file that cannot be read (${code})`,
        remedy,
      );
      return undefined;
    }
  }
  if (text === undefined) {
    const remedy =
      String.raw`Set it to the public key, its line breaks real or written \n, or set ` +
      'JWT_PUBLIC_KEY_FILE to its path.';
    environment.faults.add('JWT_PUBLIC_KEY', 'is not set', remedy);
    return undefined;
  }
  return { publicKey: keyIn(text), variable: 'JWT_PUBLIC_KEY' };
}

/** A JWK, or PEM, in which some tools write line breaks as `\n`. */
function keyIn(text: string): PublicKeyMode['publicKey'] {
  if (text.startsWith('{')) {
    try {
      return JSON.parse(text) as PublicKeyMode['publicKey'];
    } catch {
      // It is not PEM either, so the library will refuse it with a message about PEM.
    }
  }
  return text.replaceAll('\\n', '\n');
}

function optionsOf({ issuer, audience, publicKey, algorithms }: PublicKeyMode): JwtVerifierOptions {
  return { ...presets.plain(), issuer, audience, publicKey, algorithms };
}

export function publicKeyVerifier(mode: PublicKeyMode, { clock }: VerifierDependencies): Verifier {
  return cached(jwtVerifier({ ...optionsOf(mode), clock }), { clock });
}
