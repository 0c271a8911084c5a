import { expect, it } from 'vitest';

import { createTestIssuer, testStatusList } from '../testing/index.ts';
import { fetchList } from './fetch-list.ts';

it('a list that does not come is given up after its time', async () => {
  const issuer = await createTestIssuer({ audience: 'https://mcp.example.com/mcp' });
  const list = testStatusList({ issuer });
  list.fault = 'silent';
  const started = Date.now();
  const request = {
    fetch: list.fetch,
    timeoutMs: 20,
    maxBytes: 1000,
    etag: undefined,
    signal: new AbortController().signal,
  };
  await expect(fetchList(list.uri, request)).rejects.toThrow(
    expect.objectContaining({ code: 'issuer_unreachable' }),
  );
  expect(Date.now() - started).toBeLessThan(20_000);
});
