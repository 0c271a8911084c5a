import { describe, expect, test } from 'vitest';
import { type ConsentPageProps, ConsentPage } from './consent-page.tsx';
import type { ClientSummary } from './client-summary.tsx';
import { described, hostileClient, website } from './every-page/clients.fixture.ts';
import { consentProps } from './every-page/consent.fixture.ts';
import { stylesheet } from './assets.ts';
import { redirectDestination } from './text/redirect-destination.ts';
import { renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

const inEnglish = (props: ConsentPageProps) =>
  renderPage(ConsentPage, props, { words: english, brand: {} });

/** What a user reads: text without tags. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

describe('the consent page', () => {
  const html = inEnglish(consentProps);
  const text = textOf(html);

  test('names who asks, for which server, and where the answer goes', () => {
    expect(html).toMatch(/<h1><bdi>Claude<\/bdi> wants to use <bdi>Notes<\/bdi><\/h1>/);
    expect(text).toContain('https://notes.example/mcp');
    expect(text).toContain('Answer goes to claude.ai');
  });

  test('says before the buttons who is signed in, and offers to be somebody else', () => {
    expect(text).toContain('You are signed in as Octavia octocat octavia@example.com');
    expect(html.indexOf('Octavia')).toBeLessThan(html.indexOf('value="allow"'));
    expect(html).toMatch(/<button type="submit" form="switch-user"[^>]*>Not you\?<\/button>/);
    expect(html).toMatch(/<form [^>]*action="\/interaction\/uid\/switch"[^>]*id="switch-user"/);
  });

  test('has Allow and Deny of the same make, Deny first so that Enter never allows', () => {
    const buttons = [...html.matchAll(/<button[^>]*name="decision" value="(\w+)"[^>]*>(\w+)</g)];
    expect(buttons.map(([, value, label]) => [value, label])).toEqual([
      ['deny', 'Deny'],
      ['allow', 'Allow'],
    ]);
  });

  test('keeps Allow from the pointer at first, by a style that no preference turns off', () => {
    expect(html).toMatch(/value="allow" class="[^"]*\bbutton-wary\b/);
    expect(html).not.toMatch(/value="deny" class="[^"]*\bbutton-wary\b/);
    const outsideOfQueries = stylesheet.body.replace(
      /@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g,
      '',
    );
    expect(outsideOfQueries).toContain('.button-wary { animation: wary 600ms; }');
    expect(outsideOfQueries).toContain('@keyframes wary { from, to { pointer-events: none; } }');
    const css = stylesheet.body;
    const rule = css.indexOf('.sheet:not(:hover) .button-wary');
    const query = css.slice(css.lastIndexOf('@media', rule), rule);
    expect(query).toMatch(/^@media \(hover: hover\) \{\s*$/);
  });

  test('says in a word, and before the buttons, where Allow came too soon', () => {
    const again = inEnglish({ ...consentProps, notCounted: 'too-soon' });
    expect(textOf(again)).toContain('nothing was allowed yet');
    expect(again.indexOf('nothing was allowed yet')).toBeLessThan(again.indexOf('value="deny"'));
    expect(text).not.toContain('nothing was allowed yet');
  });

  test('says of offline_access how long it lasts, and not that it is about the person', () => {
    const alone = textOf(inEnglish({ ...consentProps, identityScopes: ['offline_access'] }));
    expect(alone).toContain('For how long Stay connected until you revoke its access');
    expect(alone).not.toContain('know about you');
    expect(text).toContain('What it may know about you Recognise you when you come back');
    expect(text).not.toContain('For how long');
  });

  test('says why somebody is asked again, or an Allow did not count, where the app has changed', () => {
    const since = textOf(inEnglish({ ...consentProps, changed: true }));
    const meanwhile = textOf(inEnglish({ ...consentProps, notCounted: 'changed' }));
    expect(since).toContain('This app has changed its name, or how it proves who it is, since');
    expect(meanwhile).toContain('The app has changed while this page was open');
    expect(text).not.toContain('changed');
  });

  test('has a checkbox for each optional scope alone, ticked as asked, with its name in its label', () => {
    const boxes = [...html.matchAll(/<input type="checkbox"[^>]*>/g)].map(([box]) => box);
    expect(boxes).toEqual(['<input type="checkbox" name="scope" value="mcp:write" checked/>']);
    expect(html).toMatch(
      /<label class="scope"><input[^>]*>.*?Change your notes.*?mcp:write.*?<\/label>/s,
    );
    expect(text).toContain('Read your notes mcp:read allowed before');
  });

  test('leaves a box empty that is not to be ticked', () => {
    const [, optional] = consentProps.scopes;
    const unticked = inEnglish({ ...consentProps, scopes: [{ ...optional!, checked: false }] });
    expect(unticked).toContain('<input type="checkbox" name="scope" value="mcp:write"/>');
  });
});

describe('what was left out before', () => {
  const page = (change: object) =>
    inEnglish({
      ...consentProps,
      scopes: [{ ...consentProps.scopes[1]!, leftOutBefore: true, ...change }],
    });

  test('comes empty, with a word that what needs it will not work', () => {
    const html = page({ checked: false });
    expect(html).toContain('<input type="checkbox" name="scope" value="mcp:write"/>');
    expect(textOf(html)).toContain('You left this out before: what needs it will not work.');
  });

  test('comes ticked where the app asks for it again, and says that it does', () => {
    const html = page({ checked: true });
    expect(html).toContain('<input type="checkbox" name="scope" value="mcp:write" checked/>');
    expect(textOf(html)).toContain('You left this out before, and the app now asks for it again.');
  });

  test('is not said of anything else', () => {
    expect(textOf(page({ leftOutBefore: false }))).not.toContain('left this out');
  });
});

describe('how far the client is known', () => {
  const page = (client: ClientSummary) => textOf(inEnglish({ ...consentProps, client }));

  test('a self-registered website: its name is not verified, its host is what to trust', () => {
    expect(page(website)).toContain('Name not verified');
    expect(page(website)).toContain('Allow this only if you trust claude.ai .');
  });

  test('a program on this computer: not verified, and said in plain words', () => {
    const text = page({
      ...website,
      verified: 'unverified',
      redirect: redirectDestination('http://localhost:8787/callback'),
    });
    expect(text).toContain('Not verified');
    expect(text).toContain('A program on this computer localhost:8787');
    expect(text).toContain('Allow this only if you have just started connecting it yourself.');
  });

  test('a custom scheme: an app on this device, never a link', () => {
    const redirect = redirectDestination('cursor://anysphere.cursor-mcp/oauth/callback');
    expect(page({ ...website, verified: 'unverified', redirect })).toContain(
      'An app on this device cursor:',
    );
    const html = inEnglish({ ...consentProps, client: { ...consentProps.client, redirect } });
    expect(html).not.toMatch(/href="cursor/);
  });

  test('an operator’s app that any program can pass for is shown with caution', () => {
    const clientUri = 'https://claude.ai/';
    const client = {
      ...consentProps.client,
      verified: 'operator-unproven' as const,
      redirect: { kind: 'loopback' as const, host: '127.0.0.1:1' },
      clientUri,
    };
    const html = inEnglish({ ...consentProps, client });
    const text = textOf(html);
    expect(text).toContain('Not verified');
    expect(text).toContain('Any program on this device can say that it is this one.');
    expect(text).toContain('Allow this only if you have just started connecting it yourself.');
    expect(text).not.toContain('Known here');
    expect(html).not.toContain('href="https://claude.ai/"');
  });

  test.each([
    [
      'of the site that describes it',
      described.ofTheSite,
      ['Name not verified', 'Described at claude.ai', 'Answer goes to claude.ai'],
      'A page at claude.ai describes this app and gives it this name. What is sure: only claude.ai receives the answer.',
      'Allow this only if you trust claude.ai .',
    ],
    [
      'of a part of that site',
      described.ofASubdomain,
      ['Name not verified', 'Described at claude.ai', 'Answer goes to api.claude.ai'],
      'What is sure: only api.claude.ai receives the answer.',
      'Allow this only if you trust api.claude.ai .',
    ],
    [
      'that is answered at another site',
      described.elsewhere,
      ['Name not verified', 'Described at claude.ai', 'Answer goes to relay.example'],
      'The answer goes to another site, relay.example .',
      'Allow this only if you trust both claude.ai and relay.example .',
    ],
    [
      'that any program can pass for',
      described.onThisComputer,
      ['Not verified', 'Described at claude.ai', 'A program on this computer localhost:8787'],
      'Any program on this device can say that it is this one.',
      'It may not be from claude.ai . Allow this only if you have just started connecting it yourself.',
    ],
    [
      'that any app on the device can pass for',
      described.inAnApp,
      ['Not verified', 'Described at claude.ai', 'An app on this device cursor:'],
      'Any program on this device can say that it is this one.',
      'It may not be from claude.ai . Allow this only if you have just started connecting it yourself.',
    ],
  ])(
    'a client with a document %s: both hosts, and what follows',
    (_, client, facts, known, care) => {
      const text = page(client);
      for (const said of [...facts, known, care]) expect(text).toContain(said);
      expect(text).not.toContain('Known here');
    },
  );

  test('a document’s word is no verification: its home page is no link, its logo is not shown', () => {
    const html = inEnglish({
      ...consentProps,
      client: { ...described.ofTheSite, clientUri: 'https://claude.ai/' },
    });
    expect(html).not.toContain('href="https://claude.ai/"');
    expect(html).not.toContain('<img');
  });

  test('the page says hosts as strongly as a name, and carries what was shown back', () => {
    const html = inEnglish({ ...consentProps, client: described.elsewhere });
    for (const host of ['claude.ai', 'relay.example'])
      expect(html.split(`<strong>${host}</strong>`)).toHaveLength(4);
    expect(html).toContain('<input type="hidden" name="shown" value="hash"/>');
  });

  test('only an operator’s client has no caution, and only its home page is linked', () => {
    const clientUri = 'https://claude.ai/';
    const operators = { ...consentProps.client, verified: 'operator' as const, clientUri };
    expect(textOf(inEnglish({ ...consentProps, client: operators }))).not.toContain('only if');
    expect(inEnglish({ ...consentProps, client: operators })).toContain(
      'href="https://claude.ai/"',
    );
    const own = { ...operators, verified: 'https-redirect' as const };
    expect(inEnglish({ ...consentProps, client: own })).not.toContain('href="https://claude.ai/"');
  });
});

test('a hostile client name is text, without its invisible characters', () => {
  const html = inEnglish({ ...consentProps, client: hostileClient });
  expect(html).toContain('&lt;script>alert(1)');
  for (const invisible of ['\u202E', '\u200B', '\u0000']) expect(html).not.toContain(invisible);
  expect(html).not.toContain('javascript:');
});

test('without a resource the page asks for identity alone', () => {
  const { resource: _, ...identityOnly } = consentProps;
  const html = inEnglish({ ...identityOnly, scopes: [] });
  expect(html).toContain('wants to know who you are');
  expect(html).not.toContain('What it may do there');
});

test('five hundred scopes keep the buttons in sight, a few do not', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({
    ...consentProps.scopes[1]!,
    name: `thing:${index}`,
  }));
  expect(inEnglish({ ...consentProps, scopes: many })).toContain('decision-in-sight');
  expect(inEnglish(consentProps)).not.toContain('decision-in-sight');
});
