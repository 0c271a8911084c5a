import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

/** Names without end, from the right to the left, and of letters that break nowhere. */
const LONG = 'מפעלים אנליטיים של לאבלייס ושות׳ — Donaudampfschifffahrtsge';

/** Whoever it hears from has run or loaded something of the logo. */
const canary = createServer((request, response) => {
  heard.push(request.url ?? '');
  response.setHeader('access-control-allow-origin', '*').end();
});
const heard: string[] = [];
const CANARY = await new Promise<string>((resolve) => {
  canary.listen(0, '127.0.0.1', () => {
    resolve(`http://127.0.0.1:${(canary.address() as AddressInfo).port}`);
  });
});
canary.unref();

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-brand-'));
const logo = join(directory, 'logo.txt');
writeFileSync(
  logo,
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xhtml" viewBox="0 0 200 100"
    onload="new Image().src='${CANARY}/onload'">
    <style>@import url('${CANARY}/import'); circle { fill: #7c3aed }</style>
    <script>document.documentElement.setAttribute('data-ran', origin); fetch('${CANARY}/script')</script>
    <image href="${CANARY}/image" width="10" height="10"/>
    <foreignObject width="10" height="10"><x:iframe src="${CANARY}/frame"/></foreignObject>
    <a href="javascript:fetch('${CANARY}/link')"><circle cx="50" cy="50" r="50"/></a>
  </svg>`,
);

test.use({
  stackOptions: {
    auth: {
      BRAND_NAME: 'Analytical Engines',
      BRAND_LOGO: logo,
      BRAND_ACCENT: '#7c3aed',
      SUPPORT_URL: 'https://engines.example/help',
      PRIVACY_URL: 'https://engines.example/privacy',
      TERMS_URL: 'https://engines.example/terms',
      CONTACT: 'Grace Hopper <grace@engines.example>',
      ADMIT: 'ada@example.com',
    },
  },
});

async function expectBranded(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/ · Analytical Engines$/);
  await expect(page.getByRole('banner')).toHaveText('Analytical Engines');
  const image = page.getByRole('banner').locator('img');
  // What a browser could not show has no width; what it was given is twice as wide as high.
  await expect
    .poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth))
    .toBeGreaterThan(0);
  expect(await image.boundingBox()).toMatchObject({ width: 56, height: 28 });
  const foot = page.getByRole('contentinfo');
  for (const [name, href] of [
    ['Support', 'https://engines.example/help'],
    ['Privacy', 'https://engines.example/privacy'],
    ['Terms', 'https://engines.example/terms'],
  ] as const) {
    await expect(foot.getByRole('link', { name })).toHaveAttribute('href', href);
  }
  await expect(foot).toContainText('Runs on Gatehouse');
}

test('every page carries the operator’s name, logo and links, and asks no other origin for anything', async ({
  startProgram,
  person,
  stack,
}) => {
  const asked: string[] = [];
  person.page.on('request', (request) => asked.push(new URL(request.url()).origin));
  const program = await startProgram();
  const authorized = program.authorize('mcp:read');
  await expect(person.heading).toBeVisible();
  await expectBranded(person.page);
  await expectAccessible(person.page);
  expect(new Set(asked)).toEqual(new Set([stack.issuer]));

  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Test program');
  await expectBranded(person.page);
  await expectAccessible(person.page);
  await expect(person.page.getByRole('main')).toContainText('Grace Hopper (grace@engines.example)');
  await person.allow();
  await authorized;

  await person.page.goto(`${stack.issuer}/nothing`);
  await expectBranded(person.page);
  expect(heard).toEqual([]);
});

test('what can be pressed has the operator’s colour, in both schemes', async ({
  person,
  stack,
}) => {
  await person.page.goto(stack.issuer);
  const colour = () =>
    person.page
      .getByRole('contentinfo')
      .evaluate((node) => getComputedStyle(node).getPropertyValue('--accent'));
  expect(await colour()).toContain('#7c3aed');
  const link = person.page.getByRole('main').locator('a, button').first();
  for (const [colorScheme, accent] of [
    ['light', 'rgb(124, 58, 237)'],
    ['dark', 'rgb(192, 176, 255)'],
  ] as const) {
    await person.page.emulateMedia({ colorScheme });
    await link.evaluate((node, name) => node.setAttribute('class', name), 'link');
    await expect(link).toHaveCSS('color', accent);
  }
});

test('who is not let in is told whom to ask, by name', async ({ startProgram, person }) => {
  const program = await startProgram();
  void program.authorize('mcp:read');
  await person.signIn('GitHub', 'grace');
  const link = person.page.getByRole('link', { name: 'Ask Grace Hopper' });
  await expect(link).toHaveAttribute('href', /^mailto:grace@engines\.example\b/);
});

test('a logo that is opened by itself runs nothing, loads nothing, and is no part of this origin', async ({
  browser,
  stack,
}) => {
  const html = await (await fetch(stack.issuer)).text();
  const [, path = ''] = /<img class="logo" src="([^"]+)"/.exec(html) ?? [];
  const answer = await fetch(new URL(path, stack.issuer));
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toContain('immutable');

  // A context of its own: the browser says in its console what the policy kept from happening.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(new URL(path, stack.issuer).href, { waitUntil: 'networkidle' });
  await expect(page.locator('circle')).toHaveCSS('fill', 'rgb(124, 58, 237)');
  await page.locator('circle').click();
  await expect(page.locator('svg')).not.toHaveAttribute('data-ran');
  expect(await page.evaluate(() => window.origin)).toBe('null');
  await context.close();
  expect(heard).toEqual([]);
});

test('policy and terms are in the metadata (RFC 8414 §2)', async ({ stack }) => {
  for (const path of ['oauth-authorization-server', 'openid-configuration']) {
    const answer = await fetch(`${stack.issuer}/.well-known/${path}`);
    expect(await answer.json()).toMatchObject({
      op_policy_uri: 'https://engines.example/privacy',
      op_tos_uri: 'https://engines.example/terms',
    });
  }
});

test('a name without end neither leaves the window nor turns what is around it', async ({
  person,
  stack,
}) => {
  for (const width of [320, 1280]) {
    await person.page.setViewportSize({ width, height: 800 });
    await person.page.goto(stack.issuer);
    const banner = person.page.getByRole('banner');
    const name = banner.locator('bdi');
    // As the server would have sent it; another one would have to be started for each.
    await name.evaluate((node, text) => node.replaceChildren(text), LONG);
    const overflow = await person.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    const [image, text] = [await banner.locator('img').boundingBox(), await name.boundingBox()];
    expect(image).toMatchObject({ width: 56, height: 28 });
    expect(image!.x + image!.width).toBeLessThan(text!.x);
  }
});
