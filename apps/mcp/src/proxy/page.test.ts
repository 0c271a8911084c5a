import type { Response } from 'express';
import { expect, test } from 'vitest';
import { sendPage } from './page.ts';

test('a pointer reaches Allow only after it has been on the page for a while, if it hovers', () => {
  let html = '';
  const res = {
    status: () => res,
    set: () => res,
    type: () => res,
    send: (sent: string) => (html = sent),
  };
  sendPage(res as unknown as Response, () => ({ title: 'Connect?', body: '' }));
  const [, always = '', hovering = ''] =
    /<style>(.*?)@media \(hover:hover\)\{(.*?\})\}<\/style>/s.exec(html) ?? [];
  expect(always).toContain('button[value=allow]{animation:wait .6s}');
  expect(hovering).toBe('main:not(:hover) button[value=allow]{animation:none;pointer-events:none}');
});
