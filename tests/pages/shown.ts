import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from '@playwright/test';
import { browserOptions } from '../harness/browser.ts';
import { htmlHeaders, icon, stylesheet } from './pages-of-auth.ts';

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: 'active' | 'none';
}

/** A browser in front of a server that sends pages as the real one does, headers and stylesheet included. */
export class Screen {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #pages = new Map<string, string>();
  readonly #page: Page;

  private constructor(browser: Browser, server: Server, page: Page) {
    this.#browser = browser;
    this.#server = server;
    this.#page = page;
  }

  static async open(): Promise<Screen> {
    const browser = await chromium.launch(browserOptions());
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // Not one of these pages needs a script, and the policy forbids them.
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const screen = new Screen(browser, server, await context.newPage());
    server.on('request', (request, response) => {
      const asset = [stylesheet, icon].find(({ path }) => path === request.url);
      const html = screen.#pages.get(request.url ?? '');
      if (asset !== undefined) response.writeHead(200, { 'content-type': asset.contentType });
      else response.writeHead(html === undefined ? 404 : 200, htmlHeaders({ https: false }));
      response.end(asset?.body ?? html);
    });
    return screen;
  }

  /** Shows a page. It leads nowhere by itself: what would is measured as it stands. */
  async show(html: string, { width, height, colorScheme, forcedColors }: Look): Promise<Page> {
    const { port } = this.#server.address() as AddressInfo;
    this.#pages.set('/page', html.replace(/<meta http-equiv="refresh"[^>]*>/, ''));
    await this.#page.setViewportSize({ width, height });
    await this.#page.emulateMedia({
      colorScheme: colorScheme ?? 'light',
      forcedColors: forcedColors ?? 'none',
    });
    await this.#page.goto(`http://127.0.0.1:${port}/page`);
    return this.#page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close().closeAllConnections();
  }
}
