import { expect, test } from 'vitest';
import { endpointAt } from '../protocol/addresses.ts';
import { assets } from './assets.ts';

test('the files of pages are at the endpoint that the table has for them, and are counted as such', () => {
  expect(assets.map(({ path }) => endpointAt(path))).toEqual(['asset', 'asset']);
});
