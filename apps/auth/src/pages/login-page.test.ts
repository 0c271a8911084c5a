import { expect, test } from 'vitest';
import { website } from './every-page/clients.fixture.ts';
import { type LoginPageProps, LoginPage } from './login-page.tsx';
import type { LoginProvider } from './provider-buttons.tsx';
import { renderPage, type PageBrand } from './render.tsx';
import { english } from './words/en/en.ts';

const page = (given: LoginPageProps, brand: PageBrand = {}) =>
  renderPage(LoginPage, given, { words: english, brand });

const provider = (id: string, label: string): LoginProvider => ({
  id,
  kind: id,
  label,
  emulated: false,
  lastUsed: false,
});

const [github, google] = [provider('github', 'GitHub'), provider('google', 'Google')];

const props: LoginPageProps = {
  app: {
    summary: website,
    clientId: 'client_a',
    redirectUri: 'https://claude.ai/cb',
    resource: { name: 'Notes', uri: 'https://notes.example/mcp' },
  },
  providers: [github, google],
  action: '/interaction/uid/login',
  csrf: 'a"b',
};
const { app: _, ...ownPage } = props;

test('each provider has a form of its own with the token, and a button by mark and name', () => {
  const forms = page(props).match(/<form.*?<\/form>/gs) ?? [];
  expect(forms).toHaveLength(2);
  for (const [form, id, label] of [
    [forms[0], 'github', 'Continue with GitHub'],
    [forms[1], 'google', 'Continue with Google'],
  ]) {
    expect(form).toContain('method="post" action="/interaction/uid/login"');
    expect(form).toContain('name="csrf" value="a&quot;b"');
    const button = `name="provider" value="${id}".*</svg><span class="label"><span>${label}</span> </span></button>`;
    expect(form).toMatch(new RegExp(button, 's'));
  }
});

test('the heading says which app wants to be connected to what, and the thread what is known of both', () => {
  const html = page(props);
  expect(html).toMatch(/<h1>Sign in to connect .*<bdi>Claude<\/bdi>.* to <bdi>Notes<\/bdi><\/h1>/);
  expect(html.match(/<bdi>Claude<\/bdi>/g)).toHaveLength(1);
  expect(html).toContain('Not verified');
  expect(html).toContain('Not signed in yet');
});

test('an app that only asks who somebody is has no server', () => {
  const { resource: __, ...app } = props.app!;
  expect(page({ ...props, app })).toMatch(/<h1>Sign in to go on to .*<bdi>Claude<\/bdi>/);
});

test('the provider that was used last says so where there is a choice', () => {
  const last = { ...google, lastUsed: true };
  expect(page({ ...props, providers: [last, github] })).toMatch(
    /Continue with Google<\/span> <span class="tag">Last used<.*Continue with GitHub<\/span> <\/span><\/button>/s,
  );
  expect(page({ ...props, providers: [last] })).not.toContain('Last used');
});

test('it says that emulated providers are made up, and only then', () => {
  const emulated = page({ ...props, providers: [{ ...github, emulated: true }] });
  expect(emulated).toContain('Development: GitHub is played by this computer');
  expect(emulated).not.toContain('Your password');
  expect(page(props)).not.toContain('Development');
  expect(page(props)).toContain('Your password stays with GitHub or Google.');
});

test('who has no account learns whom to ask, where there is somebody', () => {
  const contact = { href: 'mailto:grace@example.org', text: 'grace@example.org' };
  const html = page(props, { contact: { ...contact, name: 'Grace Hopper' } });
  expect(html).toContain('No account yet? Ask <bdi>Grace Hopper</bdi> (<a href="mailto:grace@');
  expect(page(props)).not.toContain('No account yet?');
  const again = { why: 'again', user: { name: 'Ada' } } as const;
  for (const why of [{ failed: { code: 'denied' } }, { asked: again }, { providers: [] }]) {
    expect(page({ ...props, ...why }, { contact })).not.toContain('No account yet?');
  }
});

test('a failure is told in words, with the name of the provider escaped', () => {
  const failed = { code: 'unavailable', provider: '<b>GitHub</b>' };
  expect(page({ ...props, failed })).toContain('&lt;b>GitHub&lt;/b> does not answer just now.');
});

test('a failure of another version, and a provider that is gone, have words as well', () => {
  const html = page({ ...props, failed: { code: 'constructor' } });
  expect(html).toContain('The provider gave an answer that this server cannot accept.');
  const policy = page({ ...ownPage, failed: { code: 'policy' } });
  expect(policy).toContain('Whoever manages your account at the provider');
});

test('who has to sign in again is named apart from the sentence, and not made up', () => {
  const again = (name: string) =>
    page({ ...ownPage, asked: { why: 'again', user: { username: name } } });
  expect(again('ada')).toContain('sign in again as <bdi>ada</bdi>.');
  expect(again('\u200B')).toContain('sign in again. You come back');
});

test('without a provider it says so', () => {
  expect(page({ ...props, providers: [] })).toContain('No way to sign in has been set up yet');
});
