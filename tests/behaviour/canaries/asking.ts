import { endpointAt } from './endpoints.ts';
import { Browser } from '../actors/browser.ts';
import { sendExactly } from '../actors/navigation.ts';
import { Person } from '../actors/person.ts';
import type { Stack } from '../../harness/stack.ts';
import type { Canaries } from './canaries.ts';

type Headers = Readonly<Record<string, string>>;

/** A request, of which every header can be wrong. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: URLSearchParams | string;
}

/** Asks the servers of a stack, and looks through every answer. */
export class Asking {
  readonly stack: Stack;
  readonly canaries: Canaries;
  /** how often each endpoint was asked */
  readonly asked = new Map<string, number>();

  constructor(stack: Stack, canaries: Canaries) {
    this.stack = stack;
    this.canaries = canaries;
  }

  async ask(url: URL, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Response> {
    const answer = await sendExactly(url, { method, headers, ...(body !== undefined && { body }) });
    return this.look(url, answer);
  }

  post(url: URL, fields: Headers, headers: Headers = {}): Promise<Response> {
    return this.ask(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }

  /** Somebody whose every page is looked through. */
  person(): Person {
    const { issuer, upstreamUrls } = this.stack;
    return new Person(this.stack, new Watched([issuer, ...upstreamUrls], this));
  }

  /** Looks through an answer, if it is of ours. @returns the same once more */
  async look(url: URL, answer: Response): Promise<Response> {
    const [ours, mcp] = [this.stack.issuer, this.stack.mcpUrl].map((own) => new URL(own).origin);
    if (url.origin !== ours && url.origin !== mcp) return answer;
    const name = url.origin === mcp ? 'mcp' : (endpointAt(url.pathname) ?? 'none');
    this.asked.set(name, (this.asked.get(name) ?? 0) + 1);
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    const isRedirect = answer.status >= 300 && answer.status < 400;
    const what = `${isRedirect ? 'a redirect' : isPage ? 'a page' : 'an answer'} of ${name}`;
    for (const [header, value] of answer.headers) {
      this.canaries.look(`${header} of ${what}`, value);
    }
    // Read to the end, and not cloned: who cancels a part of a clone waits for the other.
    const text = await answer.text();
    this.canaries.look(what, text);
    const { status, headers } = answer;
    return new Response(text === '' ? null : text, { status, headers });
  }
}

class Watched extends Browser {
  readonly #asking: Asking;

  constructor(web: readonly string[], asking: Asking) {
    super(web);
    this.#asking = asking;
  }

  override async request(step: Parameters<Browser['request']>[0]): Promise<Response> {
    const answer = await super.request(step);
    return this.#asking.look(step.url, answer);
  }
}
