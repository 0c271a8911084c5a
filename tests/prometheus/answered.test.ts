/**
 * A real Prometheus scrapes both apps while everything happens to them that can, and is then asked all that
 * dashboard, alerts and documentation ask.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertQuestions, alerts } from './questions/alerts.ts';
import { dashboardQuestions, dashboardVariables } from './questions/dashboard.ts';
import { documentQuestions } from './questions/documents.ts';
import { faultsOf } from './questions/faults.ts';
import { promtool } from './server/promtool.ts';
import { House } from './traffic/house.ts';
import { makeTraffic } from './traffic/traffic.ts';

let house: House;
beforeAll(async () => {
  house = await House.start();
  // Nothing is a rise without what was before it.
  await house.scraped();
  await makeTraffic(house);
  await house.scraped();
});
afterAll(() => house?.stop());

describe.each([
  ['the dashboard', dashboardQuestions, 30],
  ['the alerts', alertQuestions, 20],
  ['the documentation', documentQuestions, 20],
])('every question of %s is answered', (_name, questions, atLeast) => {
  test.each(questions)('$where: $query', async (question) => {
    expect(await faultsOf(house.prometheus, question)).toEqual([]);
  });

  test('none was overlooked', () => {
    expect(questions.length).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('a question that is wrong is noticed', () => {
  const wrong = {
    'is no PromQL': 'sum(up',
    'has a function that there is not': 'rates(up[5m])',
    'names a metric that there is not': 'gatehouse_sign_in_total',
    'compares a label that there is not': 'gatehouse_sign_ins_total{result="failed"}',
    'compares with a value that never is': 'gatehouse_sign_ins_total{outcome="succeeded"}',
    'does so among others': 'gatehouse_sign_ins_total{outcome=~"failed|succeeded"}',
    'excludes a value that never is': 'gatehouse_sign_ins_total{outcome!="succeeded"}',
    'does so behind a comparison':
      'up > 0 unless gatehouse_sign_ins_total{outcome="succeeded"} > 0',
    'groups by a label that there is not': 'sum by (result) (gatehouse_sign_ins_total)',
    'joins what has nothing in common': 'up == 1 and sum by (outcome) (gatehouse_sign_ins_total)',
  };
  test.each(Object.entries(wrong))('it %s', async (_how, query) => {
    expect(await faultsOf(house.prometheus, { where: '', query, labels: [] })).not.toEqual([]);
  });

  test('it is worded by a label that the answer has not', async () => {
    const question = { where: '', query: 'sum(up)', labels: ['instance'] };
    expect(await faultsOf(house.prometheus, question)).toEqual([
      'the answer has no label instance',
    ]);
  });
});

test.each(dashboardVariables)('there is something to choose for $name', async (variable) => {
  const { selector, label } = variable;
  expect(await house.prometheus.labelValues(label, selector)).toHaveLength(1);
});

test('Prometheus has evaluated every alert', async () => {
  const health = async () =>
    Object.fromEntries((await house.prometheus.rules()).map((rule) => [rule.name, rule.health]));
  await expect.poll(health).toEqual(Object.fromEntries(alerts.map(({ alert }) => [alert, 'ok'])));
});

test.each(['operationsUrl', 'mcpOperationsUrl'] as const)(
  'promtool has nothing against the figures at %s',
  async (port) => {
    const figures = await (await fetch(`${house.stack[port]}/metrics`)).text();
    expect(figures).toMatch(/^gatehouse_/m);
    const { output } = promtool(['check', 'metrics'], figures);
    // The client library's own names are not ours to choose.
    const complaints = output.split('\n').filter((line) => !/^(?:nodejs_|$)/.test(line));
    expect(complaints).toEqual([]);
  },
);
