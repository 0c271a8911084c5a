import { Browser } from './browser.ts';
import { type Form, formsOf, formTo, headingOf, linkTarget, type Page } from './page.ts';

/** What somebody does on the way. */
export interface Choices {
  /** the id of a connector; `github` unless told */
  readonly provider?: string;
  /** a GitHub login or a Google address of the emulated people */
  readonly as?: string;
  readonly decide?: 'allow' | 'deny';
  /** scopes that are left unticked on the consent page; the others stay as the page has them */
  readonly untick?: readonly string[];
  /** scopes that are ticked on the consent page, where it has them */
  readonly tick?: readonly string[];
  /** scopes that are posted as if the page had had them */
  readonly forge?: readonly string[];
}

/** Milliseconds after which nobody can say that a page was not read. */
const READING = 1_100;

/** The ids of the connectors that a login page has buttons for. */
export function providersOn(login: Page): string[] {
  return [...login.html.matchAll(/name="provider" value="([\w-]+)"/g)].map(([, id = '']) => id);
}

/** Whether *Allow* was pressed before it counts, and the page is back. */
export function cameTooSoon(page: Page): boolean {
  return formTo(page, '/consent') !== undefined && /nothing was allowed yet/.test(page.html);
}

/** The servers of a stack that somebody's browser visits. */
export interface Web {
  readonly issuer: string;
  /** every emulated provider */
  readonly upstreamUrls: readonly string[];
}

/** Somebody with a browser of their own. */
export class Person {
  readonly browser: Browser;

  /** @param browser unless told, a new one */
  constructor({ issuer, upstreamUrls }: Web, browser = new Browser([issuer, ...upstreamUrls])) {
    this.browser = browser;
  }

  /**
   * Opens an authorization request and does what the pages ask, to the end.
   *
   * @returns the authorization response: the URL that the client is sent
   * @throws Error where it ends in a page
   */
  async authorize(request: URL, choices: Choices = {}): Promise<URL> {
    const page = await this.open(request, choices);
    const end = formTo(page, '/consent') ? await this.decide(page, choices) : await this.goOn(page);
    if (!end.isOutside) throw new Error(`stopped at ${end.status}: ${headingOf(end)}`);
    return end.url;
  }

  /** Opens an authorization request and signs in where that is asked. */
  async open(request: URL, choices: Choices = {}): Promise<Page> {
    const page = await this.browser.open(request);
    return formTo(page, '/login') ? this.signIn(page, choices) : page;
  }

  /** From the login page through the provider to whatever comes next. */
  async signIn(login: Page, { provider = 'github', as }: Choices = {}): Promise<Page> {
    const upstream = await this.chooseProvider(login, provider);
    const name = as ?? (provider === 'github' ? 'ada' : 'ada@example.com');
    return this.chooseAccount(upstream, name);
  }

  /** Presses “Continue with …” and arrives at the provider. */
  chooseProvider(login: Page, provider: string): Promise<Page> {
    const form = formTo(login, '/login');
    if (form === undefined) throw new Error(`not the login page: ${headingOf(login)}`);
    return this.browser.submit(form, login, [['provider', provider]]);
  }

  /** Chooses an account at the provider and comes back. */
  chooseAccount(upstream: Page, name: string): Promise<Page> {
    return this.browser.submit(this.accountForm(upstream, name), upstream);
  }

  /** The form by which somebody chooses an account at the provider. */
  accountForm(upstream: Page, name: string): Form {
    const form = formsOf(upstream).find(({ fields }) =>
      fields.some(([field, value]) => /^(?:login|email|user_ref)$/.test(field) && value === name),
    );
    if (form === undefined) throw new Error(`nobody is called ${name} at ${upstream.url.origin}`);
    return form;
  }

  /**
   * Signs in at the provider, but stops before the callback is opened.
   *
   * @returns the callback's address, with code and state
   */
  async stopAtCallback(request: URL, { provider = 'github', as }: Choices = {}): Promise<URL> {
    const login = await this.browser.open(request);
    const upstream = await this.chooseProvider(login, provider);
    const name = as ?? (provider === 'github' ? 'ada' : 'ada@example.com');
    const form = this.accountForm(upstream, name);
    const response = await this.browser.request({
      method: 'POST',
      url: form.action,
      body: new URLSearchParams(form.fields.map(([field, value]) => [field, value])),
    });
    await response.body?.cancel();
    return new URL(response.headers.get('location') ?? '', form.action);
  }

  /**
   * Signs in at the provider, up to the redirect that resumes the request, which is not followed.
   *
   * @returns where it leads
   */
  async stopAtResumption(login: Page, as: string): Promise<URL> {
    const form = this.accountForm(await this.chooseProvider(login, 'github'), as);
    let url = form.action;
    let body: URLSearchParams | undefined = new URLSearchParams(
      form.fields.map(([field, value]) => [field, value]),
    );
    for (;;) {
      const method = body === undefined ? 'GET' : 'POST';
      const response = await this.browser.request({ method, url, ...(body && { body }) });
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (location === null) throw new Error(`stopped at ${response.status} ${url.pathname}`);
      url = new URL(location, url);
      body = undefined;
      if (url.origin === login.url.origin && url.pathname.startsWith('/auth/')) return url;
    }
  }

  /** Follows the link to the client, where a page holds an error or a no back; any other page stays. */
  async goOn(page: Page): Promise<Page> {
    const target = linkTarget(page, /^Tell /);
    return target === undefined ? page : this.browser.follow(page, target);
  }

  /** Presses “Allow” or “Deny” on the consent page, and goes on to the client. */
  async decide(consent: Page, choices: Choices = {}): Promise<Page> {
    const { decide = 'allow', untick = [], tick = [], forge = [] } = choices;
    const form = formTo(consent, '/consent');
    if (form === undefined) throw new Error(`not the consent page: ${headingOf(consent)}`);
    const ticked = tick.filter((scope) => form.checkboxes.get(scope) === false);
    const fields = [
      ...form.fields.filter(([name, value]) => name !== 'scope' || !untick.includes(value)),
      ...[...ticked, ...forge].map((scope) => ['scope', scope] as const),
    ];
    const press = [['decision', decide]] as const;
    const page = await this.browser.submit({ ...form, fields }, consent, press);
    if (decide !== 'allow' || !cameTooSoon(page)) return this.goOn(page);
    // What was ticked is kept.
    await new Promise((read) => setTimeout(read, READING));
    return this.goOn(await this.browser.submit(formTo(page, '/consent')!, page, press));
  }
}
