import type { Threat } from '../threat.ts';

export const sessions: readonly Threat[] = [
  {
    id: 'SE-01',
    attack: 'a session that was planted before sign-in',
    defence: 'its cookie changes with sign-in: the library',
    tests: {
      'page-headers.test.ts': ['the session cookie after signing in is another than before'],
    },
  },
  {
    id: 'SE-02',
    attack: 'cookies that scripts or other sites can read or plant',
    defence:
      '`HttpOnly`, `SameSite=Lax`, over https `Secure` with `__Host-` or `__Secure-`: `provider/cookies.ts`, `browser-cookies.ts`',
    tests: {
      'protections.e2e.ts': [
        'cookies are for HTTP alone, for this site, and for as short and as little as they can be',
      ],
      'browser-cookies.test.ts': [
        'it is one for the whole host, out of reach of scripts, other sites and sibling domains',
      ],
      'page-headers.test.ts': [
        'every cookie is HttpOnly, SameSite=Lax, for this host alone',
        'each is only sent where it is read',
      ],
    },
  },
  {
    id: 'SE-03',
    attack: 'a cookie that was tampered with',
    defence: 'it counts as none: signed, and compared',
    tests: {
      'page-headers.test.ts': ['%s: count as none'],
    },
  },
  {
    id: 'SE-04',
    attack: 'a cookie that a sibling host plants',
    defence: 'only the one with the `__Host-` prefix is read: `provider/cookies.ts`',
  },
  {
    id: 'SE-05',
    attack: 'a live cookie of a disabled user',
    defence: 'such a session is not found: `storage/sessions.ts`',
    tests: {
      'records.test.ts': ['a session forgets who was signed in, and a disabled person has none'],
    },
  },
  {
    id: 'SE-06',
    attack: 'a session that is kept alive for ever, or outlives its browser',
    defence:
      '`SESSION_LIFETIME` after the last visit, `SESSION_MAX_LIFETIME` after signing in, judged by the database: `storage/sessions.ts`',
    tests: {
      'records.test.ts': [
        'a session that is used every day ends all the same, at its greatest age',
        'a session that is not used ends before',
      ],
    },
  },
  {
    id: 'SE-08',
    attack:
      'more addresses than one has: a /64, other spellings, a forged or unreadable `X-Forwarded-For`',
    defence:
      'one name for each IPv4 address or IPv6 /64, from `TRUST_PROXY` alone: `address-bucket.ts`',
    tests: {
      'address-bucket.test.ts': [
        '%j is one IPv4 address, however it is written',
        '%j belongs to one /64',
        'counts as one: %j',
      ],
      'behaviour/limits.test.ts': [
        'is protected from %s as from one',
        'is protected from addresses that somebody makes up, where no proxy is trusted',
        'a forwarded address that is none is no failure of the server',
      ],
    },
  },
  {
    id: 'SE-10',
    attack: 'an emulated provider, a default key or an open door in production',
    defence: 'it does not start: `production.ts`',
    tests: {
      'production.test.ts': [
        'production refuses',
        'with nothing but NODE_ENV=production, everything missing is told at once',
      ],
      'load-config.test.ts': ['a development server that other machines reach'],
    },
  },
  {
    id: 'SE-11',
    attack:
      "a victim who is led, by a planted interaction cookie, to sign in at the attacker's request, which the attacker resumes",
    defence: 'an outcome belongs to the browser it was given to: `outcome-binding.ts`',
    tests: {
      'bound-outcomes.e2e.ts': ['and signs in at the attacker’s request signs nobody else in'],
      'bound-outcomes.test.ts': [
        'and signs in there, signs nobody in at the attacker’s',
        'and is watched through the interaction, neither',
      ],
      'outcome-binding.test.ts': [
        'is not resumed by another one with its resume cookie, and stays for the right one',
      ],
    },
  },
  {
    id: 'SE-12',
    attack: 'a planted resume cookie that signs the victim in as the attacker, or switches to them',
    defence:
      "the same (over http as far as the secret of the outcome is not planted with it, see [*Not yet*](SECURITY.md)); nothing is consumed, and no page of the library's shows: `outcome-binding.ts`",
    tests: {
      'bound-outcomes.e2e.ts': [
        'is not made the attacker by a planted cookie',
        'two tabs sign in two people, and both go on; no page of the library shows',
      ],
      'bound-outcomes.test.ts': [
        'with a sign-in in it, stays who they are',
        'under another address, neither',
      ],
    },
  },
  {
    id: 'SE-13',
    attack: 'consent, denial or cancellation that another browser resumes',
    defence: 'the same: `interaction/steps.ts`',
    tests: {
      'bound-outcomes.e2e.ts': ['is answered in the browser that made it alone'],
      'bound-outcomes.test.ts': [
        'with a decision to %s in it, answers nobody',
        'a cancelled sign-in is the browser’s that cancelled it',
        'a decision of the one person does not count for the next',
      ],
    },
  },
  {
    id: 'SE-14',
    attack: 'secrets planted beforehand, two cookies of one name, a jar made to overflow',
    defence:
      '`__Host-` over https; over http none that came in is given for anything new, each is new under a name of its own; of one name each counts; what is lost ends in *start again*: `browser-cookies.ts`',
    tests: {
      'browser-cookies.test.ts': [
        'none that came in is taken over',
        'of two of one name both count: a planted one does not push the right one out',
      ],
      'bound-outcomes.e2e.ts': [
        'a jar that was made to overflow ends in “start again”, for both',
        'a lost cookie ends in “start again”, and starting again works',
      ],
      'bound-outcomes.test.ts': [
        'with everything that the attacker’s browser has, neither',
        'after the decision too, without a loop (%s)',
      ],
    },
  },
  {
    id: 'SE-15',
    attack: 'a sign-in made to look newer than it is, or in the future',
    defence:
      "`auth_time` is when the callback accepted it, or the provider's own where a fresh one was demanded: `federation/sign-in.ts`",
    tests: {
      'federation/sign-in.test.ts': [
        'when the callback accepted it',
        'by the provider, where a fresh one was demanded',
        'never in the future',
      ],
      'reauthentication.test.ts': [
        'is when it was accepted, whenever Allow is pressed and a code exchanged',
        'is not taken back by a tab from before',
      ],
    },
  },
];
