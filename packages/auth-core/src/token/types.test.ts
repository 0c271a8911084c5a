import { describe, expect, it } from 'vitest';

import { acceptTypes, checkType } from './types.ts';

const refused = expect.objectContaining({ code: 'token_type_refused', status: 401 });
const check = (typ: unknown, option: string | readonly string[], claims = {}) =>
  checkType(typ, claims, acceptTypes(option));

describe('the type of a token', () => {
  it.each<[unknown, string | readonly string[]]>([
    ['at+jwt', 'at+jwt'],
    ['application/AT+JWT', 'at+jwt'],
    ['at+jwt', 'application/at+jwt'],
    ['jwt', ['JWT', 'at+jwt']],
    [undefined, 'any'],
    ['JWT', 'any'],
    ['at+jwt', 'any'],
    ['application/okta-internal-at+jwt', 'any'],
  ])('%s is accepted as %j', (typ, option) => {
    expect(() => check(typ, option)).not.toThrow();
  });

  it.each<[unknown, string | readonly string[]]>([
    [undefined, 'at+jwt'],
    [undefined, ['JWT', 'at+jwt']],
    ['JWT', 'at+jwt'],
    ['any', ['JWT']],
    ['', 'any'],
    ['logout+jwt', 'any'],
    ['id_token+jwt', 'any'],
    ['dpop+jwt', 'any'],
    ['secevent+jwt', 'any'],
    ['statuslist+jwt', 'any'],
    ['jose', 'any'],
    ['heat+jwt', 'any'],
    [7, 'any'],
    [['at+jwt'], 'any'],
    [null, 'any'],
  ])('%s is refused as %j', (typ, option) => {
    expect(() => check(typ, option)).toThrow(refused);
  });

  it.each(['nonce', 'at_hash', 'c_hash', 's_hash', 'events'])(
    'is not that of an access token when it is left open and there is %s',
    (claim) => {
      for (const typ of [undefined, 'JWT']) {
        expect(() => check(typ, 'any', { [claim]: 'x' })).toThrow(refused);
      }
      expect(() => check('JWT', ['JWT'], { [claim]: 'x' })).toThrow(refused);
      expect(() => check('at+jwt', 'any', { [claim]: 'x' })).not.toThrow();
    },
  );

  it.each<[string | readonly string[]]>([[[]], [''], [['at+jwt', '']]])(
    'cannot be configured as %j',
    (option) => {
      expect(() => acceptTypes(option)).toThrow(
        expect.objectContaining({ code: 'configuration_invalid' }),
      );
    },
  );
});
