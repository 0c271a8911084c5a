import type { Page } from '@playwright/test';

/** Answers for every web site called *.example, redirects to one included. @returns what it was asked */
export async function serveSites(page: Page): Promise<string[]> {
  const seen: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
    seen.push(request.url);
    const body = `<!doctype html><title>Site</title><h1>At ${new URL(request.url).hostname}</h1>`;
    void devtools.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 200,
      responseHeaders: [{ name: 'content-type', value: 'text/html' }],
      body: Buffer.from(body).toString('base64'),
    });
  });
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*.example/*' }] });
  return seen;
}
