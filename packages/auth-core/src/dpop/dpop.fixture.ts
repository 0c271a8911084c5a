import {
  createTestClientKey,
  createTestIssuer,
  type TestClientKey,
  type TestIssuer,
  type TokenChanges,
} from '../testing/index.ts';
import type { AuthInfo } from '../contract/auth-info.ts';
import type { Presentation, Verifier } from '../contract/verifier.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { dpop } from './dpop.ts';
import type { DpopOptions } from './options.ts';

/** The URL of every request, unless a test changes it. */
export const url = 'https://mcp.example.com/mcp';
export const clock = () => 1_800_000_000_000;
export const now = clock() / 1000;

/** A client with a key, and a server that accepts its proofs. */
export interface DpopScene {
  readonly issuer: TestIssuer;
  client: TestClientKey;
  /** A token that is bound to the client's key. */
  token: string;
  verifier: Verifier;
  wrapped(options?: DpopOptions): Verifier;
  proof(changes?: TokenChanges): Promise<string>;
  /** Verifies the token with a proof that is valid except for the changes. */
  tried(changes?: TokenChanges): Promise<AuthInfo>;
}

export async function dpopScene(): Promise<DpopScene> {
  const issuer = await createTestIssuer({ audience: url, clock });
  const client = await createTestClientKey({ clock });
  const wrapped = (options?: DpopOptions) =>
    dpop(jwtVerifier({ issuer: issuer.issuer, audience: url, fetch: issuer.fetch, clock }), {
      clock,
      ...options,
    });
  const scene: DpopScene = {
    issuer,
    client,
    token: await issuer.token({ claims: { cnf: { jkt: client.jkt } } }),
    verifier: wrapped(),
    wrapped,
    proof: (changes) => scene.client.proof({ method: 'POST', url, token: scene.token }, changes),
    tried: async (changes) =>
      scene.verifier.verify(scene.token, presented(await scene.proof(changes))),
  };
  return scene;
}

export const presented = (...proofs: string[]): Presentation => ({
  scheme: 'DPoP',
  proofs,
  method: 'POST',
  url,
});
