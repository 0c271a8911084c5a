import { beforeEach, describe, expect, it } from 'vitest';

import { audience, refusedWith, type TwoIssuers, twoIssuers } from './jwt.fixture.ts';
import type { JwtVerifierOptions } from './options.ts';

let verifierWith: TwoIssuers['verifierWith'];
let verify: TwoIssuers['verify'];

beforeEach(async () => {
  ({ verifierWith, verify } = await twoIssuers());
});

const other = 'https://other.example.com';

describe('other audiences', () => {
  it.each<[string, unknown, Partial<JwtVerifierOptions>, boolean]>([
    ['our own with many', [audience, 'a', 'b'], { otherAudiences: 'any' }, true],
    ['our own alone', audience, { otherAudiences: 'any' }, true],
    [
      'one of ours with many',
      ['a', 'project'],
      { otherAudiences: 'any', audience: ['project'] },
      true,
    ],
    ['many without ours', ['a', 'b'], { otherAudiences: 'any' }, false],
    ['none', [], { otherAudiences: 'any' }, false],
    ['the word itself', ['any'], { otherAudiences: 'any' }, false],
    ['a name twice', [audience, 'a', 'a'], { otherAudiences: 'any' }, false],
    ['what is no name', [audience, 1], { otherAudiences: 'any' }, false],
    ['a part of ours', [`${audience}/x`, 'a'], { otherAudiences: 'any' }, false],
    ['ours with many', [audience, 'a', 'b'], { otherAudiences: ['a'] }, false],
    ['ours with one that is named', [audience, 'a'], { otherAudiences: ['a'] }, true],
    ['ours with many', [audience, 'a'], {}, false],
  ])('%s (%j), with %j: %s', async (_what, aud, options, isAccepted) => {
    const outcome = await verify(options, { aud }).then(
      () => 'accepted',
      (error: unknown) => (error as { code: string }).code,
    );
    expect(outcome).toBe(isAccepted ? 'accepted' : 'token_audience_mismatch');
  });

  it('are a list, or any', () => {
    expect(() => verifierWith({ otherAudiences: 'account' as 'any' })).toThrow(
      refusedWith('configuration_invalid', 500),
    );
  });
});

describe('several audiences', () => {
  const ours = { audience: [audience, 'my-server'] };

  it.each<[unknown, URL | undefined]>([
    [audience, new URL(audience)],
    ['my-server', undefined],
    [['my-server'], undefined],
    [['my-server', audience], new URL(audience)],
  ])('need one to be named: %j', async (aud, resource) => {
    expect((await verify(ours, { aud })).resource).toEqual(resource);
  });

  it.each([
    [[audience, other]],
    [[other]],
    [[]],
    [['my-server', 'my-server']],
    ['my-server '],
    [7],
  ])('need nobody else to be named: %j', async (aud) => {
    await expect(verify(ours, { aud })).rejects.toThrow(refusedWith('token_audience_mismatch'));
  });

  it('may stand beside those that were foreseen, which are none of ours', async () => {
    const options = { otherAudiences: [other] };
    await expect(verify(options, { aud: [audience, other] })).resolves.toBeDefined();
    await expect(verify(options, { aud: other })).rejects.toThrow(
      refusedWith('token_audience_mismatch'),
    );
    await expect(verify(options, { aud: [audience, other, 'third'] })).rejects.toThrow(
      refusedWith('token_audience_mismatch'),
    );
  });
});
