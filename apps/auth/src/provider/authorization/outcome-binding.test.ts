import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClient } from '../testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../testing/test-server.ts';

/** A browser whose cookies the test can plant and lose. */
class Jar {
  readonly cookies = new Map<string, string>();

  async get(url: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  has(prefix: string): boolean {
    return [...this.cookies.keys()].some((name) => name.startsWith(prefix));
  }

  plant(other: Jar, prefix: string): void {
    for (const [name, value] of other.cookies) {
      if (name.startsWith(prefix)) this.cookies.set(name, value);
    }
  }

  lose(prefix: string): void {
    for (const name of this.cookies.keys()) if (name.startsWith(prefix)) this.cookies.delete(name);
  }
}

describeEachDatabase('an outcome that is stored for an interaction', (open) => {
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    server = await startTestServer(await open());
    client = await TestClient.register(server);
  });
  afterAll(() => server.close());

  const locationOf = (response: Response) =>
    new URL(response.headers.get('location')!, server.url).href;

  /** Somebody signs in, and stops before the request is resumed. */
  async function signedIn(): Promise<{ browser: Jar; resume: string }> {
    const browser = new Jar();
    const begun = await browser.get(
      client.authorizationUrl({ resource: RESOURCE }, 'v'.repeat(43)),
    );
    return { browser, resume: locationOf(await browser.get(locationOf(begun))) };
  }

  async function expectRefused(browser: Jar, resume: string) {
    const response = await browser.get(resume);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(browser.has('gatehouse_session')).toBe(false);
  }

  test('is resumed by the browser that it was given to, whose cookie has then served', async () => {
    const { browser, resume } = await signedIn();
    expect(browser.has('gatehouse_browser_')).toBe(true);
    const response = await browser.get(resume);
    expect(response.status).toBe(303);
    expect(locationOf(response)).toContain('/interaction/');
    expect(browser.has('gatehouse_session')).toBe(true);
    expect(browser.has('gatehouse_browser_')).toBe(false);
  });

  test('is not resumed by another one with its resume cookie, and stays for the right one', async () => {
    const { browser, resume } = await signedIn();
    const attacker = new Jar();
    attacker.plant(browser, 'gatehouse_resume');
    await expectRefused(attacker, resume);
    await expectRefused(attacker, resume);
    expect((await browser.get(resume)).status).toBe(303);
  });

  test('is not resumed with the secret of another outcome, nor without one', async () => {
    const { browser, resume } = await signedIn();
    const { browser: other } = await signedIn();
    const kept = new Jar();
    kept.plant(browser, 'gatehouse_');
    browser.lose('gatehouse_browser_');
    await expectRefused(browser, resume);
    browser.plant(other, 'gatehouse_browser_');
    await expectRefused(browser, resume);
    browser.plant(kept, 'gatehouse_browser_');
    expect((await browser.get(resume)).status).toBe(303);
  });

  test('is not resumed at another address than its own', async () => {
    const { browser, resume } = await signedIn();
    const { resume: other } = await signedIn();
    await expectRefused(browser, other);
    expect((await browser.get(resume)).status).toBe(303);
  });

  test('of before outcomes were bound is refused', async () => {
    const { browser, resume } = await signedIn();
    await server.storage.database.prisma.$executeRawUnsafe(
      `UPDATE artifacts SET payload = payload #- '{result,browser}' WHERE kind = 'Interaction'`,
    );
    await expectRefused(browser, resume);
  });
});
