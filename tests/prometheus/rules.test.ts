/** What Prometheus's own tool says of `deploy/prometheus`, and when each alert fires. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { alerts, ruleFile } from './questions/alerts.ts';
import { read, ROOT } from './questions/question.ts';
import { promtool } from './server/promtool.ts';

const DEPLOYED = join(ROOT, 'deploy/prometheus');
const CASES = join(import.meta.dirname, 'alerts');
const files = readdirSync(CASES);

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['rules', 'alerts.yml'],
  ['config', 'prometheus.yml'],
])('promtool check %s %s', (what, file) => {
  const { exitCode, output } = promtool(['check', what, join(DEPLOYED, file)]);
  expect(exitCode, output).toBe(0);
});

const PAGE = 'docs/operations/monitoring.md';

const shown = [...read(PAGE).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml = '']) => yaml);

test.each(shown)(`a configuration that ${PAGE} shows: %s`, (configuration) => {
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, configuration);
  const { exitCode, output } = promtool(['check', 'config', file]);
  expect(exitCode, output).toBe(0);
});

test('the page shows two', () => {
  expect(shown).toHaveLength(2);
});

/** One evaluation of a unit test. */
interface Case {
  readonly alertname: string;
  readonly exp_alerts: readonly object[];
}

describe('alerts fire when they should, and not before', () => {
  // Wording may change without a test: the tool would compare every annotation.
  const groups = ruleFile.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => ({ ...rule, annotations: {} })),
  }));
  writeFileSync(join(folder, 'alerts.yml'), stringify({ groups }));

  test.each(files)('%s', (file) => {
    const copy = join(folder, file.replace(/\.yml$/, '.test.yml'));
    writeFileSync(copy, readFileSync(join(CASES, file)));
    const { exitCode, output } = promtool(['test', 'rules', copy]);
    expect(exitCode, output).toBe(0);
  });

  test('each of them in either case', () => {
    const cases = files.flatMap((file) =>
      (
        parse(read('tests/prometheus/alerts', file)) as {
          tests: { alert_rule_test: Case[] }[];
        }
      ).tests.flatMap(({ alert_rule_test }) => alert_rule_test),
    );
    const names = (fires: boolean) => [
      ...new Set(
        cases
          .filter(({ exp_alerts }) => exp_alerts.length > 0 === fires)
          .map(({ alertname }) => alertname),
      ),
    ];
    const all = alerts.map(({ alert }) => alert).sort();
    expect(names(true).sort()).toEqual(all);
    expect(names(false).sort()).toEqual(all);
  });
});

test.each(alerts)('$alert says how grave it is, what it means, and where to read on', (alert) => {
  const { summary = '', description = '', runbook = '' } = alert.annotations;
  expect(alert.labels.severity).toMatch(/^(?:critical|warning)$/);
  expect(summary).not.toBe('');
  expect(description).toMatch(/\.$/);
  const [file = '', anchor] = runbook.split('#');
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
  expect(headings).toContain(anchor);
});
