import { describe, expect, test } from 'vitest';
import { type ConsentPageProps, ConsentPage } from './consent-page.tsx';
import type { ClientSummary } from './client-summary.tsx';
import { described, hostileClient, website } from './every-page/clients.fixture.ts';
import { consentProps } from './every-page/consent.fixture.ts';
import { stylesheet } from './assets.ts';
import { textOf } from './every-page/text-of.fixture.ts';
import { redirectDestination } from './text/redirect-destination.ts';
import { renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

const inEnglish = (props: ConsentPageProps, name?: string) =>
  renderPage(ConsentPage, props, { words: english, brand: name === undefined ? {} : { name } });

const local: ClientSummary = {
  name: 'Claude Code',
  verified: 'unverified',
  redirect: redirectDestination('http://localhost:8787/callback'),
};

describe('the consent page', () => {
  const html = inEnglish(consentProps);
  const text = textOf(html);

  test('names who asks, for which server, and where the answer goes', () => {
    expect(html).toMatch(/<h1>“<bdi>Claude<\/bdi>” wants to use <bdi>Notes<\/bdi><\/h1>/);
    expect(text).toContain('Server notes.example');
    expect(text).toContain('Server https://notes.example/mcp');
    expect(text).toContain('Answer goes to https://claude.ai/api/mcp/auth_callback');
    expect(text).toContain('Client ID client-id');
  });

  test('has the name of an unverified site once, in the heading, and not in the title', () => {
    expect(text.split('Claude')).toHaveLength(2);
    expect(html).toContain('<title>Allow an unverified app? · Gatehouse</title>');
    expect(inEnglish({ ...consentProps, client: local })).toContain(
      '<title>Allow Claude Code to use Notes? · Gatehouse</title>',
    );
  });

  test('says before the buttons who is signed in, and offers to be somebody else', () => {
    expect(text).toContain('You Not you? Octavia octavia@example.com , with GitHub');
    expect(html.indexOf('Octavia')).toBeLessThan(html.indexOf('value="allow"'));
    expect(html).toMatch(/<button type="submit" form="switch-user"[^>]*>Not you\?<\/button>/);
    expect(html).toMatch(/<form [^>]*action="\/interaction\/uid\/switch"[^>]*id="switch-user"/);
  });

  test('has Deny first, so that Enter never allows, and no tick is needed to deny', () => {
    const buttons = [...html.matchAll(/<button[^>]*name="decision"[^>]*>.*?<\/button>/g)];
    const [deny = '', allow = ''] = buttons.map(([button]) => button);
    expect(buttons).toHaveLength(2);
    expect(deny).toMatch(/value="deny"[^>]* formnovalidate>Deny</);
    expect(textOf(allow)).toBe('Allow access to Notes');
    expect(allow).not.toContain('formnovalidate');
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

  test('says in a word, and before the buttons, where Allow did not count', () => {
    const again = inEnglish({ ...consentProps, notCounted: 'too-soon' });
    expect(textOf(again)).toContain('nothing was allowed yet');
    expect(again.indexOf('nothing was allowed yet')).toBeLessThan(again.indexOf('value="deny"'));
    expect(text).not.toContain('nothing was allowed yet');
    const vouched = textOf(inEnglish({ ...consentProps, notCounted: 'not-vouched' }));
    expect(vouched).toContain('the box above it was not ticked');
    const nothing = textOf(inEnglish({ ...consentProps, notCounted: 'nothing-ticked' }));
    expect(nothing).toContain('Tick what the app may do, or deny.');
  });

  test('says why somebody is asked again, or an Allow did not count, where the app has changed', () => {
    const since = textOf(inEnglish({ ...consentProps, changed: true }));
    const meanwhile = textOf(inEnglish({ ...consentProps, notCounted: 'changed' }));
    expect(since).toContain('This app has changed its name, or how it proves who it is, since');
    expect(meanwhile).toContain('The app has changed while this page was open');
    expect(text).not.toContain('changed');
  });

  test('carries back what was shown', () => {
    expect(html).toContain('<input type="hidden" name="shown" value="hash"/>');
  });
});

describe('what it lets an app do', () => {
  const [read, write] = consentProps.scopes;
  const page = (change: Partial<ConsentPageProps>) => inEnglish({ ...consentProps, ...change });

  test('is in the operator’s words, by kind, what cannot be undone last and red', () => {
    const gone = {
      ...write!,
      name: 'mcp:delete',
      description: 'Delete your notes',
      kind: 'irreversible' as const,
      checked: false,
    };
    const text = textOf(page({ scopes: [gone, write!, read!] }));
    expect(text).toMatch(
      /View Read your notes Required .* Make changes Change your notes Optional Delete your notes Cannot be undone Optional, off unless you tick it Ends after/,
    );
    expect(page({ scopes: [gone] })).toContain('badge badge-danger');
    expect(page({ scopes: [write!] })).not.toContain('badge-danger');
  });

  test('has a checkbox for each optional scope alone, ticked as asked, with its words in its label', () => {
    const html = page({});
    const boxes = [...html.matchAll(/<input type="checkbox"[^>]*>/g)].map(([box]) => box);
    expect(boxes).toEqual(['<input type="checkbox" name="scope" value="mcp:write" checked/>']);
    expect(html).toMatch(/<label class="perm-line">.*?Change your notes.*?mcp:write.*?<\/label>/s);
    expect(page({ scopes: [{ ...write!, checked: false }] })).toContain(
      '<input type="checkbox" name="scope" value="mcp:write"/>',
    );
  });

  test('say so where the operator has not said what one does', () => {
    const undescribed = (change: Partial<ConsentPageProps['scopes'][number]>) =>
      textOf(page({ scopes: [{ ...write!, ...change }] }));
    const name = write!.name;
    expect(undescribed({ description: name, checked: false })).toContain(
      `${name} Nobody here has said what it does · Optional, off unless you tick it`,
    );
    expect(undescribed({ description: '\u200B', optional: false })).toContain(
      `${name} Nobody here has said what it does Required`,
    );
    expect(undescribed({})).not.toContain('Nobody here has said');
    expect(undescribed({ description: name, detail: 'All of it' })).not.toContain(
      'Nobody here has',
    );
  });

  test('says more closely what the operator said more closely, with what the box means', () => {
    const text = textOf(page({ scopes: [{ ...write!, detail: 'Titles and text' }] }));
    expect(text).toContain('Change your notes Titles and text · Optional');
  });

  test('has codes in the technical details alone', () => {
    const html = page({});
    expect(textOf(html.slice(0, html.indexOf('<details')))).not.toContain('mcp:');
    expect(textOf(html)).toContain('Scopes mcp:read mcp:write openid');
  });

  test.each([
    [['openid'], 'That it is you, whenever you come back Required'],
    [['openid', 'profile'], 'Your name Also your user name and picture Required'],
    [['openid', 'email'], 'Your email address Required'],
    [['profile', 'email'], 'Your name and email address Also your user name and picture Required'],
  ])('says of %j what it learns of the person, in one line', (identityScopes, line) => {
    expect(textOf(page({ identityScopes, scopes: [] }))).toContain(`View ${line} Ends`);
  });

  test('says how long it lasts, of offline_access as of everything', () => {
    const text = textOf(page({ scopes: [], identityScopes: ['offline_access'] }));
    expect(text).toContain(
      'Ends after 30 days without use, and after 365 days in any case. To end it sooner, ask',
    );
    expect(text).not.toMatch(/View|Make changes/);
    expect(textOf(page({ term: { latest: 900 } }))).toContain(
      'Ends after 15 minutes; then it has to ask again.',
    );
  });

  test('is said again in the bar, by kind, and whether a tick is needed', () => {
    const sum = (change: Partial<ConsentPageProps>) =>
      textOf(/<p class="sum">(.*?)<\/p>/s.exec(page(change))?.[1] ?? '');
    expect(sum({})).toBe('View Make changes');
    const off = { ...write!, checked: false };
    expect(sum({ scopes: [off], identityScopes: [] })).toBe('Make changes, if ticked');
    expect(
      sum({
        scopes: [
          { ...off, kind: 'irreversible' },
          { ...off, name: 'x' },
        ],
      }),
    ).toBe('View Make changes, if ticked What cannot be undone, if ticked');
  });

  describe('was left out before', () => {
    const left = (change: object) =>
      page({ scopes: [{ ...write!, leftOutBefore: true, ...change }] });

    test('comes empty, with a word that what needs it will not work', () => {
      const html = left({ checked: false });
      expect(html).toContain('<input type="checkbox" name="scope" value="mcp:write"/>');
      expect(textOf(html)).toContain('You left this out before: what needs it will not work.');
    });

    test('comes ticked where the app asks for it again, and says that it does', () => {
      const html = left({ checked: true });
      expect(html).toContain('<input type="checkbox" name="scope" value="mcp:write" checked/>');
      expect(textOf(html)).toContain(
        'You left this out before, and the app now asks for it again.',
      );
    });

    test('is not said of anything else', () => {
      expect(textOf(left({ leftOutBefore: false }))).not.toContain('left this out');
    });
  });
});

describe('an app that asks for more', () => {
  const [read, write] = consentProps.scopes;
  const more: ConsentPageProps = {
    ...consentProps,
    client: local,
    isStepUp: true,
    identityBefore: ['openid'],
    scopes: [
      read!,
      { ...write!, name: 'mcp:share', description: 'Share them', alreadyAllowed: true },
      { ...write!, description: 'Change your notes' },
    ],
  };
  const html = inEnglish(more);
  const text = textOf(html);

  test('asks for what is new alone; the rest is folded, and still in the form', () => {
    expect(text).toContain('Claude Code asks for one more permission');
    const folded = html.slice(html.indexOf('<details'), html.indexOf('</details>'));
    expect(textOf(folded)).toContain('Already allowed (3)');
    expect(textOf(folded)).toContain('Read your notes Allowed');
    expect(folded).toContain('name="scope" value="mcp:share" checked');
    expect(textOf(html.slice(0, html.indexOf('<details')))).not.toContain('Read your notes');
    expect(text).toContain('If you deny, what it may do already stays as it is.');
  });

  test('has a button that names the change, in the operator’s words', () => {
    expect(text).toContain('Deny Allow “Change your notes”');
    const two = textOf(inEnglish({ ...more, scopes: [...more.scopes, { ...write!, name: 'x' }] }));
    expect(two).toContain('asks for 2 more permissions');
    expect(two).toContain('Deny Allow 2 more permissions');
    const long = { ...write!, description: 'Change everything that you have ever written' };
    expect(textOf(inEnglish({ ...more, scopes: [long] }))).toContain('Allow one more permission');
  });

  test('posts the one new thing with the button, without a checkbox that could contradict it', () => {
    const unfolded = html.slice(0, html.indexOf('<details'));
    expect(unfolded).not.toContain('type="checkbox"');
    expect(unfolded).toContain('<input type="hidden" name="scope" value="mcp:write"/>Required');
    const two = inEnglish({ ...more, scopes: [...more.scopes, { ...write!, name: 'x' }] });
    expect(two).not.toContain('type="hidden" name="scope"');
    expect(two.split('type="checkbox" name="scope"')).toHaveLength(4);
  });

  test('does not fold away what else it would learn of the person', () => {
    const email = inEnglish({ ...more, identityScopes: ['openid', 'email'] });
    expect(textOf(email.slice(0, email.indexOf('<details')))).toContain('Your email address');
  });

  test('and has it all already is asked for as at first', () => {
    const all = textOf(inEnglish({ ...more, scopes: [read!] }));
    expect(all).toContain('Claude Code wants to use Notes');
    expect(all).toContain('Read your notes Required');
  });
});

describe('how far the client is known', () => {
  const page = (client: ClientSummary, change: Partial<ConsentPageProps> = {}, name?: string) =>
    inEnglish({ ...consentProps, client, ...change }, name);
  const said = (client: ClientSummary, change: Partial<ConsentPageProps> = {}) =>
    textOf(page(client, change));

  test('a verified domain: green, and no caution', () => {
    const html = page(described.ofTheSite);
    expect(textOf(html)).toContain('App Verified domain claude.ai N Server');
    expect(textOf(html)).toContain('Why verified claude.ai itself published what this app is');
    expect(html).toMatch(/<h1><bdi>Claude<\/bdi> wants/);
    expect(html).not.toContain('note-care');
    expect(said(described.ofASubdomain)).toContain(
      'Verified domain claude.ai Answers go to api. claude.ai',
    );
  });

  test('a program on this computer: neutral, and one sentence that gives the test', () => {
    const html = page(local);
    expect(textOf(html)).toContain('A program on this computer It says it is Claude Code . Names');
    expect(textOf(html)).toContain(
      'Did you start this just now? If the page opened by itself, deny.',
    );
    expect(html).not.toMatch(/note-care|badge-care|badge-good|name="vouch"/);
  });

  test('a custom scheme: an app on this device, never a link', () => {
    const redirect = redirectDestination('cursor://anysphere.cursor-mcp/oauth/callback');
    const html = page({ ...local, redirect });
    expect(textOf(html)).toContain('An app on this device It says it is');
    expect(html).not.toMatch(/href="cursor/);
  });

  test.each([
    ['that the operator added', { ...local, verified: 'operator-unproven' }, 'which was added by'],
    ['with a document', described.onThisComputer, 'It says it is Claude from claude.ai .'],
  ] as const)('a program %s is no better known: any program can pass for it', (_, client, word) => {
    const html = page({ ...client, clientUri: 'https://claude.ai/' });
    expect(textOf(html)).toContain(word);
    expect(textOf(html)).toContain('Names of local programs cannot be checked.');
    expect(html).not.toMatch(/badge-good|href="https:\/\/claude\.ai/);
  });

  test('an operator’s client: added by whom, without caution, and only its home page is linked', () => {
    const clientUri = 'https://claude.ai/';
    const operators = { ...website, verified: 'operator' as const, clientUri };
    const html = page(operators, {}, 'Analytical Engines');
    expect(textOf(html)).toContain('Known here claude.ai Added by Analytical Engines');
    expect(textOf(page(operators))).toContain('Added by the operator of this server');
    expect(html).not.toContain('note-care');
    expect(html).toContain('href="https://claude.ai/"');
    expect(page({ ...operators, verified: 'https-redirect' })).not.toContain(
      'href="https://claude',
    );
  });

  test('another website: not verified, its host is the fact, and its own word is said to be that', () => {
    expect(said(website)).toContain('App Not verified claude.ai It chose its name itself.');
    expect(said(described.elsewhere)).toContain(
      'App Not verified relay.example Described at another site, claude.ai N Server',
    );
  });

  test('a name that says that it is verified is in quotes, and nothing is green', () => {
    const html = page({ ...website, name: '✓ Verified domain claude.ai' });
    expect(html).toContain('<h1>“<bdi>Verified domain claude.ai</bdi>” wants');
    expect(html).not.toMatch(/badge-good|tile-good/);
  });

  test('a name does not end the quotation that it stands in', () => {
    const html = page({ ...website, name: 'Quill”, verified by Gatehouse, “1' });
    expect(html).toContain("<h1>“<bdi>Quill', verified by Gatehouse, '1</bdi>” wants");
  });

  test('a document’s word is no verification: its home page is no link, its logo is not shown', () => {
    const html = page({ ...described.ofTheSite, clientUri: 'https://claude.ai/' });
    expect(html).not.toContain('href="https://claude.ai/"');
    expect(html).not.toContain('<img');
  });
});

describe('a website that somebody connects for the first time', () => {
  const stranger = { days: 0, others: 0, orMore: false, mustVouch: true };
  const page = (change: Partial<ConsentPageProps> = {}) =>
    inEnglish({ ...consentProps, stranger, ...change });

  test('is said what is known of it, and what it would get', () => {
    expect(textOf(page())).toContain(
      'Do you know claude.ai ? It would get access to Notes . It chose its own name and registered less than a day ago. Nobody else here has allowed it.',
    );
    const known = { ...stranger, days: 3, others: 12, orMore: true };
    expect(textOf(page({ stranger: known }))).toContain(
      'registered 3 days ago. At least 12 others here have allowed it.',
    );
    expect(textOf(page({ client: described.elsewhere }))).toContain(
      'Do you know relay.example ? It would get access to Notes . Another site describes it, and it was first seen here',
    );
  });

  test('wants a tick that says so, after everything and before the buttons', () => {
    const html = page();
    expect(html).toContain('<input type="checkbox" name="vouch" value="yes" required/>');
    expect(textOf(html)).toContain(
      'I know claude.ai and started this myself View Make changes Deny',
    );
    expect(page({ stranger: { ...stranger, mustVouch: false } })).not.toContain('name="vouch"');
    expect(inEnglish(consentProps)).not.toMatch(/name="vouch"|note-care/);
  });

  test('has one amber note, also where it has changed', () => {
    expect(page({ changed: true, notCounted: 'too-soon' }).split('note-care')).toHaveLength(2);
  });
});

test('a hostile client name is text, without its invisible characters', () => {
  const html = inEnglish({ ...consentProps, client: hostileClient });
  expect(html).toContain('&lt;script>alert(1)');
  for (const invisible of ['\u202E', '\u200B', '\u0000']) expect(html).not.toContain(invisible);
  expect(html).not.toContain('javascript:');
});

test('what cannot be undone is in the open where any program can pass for the one that has it', () => {
  const [read] = consentProps.scopes;
  const erase = { ...read!, name: 'mcp:erase', kind: 'irreversible' } as const;
  const fresh = { ...read!, name: 'mcp:list', optional: true, alreadyAllowed: false };
  const earlier = (client: ConsentPageProps['client'], had: ConsentPageProps['scopes'][number]) => {
    const html = inEnglish({ ...consentProps, client, isStepUp: true, scopes: [had, fresh] });
    return /<details( open)?><summary>(?:(?!<\/summary>).)*Already allowed/s.exec(html)?.[1];
  };
  expect(earlier(local, erase)).toBe(' open');
  expect(earlier(local, read!)).toBeUndefined();
  expect(earlier(website, erase)).toBeUndefined();
});

test('what a client did not ask for is not said to be asked for, and waits for a tick', () => {
  const [read] = consentProps.scopes;
  const offered = {
    ...read!,
    name: 'mcp:admin',
    description: 'Administer',
    optional: true,
    checked: false,
    alreadyAllowed: false,
    isOffered: true,
  };
  const html = inEnglish({ ...consentProps, isStepUp: true, scopes: [read!, offered] });
  expect(textOf(html)).toContain('wants to use Notes');
  expect(textOf(html)).not.toMatch(/asks for|Allow Administer/i);
  expect(html).not.toContain('type="hidden" name="scope"');
  expect(html).toContain('<input type="checkbox" name="scope" value="mcp:admin"/>');
});

test('no word that a client chose is on a button', () => {
  for (const client of [hostileClient, website, described.ofTheSite]) {
    const html = inEnglish({ ...consentProps, client, brings: 'nothing' });
    const both = html + inEnglish({ ...consentProps, client, isStepUp: true });
    for (const [button] of both.matchAll(/<button.*?<\/button>/gs)) {
      expect(textOf(button)).not.toMatch(/Claude|alert/);
    }
  }
});

test('without a resource the page asks for identity alone', () => {
  const { resource: _, ...identityOnly } = consentProps;
  const html = inEnglish({ ...identityOnly, scopes: [] });
  expect(html).toContain('wants to know who you are');
  expect(textOf(html)).toContain('Deny Allow it to know me');
  expect(textOf(html)).not.toContain('Server');
});

test('where nothing can be allowed, one button leads back', () => {
  const html = inEnglish({ ...consentProps, scopes: [], brings: 'nothing' });
  const buttons = [...html.matchAll(/name="decision" value="(\w+)"/g)].map(([, value]) => value);
  expect(buttons).toEqual(['deny']);
  expect(html).not.toMatch(/value="allow"|name="vouch"/);
});
