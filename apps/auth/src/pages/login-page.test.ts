import { expect, test } from 'vitest';
import { github as githubConnector } from '../connectors/github/github.ts';
import { google } from '../connectors/google/google.ts';
import { website } from './every-page/clients.fixture.ts';
import { type LoginPageProps, LoginPage } from './login-page.tsx';
import { renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

const page = (given: LoginPageProps) => renderPage(LoginPage, given, { words: english, brand: {} });

const props: LoginPageProps = {
  client: website,
  providers: [
    { id: 'github', label: 'GitHub', mark: githubConnector.mark, emulated: false },
    { id: 'google', label: 'Google', mark: google.mark, emulated: false },
  ],
  action: '/interaction/uid/login',
  csrf: 'a"b',
};

test('each provider has a form of its own with the token and a button by name', () => {
  const forms = page(props).match(/<form.*?<\/form>/gs) ?? [];
  expect(forms).toHaveLength(2);
  for (const [form, id, label] of [
    [forms[0], 'github', 'Continue with GitHub'],
    [forms[1], 'google', 'Continue with Google'],
  ]) {
    expect(form).toContain('method="post" action="/interaction/uid/login"');
    expect(form).toContain('name="csrf" value="a&quot;b"');
    expect(form).toMatch(new RegExp(`name="provider" value="${id}".*</svg>${label}</button>`, 's'));
  }
});

test('it says who sent the person here and how far that is known', () => {
  expect(page(props)).toContain('to go on to <bdi>Claude</bdi>');
  expect(page(props)).toContain('Name not verified');
});

test('it says that emulated providers are made up, and only then', () => {
  const [github] = props.providers;
  const emulated = page({ ...props, providers: [{ ...github!, emulated: true }] });
  expect(emulated).toContain('Development: GitHub is played by this computer');
  expect(page(props)).not.toContain('Development');
});

test('a failure is told in words, with the name of the provider escaped', () => {
  const failed = { code: 'unavailable', provider: '<b>GitHub</b>' };
  expect(page({ ...props, failed })).toContain('&lt;b>GitHub&lt;/b> does not answer just now.');
});

test('a failure of another version, and a provider that is gone, have words as well', () => {
  const html = page({ ...props, failed: { code: 'constructor' } });
  expect(html).toContain('The provider gave an answer we cannot accept.');
});

test('without a provider it says so', () => {
  expect(page({ ...props, providers: [] })).toContain('No way to sign in has been set up yet');
});
