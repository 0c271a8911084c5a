import { COLOURS } from '@gatehouse/look';
import { expect, test } from 'vitest';
import { endpointAt } from '../protocol/addresses.ts';
import { dress } from './assets.ts';

const logo = {
  contentType: 'image/png',
  extension: 'png',
  width: 30,
  height: 10,
  body: Buffer.from('an image'),
} as const;

test('the files of pages are at the endpoint that the table has for them, and are counted as such', () => {
  const { assets } = dress({ palette: COLOURS, name: 'Engines', logo });
  expect(assets.map(({ path }) => endpointAt(path))).toEqual(['asset', 'asset', 'asset']);
});
