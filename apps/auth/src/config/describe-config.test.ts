import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeConfig } from './describe-config.ts';
import { loadConfig } from './load-config.ts';

const key = () => randomBytes(32).toString('base64url');

test('a description says what is set and keeps every secret', () => {
  const secrets = {
    ENCRYPTION_KEYS: key(),
    COOKIE_KEYS: key(),
    GITHUB_CLIENT_SECRET: key(),
    GOOGLE_CLIENT_SECRET: key(),
    REGISTRATION_TOKEN: key(),
  };
  const config = loadConfig(
    {
      ...secrets,
      DATABASE_URL: 'postgresql://gatehouse:hunter2@db.example.com:5432/gatehouse?password=hunter3',
      GITHUB_CLIENT_ID: 'github-id',
      GOOGLE_CLIENT_ID: 'google-id',
      REGISTRATION: 'token',
      ADMIT: 'ada@example.com example.org',
    },
    { directory: '/nowhere' },
  );
  const text = JSON.stringify(describeConfig(config));
  for (const secret of [...Object.values(secrets), 'hunter', 'ada@']) {
    expect(text).not.toContain(secret);
  }
  expect(text).not.toContain(Buffer.from(config.encryptionKeys[0] ?? []).toString('hex'));
  expect(describeConfig(config)).toMatchObject({
    mode: 'development',
    database: { server: 'db.example.com:5432/gatehouse' },
    encryptionKeys: 1,
    connectors: { github: { clientId: 'github-id' }, google: { clientId: 'google-id' } },
    admission: { emails: 1, domains: ['example.org'] },
    lifetimes: { accessToken: '15m', session: '14d' },
  });
});
