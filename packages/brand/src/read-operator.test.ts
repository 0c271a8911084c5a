import { describe, expect, test } from 'vitest';
import { COLOURS } from '@gatehouse/look';
import { reading, told } from './reading.fixture.ts';
import { describeOperator } from './read-operator.ts';

test('nothing set is nobody’s brand, in the colours of the software', () => {
  expect(reading({})).toEqual({ operator: { palette: COLOURS }, faults: [] });
});

test('everything that is wrong is told at once, each with what would be right', () => {
  const faults = told({
    BRAND_NAME: 'x'.repeat(61),
    BRAND_LOGO: 'no/such/file.svg',
    BRAND_ACCENT: 'green',
    SUPPORT_URL: 'help',
    PRIVACY_URL: 'http://example.com/privacy',
    TERMS_URL: 'javascript:alert(1)',
    CONTACT: 'the admins',
  });
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'BRAND_NAME',
    'BRAND_LOGO',
    'SUPPORT_URL',
    'PRIVACY_URL',
    'TERMS_URL',
    'CONTACT',
    'BRAND_ACCENT',
  ]);
  expect(faults.join('\n')).toMatchSnapshot();
});

describe('BRAND_NAME', () => {
  test.each([
    'Analytical Engines',
    'Müller & Söhne',
    'مكتبة الإسكندرية',
    '北京図書館',
    'x'.repeat(60),
    // One character as a reader counts them, four code points each.
    'é👍🏽'.repeat(30),
  ])('takes %s', (BRAND_NAME) => {
    expect(reading({ BRAND_NAME })).toMatchObject({ operator: { name: BRAND_NAME }, faults: [] });
  });

  test('is taken in form NFC, so that it is spelled as one would type it', () => {
    expect(reading({ BRAND_NAME: 'Mu\u0308ller' }).operator.name).toBe('M\u00FCller');
  });

  test.each([
    ['Good\u202Elive', 'U+202E'],
    ['Good\u2066Bank', 'U+2066'],
    ['Good\u200FBank', 'U+200F'],
    ['Good\u200BBank', 'U+200B'],
    ['Good\u00ADBank', 'U+00AD'],
    ['Good\u3164Bank', 'U+3164'],
    ['Good\u2800Bank', 'U+2800'],
    ['Good\nBank', 'U+000A'],
    ['Good\u2028Bank', 'U+2028'],
    ['Good\uE000Bank', 'U+E000'],
    ['Good\u{E0041}Bank', 'U+E0041'],
  ])('refuses %j, and names %s', (BRAND_NAME, codePoint) => {
    const [fault] = told({ BRAND_NAME });
    expect(fault).toContain(codePoint);
    // A fault is for a terminal, which would do with it what a page would.
    expect(fault).not.toMatch(/[\p{Cf}\p{Zl}]/u);
  });

  test('refuses 61 characters, and says how many there are', () => {
    expect(told({ BRAND_NAME: 'é'.repeat(61) })).toEqual([
      'BRAND_NAME has 61 characters, and a page has room for 60. Set it to what people call you.',
    ]);
  });

  test('refuses marks that are piled on a letter', () => {
    expect(told({ BRAND_NAME: `Z${'\u0335'.repeat(9)}algo` })).toEqual([
      expect.stringContaining('many marks'),
    ]);
  });
});

describe('links', () => {
  test('are https, and of support an address will do', () => {
    const links = {
      SUPPORT_URL: 'help@example.com',
      PRIVACY_URL: 'https://example.com/privacy?l=en#cookies',
      TERMS_URL: 'HTTPS://Öst.example',
    };
    expect(reading(links)).toMatchObject({
      operator: {
        support: 'mailto:help@example.com',
        privacy: 'https://example.com/privacy?l=en#cookies',
        terms: 'https://xn--st-eka.example/',
      },
      faults: [],
    });
  });

  test.each([
    'help',
    '//example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:secret@example.com/',
    'mailto:help@example.com?subject=x',
    `https://example.com/${'x'.repeat(500)}`,
  ])('refuse %s', (link) => {
    for (const production of [true, false]) {
      const links = { SUPPORT_URL: link, PRIVACY_URL: link, TERMS_URL: link };
      const faults = told(links, { production });
      expect(faults).toHaveLength(3);
      expect(faults.join()).not.toContain('secret');
    }
  });

  test('privacy and terms are pages, not addresses', () => {
    const link = 'mailto:help@example.com';
    expect(told({ PRIVACY_URL: link, TERMS_URL: link })).toHaveLength(2);
  });

  test('may be http where nobody else reads them, and in production not', () => {
    const link = { TERMS_URL: 'http://localhost:8080/terms' };
    expect(told(link, { production: false })).toEqual([]);
    expect(told(link, { production: true })).toEqual([
      expect.stringContaining('TERMS_URL is not an https URL'),
    ]);
  });
});

