import type { Revert } from '../revert.ts';

/** Defences of `apps/auth`: what is issued, replayed, stored and asked about. */
export const TOKENS: readonly Revert[] = [
  {
    defence: 'a code or refresh token is used once, decided by the database',
    file: 'src/provider/token/commit-statements.ts',
    find: 'AND a.consumed_at IS NULL AND a.expires_at > now()',
    replace: 'AND a.expires_at > now()',
    tests: ['src/provider/token/unit.test.ts'],
  },
  {
    defence: 'what was unused when a request began is no replay for it, however its use is dated',
    file: 'src/provider/token/loaded-records.ts',
    find: 'inWindow: this.#wasUnused || usedAgo <',
    replace: 'inWindow: usedAgo <',
    tests: ['src/provider/token/late-commit.test.ts'],
  },
  {
    defence: 'a used refresh token keeps nothing but what a replay is judged by',
    file: 'src/provider/token/commit-statements.ts',
    find: ", payload = '{}'::jsonb, user_id = NULL,",
    replace: ', user_id = NULL,',
    tests: ['src/provider/token/unit.test.ts'],
  },
  {
    defence: 'a replay is judged by the columns of a used refresh token',
    file: 'src/storage/used-refresh-token.ts',
    find: "'clientId', ${row}.client_id,\n        ",
    replace: '',
    tests: ['src/provider/token/returned-tokens.test.ts'],
  },
  {
    defence: 'no replay window is as long as an access token lives',
    file: 'src/config/lifetimes.ts',
    find: 'if (replayWindow < accessToken ||',
    replace: 'if (replayWindow > 0 ||',
    tests: ['src/config/lifetimes.test.ts'],
  },
  {
    defence: 'a one-time record is used once, decided by the database',
    file: 'src/storage/artifacts.ts',
    find: `WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL AND expires_at > now()
    RETURNING 1 AS consumed`,
    replace: `WHERE kind = $1 AND id_hash = $2 AND expires_at > now()
    RETURNING 1 AS consumed`,
    tests: ['src/storage/artifacts.test.ts'],
  },
  {
    defence: 'a token request writes nothing before its response was built',
    file: 'src/provider/adapter/artifact-adapter.ts',
    find: 'if (currentRequest()?.token?.unit?.consume(kind, id)) return;',
    replace: '',
    tests: ['src/provider/token/one-commit.test.ts'],
  },
  {
    defence: 'a replayed refresh token ends its family, whatever scope it names',
    file: 'src/provider/token/grants/refresh-token.ts',
    find: "if (replay.outcome === 'replayed') ask(ctx, undefined);",
    replace: "if (replay.outcome === 'replayed') ask(ctx, asked);",
    tests: ['src/provider/token/one-commit.test.ts'],
  },
  {
    defence: 'tokens are stored as hashes',
    file: 'src/storage/token-hash.ts',
    find: "return hash('sha256', value, 'base64url');",
    replace: 'void hash;\n  return value;',
    tests: ['src/storage/records.test.ts'],
  },
  {
    defence: 'a sealed value opens in its own row',
    file: 'src/storage/sealing.ts',
    find: 'header[ROW] !== placeOf(purpose, row)',
    replace: "placeOf(purpose, row) === ''",
    tests: ['src/storage/sealing.test.ts'],
  },
  {
    defence: 'introspection tells nobody about the tokens of another resource',
    file: 'src/provider/issued-tokens/introspection.ts',
    find: 'return operatorTerms(client)?.introspects.includes(token.aud) ?? false;',
    replace: 'return operatorTerms(client) !== undefined;',
    tests: ['src/provider/issued-tokens/introspection.test.ts'],
  },
  {
    defence: 'introspection goes by the grant, and not by the token alone',
    file: 'src/storage/standing.ts',
    find: ' AND g.revoked_at IS NULL AND g.expires_at > now()',
    replace: '',
    tests: ['src/provider/issued-tokens/introspection.test.ts'],
  },
  {
    defence: 'introspection asks whether the person is still admitted',
    file: 'src/provider/issued-tokens/introspection.ts',
    find: 'return standing && admits(standing.identities) ? standing : undefined;',
    replace: 'return standing;',
    tests: ['src/provider/issued-tokens/introspection.test.ts'],
  },
  {
    defence: 'a public client may not introspect',
    file: 'src/provider/issued-tokens/introspection.ts',
    find: "if (client.clientAuthMethod === 'none') {",
    replace: "if (client.clientAuthMethod === 'nothing') {",
    tests: ['src/provider/issued-tokens/introspection.test.ts'],
  },
  {
    defence: 'a refresh is without the scopes that its user has lost',
    file: 'src/provider/token/loaded-records.ts',
    find: 'const today = mayHave === undefined ? consented : consented.filter(mayHave);',
    replace: 'const today = mayHave === undefined ? consented : [...consented];',
    tests: ['src/consent/available.test.ts'],
  },
];
