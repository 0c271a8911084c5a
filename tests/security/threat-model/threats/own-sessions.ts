import type { Threat } from '../threat.ts';

/** Signing in and out at a page of this server, outside of any authorization request. */
export const ownSessions: readonly Threat[] = [
  {
    id: 'SE-16',
    attack: 'a session that is planted before or during a sign-in at a page of this server',
    defence:
      'the sign-in makes a session of another name and uid, and the one that was there is gone in the same statement: `browser-sessions.ts`, `storage/sessions.ts`',
    tests: {
      'session/attacks.test.ts': [
        'is gone after a sign-in, and its name opens nothing',
        'of the same user has another name as well',
      ],
      'own-session.e2e.ts': [
        'what a neighbour plants before, meanwhile and afterwards makes nobody somebody else',
      ],
    },
  },
  {
    id: 'SE-17',
    attack: 'a way back to elsewhere: in the address, the form, a hint, a stored state or outcome',
    defence:
      'a place is a name of a fixed list, never an address: `return-places.ts`, `purpose.ts`',
    tests: {
      'session/attacks.test.ts': [
        'named %s in the address is nowhere',
        'in the form, in a query or as a hint is not heard',
        'that a stored state names, %j, is refused',
        'that a stored outcome names is none',
      ],
    },
  },
  {
    id: 'SE-18',
    attack:
      'a sign-in at a page that another browser has begun, or finishes; cookies of the attacker’s planted for it',
    defence:
      'each step is proved by a secret of this browser, as for a request (SE-11, SE-12; over http as far as the secret of the step is not planted, see [*Out of scope*](SECURITY.md)): `federation/sign-in.ts`, `session/callback.ts`',
    tests: {
      'session/attacks.test.ts': [
        'does not sign the victim in, with what a sibling can plant',
        'does not become the attacker’s once the victim has signed in',
        'a callback works once, and so does what came of it',
        'two tabs at the provider at once sign in, the last one counts',
      ],
      'own-session.e2e.ts': [
        'what a neighbour plants before, meanwhile and afterwards makes nobody somebody else',
        'nobody is made the attacker by planted cookies and a link',
      ],
    },
  },
  {
    id: 'SE-19',
    attack: 'signing somebody in or out by a link, a page loaded ahead, or a form of another site',
    defence:
      'forms alone, of this origin, with a token for one purpose, one browser and one session: `session/signing-in.ts`, `signing-out.ts`, `form-purposes.ts`',
    tests: {
      'session/attacks.test.ts': [
        'a form that comes from %s is refused, whatever it holds',
        'does not sign anybody out',
        'without a token, or with one of something else, is refused',
        'nothing but a form signs anybody in or out',
        'and what is loaded ahead or looked at by a program uses nothing up',
      ],
      'form-tokens.test.ts': [
        'is good for its own purpose only, and for the session that the page was made for',
      ],
    },
    further: [
      {
        attack: 'a form of a page from before somebody signed in or out, or of another session',
        defence: 'it is stale: the token holds the session’s uid',
        tests: {
          'session/attacks.test.ts': [
            'of a visitor is stale once somebody has signed in in another tab',
            'to sign out is stale once somebody else has signed in',
            'is not met by a session that was planted after it was shown',
          ],
        },
      },
    ],
  },
  {
    id: 'SE-20',
    attack: 'the sign-in of a request used at a page, or the other way round',
    defence:
      'the stored state says what it is for, and outcomes are kept apart by it: `purpose.ts`',
    tests: {
      'session/purposes.test.ts': [
        'the state of a request leads to the request, and its outcome is none of a page’s',
        'the outcome of a page is none of a request’s',
        'a stored state that says both is refused',
        'the form of the one does not serve for the other',
      ],
    },
  },
  {
    id: 'SE-21',
    attack:
      'another person who signs in where the one who is signed in was to show that it is them',
    defence:
      'the state holds who it has to be, and the session has to be theirs still; nothing is swapped: `session/signing-in.ts`',
    tests: {
      'session/fresh.test.ts': [
        'does not take another person for the one who is signed in',
        'ends in “out of date” where the user of the session is meanwhile %s',
        'has a form that is stale once signed out',
      ],
    },
    further: [
      {
        attack: 'an old sign-in that a provider lets count as a new one',
        defence: 'the provider’s own `auth_time` is what an action goes by: `session/fresh.ts`',
        tests: {
          'session/fresh.test.ts': [
            'goes by when the provider says that they signed in',
            'is closed again after a while',
          ],
        },
      },
    ],
  },
  {
    id: 'SE-22',
    attack: 'a session of somebody whom `ADMIT` does not let in any more, or who was disabled',
    defence:
      'is nobody’s, as at the authorization endpoint; who was shut out while at the provider gets no session: `signed-in.ts`, `accounts.ts`',
    tests: {
      'session/session.test.ts': [
        'somebody %s is nobody',
        'because the user was shut out in between says so',
      ],
    },
  },
  {
    id: 'SE-23',
    attack:
      'a request that is on its way when its session ends: somebody with a copied cookie asks without a pause while its owner signs out, or somebody else signs in',
    defence:
      'what was read is written again only while it is there and of the same user, under the lock that its end takes; a name that it gets at that very moment ends, too: `storage/sessions.ts`, `end-session.ts`',
    tests: {
      'session/in-flight.test.ts': [
        'signing out ends the session also for a request on its way',
        'no request on its way brings back who was signed in before',
        'the name that a session gets while its owner %s ends with it',
      ],
    },
  },
];
