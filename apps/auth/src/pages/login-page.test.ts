import { expect, test } from 'vitest';
import { github as githubConnector } from '../connectors/github/github.ts';
import { google } from '../connectors/google/google.ts';
import { website } from './every-page.fixture.ts';
import { type LoginPageProps, loginPage } from './login-page.tsx';

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
  const forms = loginPage(props).match(/<form.*?<\/form>/gs) ?? [];
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
  expect(loginPage(props)).toContain('to go on to <bdi>Claude</bdi>');
  expect(loginPage(props)).toContain('Name not verified');
});

test('it says that emulated providers are made up, and only then', () => {
  const [github] = props.providers;
  const emulated = loginPage({ ...props, providers: [{ ...github!, emulated: true }] });
  expect(emulated).toContain('Development: GitHub is played by this computer');
  expect(loginPage(props)).not.toContain('Development');
});

test('a notice is shown, escaped', () => {
  const html = loginPage({ ...props, notice: '<b>GitHub</b> does not answer just now.' });
  expect(html).toContain('&lt;b>GitHub&lt;/b> does not answer');
});

test('without a provider it says so', () => {
  expect(loginPage({ ...props, providers: [] })).toContain('No way to sign in has been set up yet');
});
