import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dashboard, FILE } from './dashboard.mjs';

test('the dashboard is the one that its rows make: `pnpm dashboard` writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../..', FILE), 'utf8')).toBe(dashboard);
});

test('panels do not lie on top of each other, and nothing is outside of 24 columns', () => {
  /** @type {{ panels: { title: string, gridPos: { x: number, y: number, w: number, h: number } }[] }} */
  const { panels } = JSON.parse(dashboard);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
});