describe('whom to ask', () => {
  test.each([
    ['grace@example.org', { href: 'mailto:grace@example.org', text: 'grace@example.org' }],
    [
      'Grace Hopper <grace@example.org>',
      { href: 'mailto:grace@example.org', text: 'grace@example.org', name: 'Grace Hopper' },
    ],
    [
      '"Hopper, Grace" <mailto:grace@example.org>',
      { href: 'mailto:grace@example.org', text: 'grace@example.org', name: 'Hopper, Grace' },
    ],
    [
      'Help desk <https://help.example.org/it?id=1>',
      {
        href: 'https://help.example.org/it?id=1',
        text: 'help.example.org/it?id=1',
        name: 'Help desk',
      },
    ],
    [
      'mailto:It.Help+mcp@Example.com',
      { href: 'mailto:It.Help+mcp@Example.com', text: 'It.Help+mcp@Example.com' },
    ],
    ['https://help.example.com', { href: 'https://help.example.com/', text: 'help.example.com' }],
    [
      'https://hilfe.öst.example/',
      { href: 'https://hilfe.xn--st-eka.example/', text: 'hilfe.xn--st-eka.example' },
    ],
    ['<grace@example.org>', { href: 'mailto:grace@example.org', text: 'grace@example.org' }],
  ])('is %s', (CONTACT, contact) => {
    expect(reading({ CONTACT })).toMatchObject({ operator: { contact }, faults: [] });
  });

  test.each([
    ['Grace <grace@example.org> Hopper', 'neither an e-mail address nor'],
    ['Grace <grace@example.org', 'neither an e-mail address nor'],
    ['Grace <<grace@example.org>>', 'neither an e-mail address nor'],
    ['Grace\u202E <grace@example.org>', 'U+202E'],
    [`${'x'.repeat(61)} <grace@example.org>`, '61 characters'],
  ])('is not %j', (CONTACT, problem) => {
    expect(told({ CONTACT })).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    'the admins',
    'help@',
    'help@localhost',
    // U+212A, the Kelvin sign, which lower-cases to an ASCII k
    'help@\u212Aelvin.example',
    'a@b@example.com',
    'help@example.com?subject=x',
    'help%40example.com',
    'javascript:alert(1)//@example.com',
    'http://help.example.com',
    'https://user:secret@help.example.com/',
    `https://help.example.com/${'x'.repeat(200)}`,
  ])('is not %s, with or without a name', (text) => {
    for (const CONTACT of [text, `Grace <${text}>`]) {
      const [fault, ...others] = told({ CONTACT }, { production: false });
      expect(fault).toContain('neither an e-mail address nor an https URL');
      expect(fault).not.toContain('secret');
      expect(others).toEqual([]);
    }
  });

  test('is where support is, where nothing else is said', () => {
    const SUPPORT_URL = 'https://help.example.org/mcp';
    const contact = { href: SUPPORT_URL, text: 'help.example.org/mcp' };
    expect(reading({ SUPPORT_URL }).operator.contact).toEqual(contact);
    const both = reading({ SUPPORT_URL, CONTACT: 'grace@example.org' });
    expect(both.operator.contact?.text).toBe('grace@example.org');
    expect(both.operator.support).toBe(SUPPORT_URL);
    expect(reading({ SUPPORT_URL: 'help@example.org' }).operator.contact).toEqual({
      href: 'mailto:help@example.org',
      text: 'help@example.org',
    });
  });
});

test('a description has everything but the image itself', () => {
  const { operator } = reading({ BRAND_NAME: 'Engines', CONTACT: 'Ada <ada@example.org>' });
  expect(describeOperator(operator)).toEqual({
    name: 'Engines',
    logo: undefined,
    accent: COLOURS.accent,
    contact: 'ada@example.org',
    support: undefined,
    privacy: undefined,
    terms: undefined,
  });
});
