import { Client, HTTPS_REDIRECT, type Parameters } from '../actors/client.ts';
import { formTo, type Page } from '../actors/page.ts';
import type { Person } from '../actors/person.ts';
import type { Asking } from './asking.ts';
import { AUTHORIZATION, CALLBACK, FORM } from './fields.ts';

/** Somebody whom the client may ask about without a page, because they have allowed it before. */
export async function known(asking: Asking, client: Client): Promise<Person> {
  const person = asking.person();
  // Whoever left something out is asked again.
  await person.authorize(requestOf(asking, client), { tick: ['mcp:write'] });
  return person;
}

/** An authorization request that is as it should be, but for what is told. */
export function requestOf({ stack }: Asking, client: Client, parameters: Parameters = {}): URL {
  return client.authorizationUrl({ resource: stack.mcpUrl, scope: 'openid', ...parameters });
}

export const webClient = ({ stack }: Asking): Promise<Client> =>
  Client.register(stack.issuer, {
    redirect_uris: [HTTPS_REDIRECT],
    token_endpoint_auth_method: 'client_secret_post',
  });

/**
 * Every parameter of an authorization request, in one that is as it should be otherwise: to somebody who
 * has to sign in, to somebody who has to decide, to one who is answered at once, and as a form.
 */
export async function authorizationParameters(asking: Asking, client: Client): Promise<void> {
  const person = await known(asking, client);
  const at = (field: string, more: Parameters = {}, as = field) =>
    requestOf(asking, client, { ...more, [field]: asking.canaries.plant('authorization', as) });
  for (const field of AUTHORIZATION) {
    await asking.person().browser.open(at(field));
    await person.goOn(await person.browser.open(at(field)));
    await person.goOn(await person.browser.open(at(field, { prompt: 'consent' })));
    const { searchParams, origin } = at(field, {}, `${field} of a form`);
    await person.browser.post(new URL('/auth', origin), [...searchParams]);
  }
}

/** Every field of every form of ours, each in a form that is as it should be otherwise. */
export async function formFields(asking: Asking, client: Client): Promise<void> {
  const ask = () => requestOf(asking, client, { prompt: 'consent' });
  await Promise.all([
    submit(asking, 'login', async () => {
      const person = asking.person();
      return { person, page: await person.browser.open(requestOf(asking, client)) };
    }),
    ...['consent', 'cancel', 'switch'].map(async (form) => {
      const person = asking.person();
      await person.open(ask());
      await submit(asking, form, async () => ({
        person,
        page: await person.open(ask()),
      }));
    }),
  ]);
}

async function submit(
  { canaries }: Asking,
  name: string,
  open: () => Promise<{ person: Person; page: Page }>,
): Promise<void> {
  const { person, page: first } = await open();
  const fields = [...(formTo(first, `/${name}`)?.fields ?? []).map(([field]) => field), ...FORM];
  for (const field of new Set(fields)) {
    const { page } = await open();
    const form = formTo(page, `/${name}`);
    if (form === undefined) continue;
    const others = form.fields.filter(([other]) => other !== field);
    const planted = [field, canaries.plant(name, `form field ${field}`)] as const;
    await person.browser.post(form.action, [...others, planted], {}, page.url);
  }
}

/** Every parameter of an answer of each provider's authorization endpoint. */
export async function callbackParameters(asking: Asking, client: Client): Promise<void> {
  await Promise.all(
    ['github', 'google', 'oidc'].map(async (provider) => {
      for (const field of CALLBACK) {
        const person = asking.person();
        const url = await person.stopAtCallback(requestOf(asking, client), { provider });
        if (field.startsWith('error_')) url.searchParams.set('error', 'access_denied');
        url.searchParams.set(field, asking.canaries.plant('callback', `${field} of ${provider}`));
        await person.browser.open(url);
      }
    }),
  );
}
