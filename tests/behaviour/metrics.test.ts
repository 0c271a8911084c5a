/** docs/metrics.md says which metrics there are, and what their labels may be: neither more nor less. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Family, scrape } from '../harness/scrape.ts';
import { allEndpoints } from './canaries/endpoints.ts';
import { documentedMetrics, METRICS_PAGE } from './actors/documented-metrics.ts';
import { McpProcess } from './actors/mcp-process.ts';

const stack = inject('stack');

const PROCESSES = '## Both, of their processes';
const OF_A_PROCESS = /^(?:process|nodejs)_/;

function labelsOf({ samples }: Family): string[] {
  return [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))].sort();
}

function valuesOf({ samples }: Family, label: string): string[] {
  return [...new Set(samples.map(({ labels }) => labels[label] ?? ''))].sort();
}

const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
  one.name < other.name ? -1 : 1;

/** Compares what an app says with the rows below a heading, both ways. */
function hasWhatIsDocumented(heading: string, operationsUrl: () => string): void {
  const documented = documentedMetrics(heading);

  test('has every metric that is documented, by type and labels, and no other', async () => {
    const families = await scrape(operationsUrl());
    const seen = families
      .filter(({ name }) => !OF_A_PROCESS.test(name))
      .map((family) => ({ name: family.name, type: family.type, labels: labelsOf(family) }))
      .sort(byName);
    const told = documented
      .map(({ name, type, labels }) => ({ name, type, labels: Object.keys(labels).sort() }))
      .sort(byName);
    expect(seen).toEqual(told);
  });

  test('has no value of a label that is not documented, and of counters every one', async () => {
    const families = new Map(
      (await scrape(operationsUrl())).map((family) => [family.name, family]),
    );
    const strange: string[] = [];
    const missing: string[] = [];
    for (const { name, type, labels } of documented) {
      for (const [label, values] of Object.entries(labels)) {
        const family = families.get(name);
        if (values === undefined || family === undefined) continue;
        const seen = valuesOf(family, label);
        const say = (value: string) => `${name}{${label}="${value}"}`;
        strange.push(...seen.filter((value) => !values.includes(value)).map(say));
        // Every endpoint begins with its faults. Providers are as configured, and `other` comes when it is met.
        if ((type !== 'counter' && label !== 'endpoint') || label === 'provider') continue;
        const always = values.filter((value) => value !== 'other');
        missing.push(...always.filter((value) => !seen.includes(value)).map(say));
      }
    }
    expect({ strange, missing }).toEqual({ strange: [], missing: [] });
  });

  test('has no figures of its process that are not documented', async () => {
    const families = (await scrape(operationsUrl())).filter(({ name }) => OF_A_PROCESS.test(name));
    const told = new Map(documentedMetrics(PROCESSES).map(({ name, type }) => [name, type]));
    for (const { name, type } of families) expect([name, told.get(name)]).toEqual([name, type]);
    // Some systems have not all of them.
    expect(families.length).toBeGreaterThan(20);
  });
}

describe('the authorization server', () => {
  hasWhatIsDocumented('## The authorization server', () => stack.operationsUrl);

  test('has every endpoint of the table on its page', () => {
    const [, list = ''] = METRICS_PAGE.split('\n### Endpoints\n');
    const told = [...(list.split(' and `none`')[0] ?? '').matchAll(/`(\w+)`/g)].map(
      ([, one]) => one,
    );
    expect(told).toEqual(allEndpoints.map(({ name }) => name));
  });

  test('says which build it is, when its keys were made, who sweeps and what it can do', async () => {
    const families = await scrape(stack.operationsUrl);
    const samples = (name: string) => families.find((one) => one.name === name)?.samples ?? [];
    const commit = expect.stringMatching(/./) as string;
    expect(samples('gatehouse_build_info')).toEqual([
      { value: 1, labels: { version: '0.0.0', commit, node: process.version } },
    ]);
    const keys = samples('gatehouse_signing_key_created_timestamp_seconds');
    expect(keys.map(({ labels }) => labels.alg)).toEqual(['ES256', 'RS256']);
    for (const { value } of keys) {
      expect(Math.abs(value - Date.now() / 1_000)).toBeLessThan(3_600);
    }
    expect(samples('gatehouse_ready').map(({ labels, value }) => [labels.check, value])).toEqual([
      ['serving', 1],
      ['room', 1],
      ['database', 1],
      ['migrations', 1],
    ]);
    // Its first sweep is within a day, and it has been there for minutes.
    expect(samples('gatehouse_sweep_last_run_timestamp_seconds')).toHaveLength(1);
    expect(samples('gatehouse_sweep_leader')).toHaveLength(1);
  });

  test('counts a request where it belongs', async () => {
    const count = async () => {
      const families = await scrape(stack.operationsUrl);
      const requests = families.find(
        ({ name }) => name === 'gatehouse_http_request_duration_seconds',
      );
      const one = requests?.samples.find(
        ({ labels }) =>
          labels.endpoint === 'userinfo' && labels.method === 'GET' && labels.status === '401',
      );
      return one?.value ?? 0;
    };
    const before = await count();
    const answer = await fetch(new URL('/me', stack.issuer), {
      headers: { authorization: 'Bearer x' },
    });
    expect(answer.status).toBe(401);
    await expect.poll(count).toBeGreaterThan(before);
  });
});

describe('the MCP server', () => {
  let mcp: McpProcess;
  beforeAll(async () => {
    mcp = await McpProcess.start({ AUTH_ISSUER: stack.issuer });
  });
  afterAll(() => mcp?.stop());
  hasWhatIsDocumented('## The MCP server', () => mcp.operationsUrl);
});
