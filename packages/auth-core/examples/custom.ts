import { customVerifier } from '@gatehouse/auth-core';

interface ApiKey {
  readonly owner: string;
  readonly scopes: readonly string[];
}
declare function log(problem: unknown): void;
declare function findApiKey(key: string): Promise<ApiKey | undefined>;

export const apiKeys = customVerifier(
  async (token) => {
    const key = await findApiKey(token);
    if (!key) return undefined;
    return {
      clientId: 'api-key',
      subject: key.owner,
      scopes: key.scopes,
      // Seconds since the epoch: until when this verdict holds.
      expiresAt: Date.now() / 1000 + 60,
    };
  },
  {
    recognises: (shape) => shape.kind === 'opaque' && shape.prefix === 'key_',
    onProblem: log,
  },
);
