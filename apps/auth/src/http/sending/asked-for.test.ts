import { describe, expect, test } from 'vitest';
import { askedFor } from './asked-for.ts';

describe('what a page about an error repeats of a request', () => {
  test('is an id, and where the answer was to go', () => {
    const redirect_uri = 'https://notes-export.example/other?token=secret#part';
    const said = askedFor(
      { client_id: 'c_Zk81mWq0Lr', redirect_uri },
      'redirect_uri is not registered',
    );
    expect(said).toEqual({
      clientId: 'c_Zk81mWq0Lr',
      redirectUri: 'https://notes-export.example/other?...',
      parameters: ['redirect_uri'],
    });
  });

  test('is the address of a client’s document', () => {
    const client_id = 'https://claude.ai/oauth/client.json';
    expect(askedFor({ client_id }, undefined).clientId).toBe(client_id);
  });

  test.each([
    'Your account is locked. Call 0800 1234',
    'Call\u00A00800',
    'Ruf\u2003an',
    '<b>locked</b>',
    '“locked”',
    'x'.repeat(65),
    'https://user:password@evil.example/',
    ['a', 'b'],
    undefined,
    {},
  ])('is nothing of %j', (text) => {
    const said = askedFor({ client_id: text, redirect_uri: text, state: text }, String(text));
    expect(said).toEqual({ clientId: undefined, redirectUri: undefined, parameters: [] });
  });

  test('has no character that separates words', () => {
    for (let code = 0; code < 0x3100; code += 1) {
      const character = String.fromCharCode(code);
      const { clientId } = askedFor({ client_id: `a${character}b` }, undefined);
      expect(clientId === undefined || /^[\w.~:-]+$/.test(clientId), `U+${code.toString(16)}`).toBe(
        true,
      );
    }
  });

  test('is no word of the description but names of parameters', () => {
    const { parameters } = askedFor(undefined, 'scope: your account is locked, call client_id');
    expect(parameters).toEqual(['client_id', 'scope']);
  });
});
