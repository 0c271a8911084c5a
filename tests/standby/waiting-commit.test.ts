import { test } from 'vitest';
import { type Answer, Client, registrationAnswer, tokensOf } from '../behaviour/actors/client.ts';
import { headingOf, type Page } from '../behaviour/actors/page.ts';
import { Person } from '../behaviour/actors/person.ts';
import { StoredTokens } from '../faults/stored/stored-tokens.ts';
import { countersOf } from './servers/counters.ts';
import { inHouse } from './servers/house.ts';

const LATE_COMMITS = 'gatehouse_database_late_commits_total';

test('a commit that waits for a standby is no success, whatever was asked, and each may be asked again', async ({
  expect,
}) => {
  await inHouse({}, async ({ pair, replicas }) => {
    const stored = new StoredTokens(pair.superuserUrl(pair.primary));
    // Whoever registers itself keeps one authorization, so each of these has a client of its own.
    const [exchanging, refreshing, revoking, consenting] = [
      await Client.register(replicas.issuer),
      await Client.register(replicas.issuer),
      await Client.register(replicas.issuer),
      await Client.register(replicas.issuer),
    ];
    const person = new Person(replicas);
    const code = await exchanging.obtainCode(person);
    const tokens = await refreshing.obtainTokens(person);
    const revoked = await revoking.obtainTokens(person);
    const consent = await person.open(consenting.authorizationUrl());

    await pair.standby.stall();
    const waiting: (readonly [string, Answer | Page])[] = await Promise.all([
      exchanging.exchange(code).then((answer) => ['exchange', answer] as const),
      refreshing.refresh(tokens).then((answer) => ['refresh', answer] as const),
      revoking.revoke(revoked.refresh_token).then((answer) => ['revocation', answer] as const),
      registrationAnswer(replicas.issuer, {}).then((answer) => ['registration', answer] as const),
      person.decide(consent).then((page) => ['consent', page] as const),
    ]);
    for (const [what, { status, headers }] of waiting) {
      expect.soft(status, what).toBe(503);
      expect.soft(headers.get('retry-after'), what).toMatch(/^\d+$/);
    }

    // What an operator does whose standby is gone for longer.
    await pair.waitForNobody();
    const lateCommits = async () => {
      const counted = await countersOf(replicas.operationsUrls, LATE_COMMITS);
      return counted['outcome="committed"'];
    };
    await expect.poll(lateCommits).toBeGreaterThanOrEqual(waiting.length);

    // The refresh leads to what was committed meanwhile, of which nobody had heard.
    tokensOf(await refreshing.refresh(tokensOf(await refreshing.refresh(tokens))));
    // A code cannot: the client is told to begin again, and can.
    const again = await exchanging.exchange(code);
    expect.soft(again.body.error).toBe('invalid_grant');
    tokensOf(await exchanging.exchange(await exchanging.obtainCode(person)));
    expect.soft((await revoking.revoke(revoked.refresh_token)).status).toBe(200);
    expect.soft((await revoking.refresh(revoked)).body.error).toBe('invalid_grant');
    expect.soft((await registrationAnswer(replicas.issuer, {})).status).toBe(201);
    const next = await person.authorize(consenting.authorizationUrl());
    expect.soft(next.searchParams.get('code'), headingOf(consent)).not.toBeNull();
    expect.soft(await stored.chains()).toMatchObject({ forked: 0, torn: 0 });
    await stored.close();
  });
});
