import type { Threat } from '../threat.ts';

export const pages: readonly Threat[] = [
  {
    id: 'UI-01',
    attack: 'framing',
    defence: "`frame-ancestors 'none'`, `X-Frame-Options`: `headers.ts`",
    tests: {
      'headers.test.ts': ['a page is never stored, rewritten, framed, sniffed or named to others'],
      'page-headers.test.ts': ['every page forbids framing, scripts, foreign forms and caching'],
    },
  },
  {
    id: 'UI-02',
    attack: 'script, foreign content, foreign form targets',
    defence:
      "`default-src 'none'`, no script, `form-action 'self'`, [hand-off pages](docs/decisions/0008-hand-off-pages.md)",
    tests: {
      'headers.test.ts': [
        'a page may load its stylesheet and icon, post to itself, and nothing else',
      ],
      'document.test.ts': ['a page holds nothing that the content security policy forbids'],
      'connect.e2e.ts': ['everything works without JavaScript'],
    },
  },
  {
    id: 'UI-03',
    attack: 'a form that another site posts',
    defence:
      '`Sec-Fetch-Site`, `Origin`, content type, a token: `same-origin.ts`, `form-tokens.ts`',
    tests: {
      'same-origin.test.ts': ['a form %s'],
      'protections.e2e.ts': ['a form that another site posts is refused'],
    },
  },
  {
    id: 'UI-04',
    attack: 'a form token of another request',
    defence: 'it is good for one interaction: `form-tokens.ts`',
    tests: {
      'form-tokens.test.ts': ['is good for the forms of its own interaction only'],
    },
  },
  {
    id: 'UI-05',
    attack: 'a form that allows more than was asked for',
    defence: 'the grant comes from the interaction: `decision.ts`',
  },
  {
    id: 'UI-06',
    attack: 'double clicks, going back',
    defence:
      '[interactions are emptied](docs/decisions/0013-interactions-are-emptied.md); a pointer to the next one opens nothing',
    tests: {
      'going-back.test.ts': [
        'does not follow a pointer to %j',
        'with a pointer to somebody else’s request shows nothing of it',
      ],
      'detours.e2e.ts': [
        'a double click on Allow allows once',
        'a finished request visited again, by Back or by its address, says that it is already done',
      ],
    },
  },
  {
    id: 'UI-07',
    attack: 'markup in names, links and errors',
    defence: 'Preact escapes; `pages/text/` cleans',
    tests: {
      'display-text.test.ts': ['a name from outside'],
      'links.test.ts': ['%j is never a link'],
      'login-page.test.ts': ['a failure is told in words, with the name of the provider escaped'],
    },
  },
  {
    id: 'UI-08',
    attack: 'the consent page of somebody else',
    defence: 'cookie and address have to agree: `interaction/steps.ts`',
  },
  {
    id: 'UI-09',
    attack: 'a page that hides who asks',
    defence: 'name, how far it is verified, resource, scopes, redirect host, user',
    tests: {
      'connect.e2e.ts': [
        'the consent page names the program, the resource, the scopes and where the answer goes',
      ],
      'consent-page.test.ts': ['how far the client is known'],
    },
  },
  {
    id: 'UI-12',
    attack: 'operators in place of values, to widen a query',
    defence: 'values are bound as text, arrays and objects are refused',
  },
  {
    id: 'UI-13',
    attack:
      'a click meant for something else that lands on *Allow*: a window that moves, a double click, a page shown beforehand',
    defence:
      'it counts a second after the page was first shown to this browser, and a style keeps the pointer away for 0.6 s from when it reaches the sheet: `first-shown.ts`, `css/bar.ts`',
    tests: {
      'consent-pause.test.ts': [
        'at once shows the page again',
        'that came too soon leaves the ticks as they were, and counts a second later',
        'does not count a page that was only %s',
        'does not count what another browser was shown',
      ],
      'consent-pause.e2e.ts': [
        'a click that was meant for something else does not allow',
        'nor does the second click of a double click that closes a window over ours',
      ],
    },
  },
  {
    id: 'UI-14',
    attack: 'a form in a sandboxed frame, whose `Origin` is `null` as that of our own pages',
    defence:
      'never with another `Sec-Fetch-Site`; without that header the token of this browser decides: `same-origin.ts`',
    tests: {
      'same-origin.test.ts': [
        'a form %s',
        'from a sandboxed frame in an old browser, whose token another browser was shown',
      ],
    },
  },
  {
    id: 'UI-15',
    attack: 'a form token of the same request that another browser was shown',
    defence: 'made with a secret of the browser: `form-tokens.ts`',
    tests: {
      'form-tokens.test.ts': [
        'is good in the browser that it was shown to only',
        'over http no planted cookie becomes the one of a page',
      ],
    },
  },
  {
    id: 'UI-16',
    attack: 'a consent that was remembered for one redirect, used for another of the same client',
    defence:
      '[silence wants the very redirect](docs/decisions/0064-consent-belongs-to-a-redirect.md): `decided-redirect.ts`',
    tests: {
      'decided-redirect.test.ts': [
        'is not silent for another https redirect of the same client, until decided there',
        'made at %s is silent for no https redirect',
        'of OpenID scopes alone belongs to it as well',
      ],
      'consent-redirects.e2e.ts': [
        'a consent for one web site of a client is not silent for its other one, and lets no error go there',
      ],
      'public-https.test.ts': [
        'is not silent for another redirect of the client, and vouches for no errors there',
      ],
    },
  },
  {
    id: 'UI-17',
    attack:
      'scopes allowed at one redirect, or a redirect decided on at one resource, made use of at another; a redirect that a *Deny* or an expired decision has taught',
    defence: 'scopes are remembered with the redirect, in the row of the resource: `consents.ts`',
    tests: {
      'decided-redirect.test.ts': [
        'does not lend what was allowed at one redirect to another',
        'is not silent at another resource, where its redirect was not decided on',
        'is taken back at every redirect by unticking, and given again where it is ticked',
        'is not made by Deny, nor by allowing nothing',
        'that has expired is not brought back by a decision at another redirect',
        'of before redirects were remembered asks once more, and its tokens go on',
      ],
      'step-up.test.ts': [
        'lends nothing that was allowed at the first: it is there to be ticked, and no more',
      ],
    },
  },
  {
    id: 'UI-18',
    attack: 'asking again until what a user left out comes ticked',
    defence:
      'only where the client [lives without it](docs/decisions/0066-a-step-up-adds.md), and the page says that it was left out: `consent-request.ts`',
    tests: {
      'step-up.test.ts': [
        'is only where a grant is used and alive: otherwise what was left out stays left out',
        'what was left out is not forgotten because another scope was decided on',
      ],
      'consent-page.test.ts': [
        'comes ticked where the app asks for it again, and says that it does',
      ],
    },
  },
  {
    id: 'UI-19',
    attack:
      'a step-up by which one device of a client gets what only another one has, or one redirect what was allowed at another, or what was taken back',
    defence:
      'what all its grants have, within what is allowed at this redirect, is kept: `step-up.ts`, `grants.ts`',
    tests: {
      'step-up.test.ts': [
        'of one device gives it nothing that only another device has',
        'lends nothing that was allowed at the first: it is there to be ticked, and no more',
        'what was ticked is allowed there, what was not is not refused anywhere',
        'ticks nothing that was left out at the first',
        'keeps nothing where less is asked for, or a scope was taken back',
      ],
    },
  },
  {
    id: 'UI-20',
    attack:
      "a program on the user's computer that passes for an app which the operator added: public, answered on loopback or by a private scheme",
    defence: 'such an app is shown with caution: `client-verification.ts`',
    tests: {
      'client-verification.test.ts': ['a client of %s with %s at %s is %s'],
      'consent-page.test.ts': [
        'an operator’s app that any program can pass for is shown with caution',
      ],
    },
  },
  {
    id: 'UI-21',
    attack:
      '*Deny* and *Allow* posted together: a code after *Nothing was shared*, or a consent that is remembered from it',
    defence:
      '[the first answer counts](docs/decisions/0087-the-first-answer-counts.md), before anything comes of one: `first-answer.ts`',
    tests: {
      'first-answer.test.ts': ['of many different ones at once is one', 'leaves no place for %s'],
      'forms.test.ts': [
        'does not undo a no, and is not remembered',
        'does not change a yes, nor what was ticked',
        'posted at once with the first counts for nothing',
      ],
    },
  },
  {
    id: 'UI-22',
    attack:
      'a service in front that rewrites pages: e-mail addresses behind a script that may not run, scripts and styles put elsewhere',
    defence: '`no-transform` on every page and redirect of a person: `cache-control.ts`',
    tests: {
      'pages/headers.test.ts': [
        'a page is never stored, rewritten, framed, sniffed or named to others',
      ],
      'behaviour/references.test.ts': ['%s'],
      'page-headers.test.ts': ['the consent page', 'the page about %s'],
    },
  },
  {
    id: 'UI-25',
    attack:
      'a logo of the operator that is an SVG with a script, or that loads from elsewhere, shown on a page or opened by itself',
    defence:
      "it is an image of this origin, and is answered with `default-src 'none'` and `sandbox`: [decision 136](docs/decisions/0136-the-operators-brand.md), `page-files.ts`",
    tests: {
      'brand.e2e.ts': [
        'every page carries the operator’s name, logo and links, and asks no other origin for anything',
        'a logo that is opened by itself runs nothing, loads nothing, and is no part of this origin',
      ],
      'page-files.test.ts': [
        'a file that is opened by itself runs and loads nothing, and is no part of this origin',
      ],
      'read-logo.test.ts': ['is %s by its content, whatever it is called'],
    },
  },
  {
    id: 'UI-26',
    attack:
      'a name above the page that is not the operator’s: with letters that nobody sees or that turn the text, cut off at another one, or put there by a client',
    defence:
      'such a name is refused at boot, one is shown whole, and nothing that a client says stands there: `name.ts`, `frame.tsx`',
    tests: {
      'read-operator.test.ts': [
        'refuses %j, and names %s',
        'refuses 61 characters, and says how many there are',
        'refuses marks that are piled on a letter',
      ],
      'document.test.ts': [
        'above a page stands the operator, and nothing that anybody else says of themselves',
      ],
      'brand.e2e.ts': ['a name without end neither leaves the window nor turns what is around it'],
    },
  },
  {
    id: 'UI-27',
    attack:
      'the switch of languages as an open redirect, to show a page of an attacker’s making, or pressed by a foreign page',
    defence:
      'what a page comes again by is in its form under a MAC, the address too; a post of another site is refused: [decision 137](docs/decisions/0137-the-language-of-a-page.md), `again.ts`, `choosing.ts`',
    tests: {
      'again.test.ts': [
        'in a form: %j',
        'nor what was sealed by another server',
        'nor what another version sealed, whose pages take other facts',
        'nor what was changed, wherever',
      ],
      'compose.languages.test.ts': [
        '%s by what is sent as the page',
        'serve another site: %j',
        'keep another language than there is: %j',
        'take two languages for one',
        'read without end',
      ],
      'comes-again.test.ts': ['does not lead on once more: what it led to has happened'],
    },
  },
  {
    id: 'UI-28',
    attack:
      'hostile language values: 15 kB of `Accept-Language`, odd tags and line breaks in `ui_locales`, a planted cookie; to cost time, to fail, or to put something into a header or a page',
    defence:
      'the answer is one of a closed list; 500 characters of each wish are read: `language-for.ts`, `language-cookie.ts`',
    tests: {
      'language-for.test.ts': [
        'whatever is sent, the answer is in a language of ours',
        'what names no language takes nothing from the one behind it',
        '10 kB of %s cost what their beginning costs',
      ],
      'language-cookie.test.ts': [
        'nothing was chosen where the cookies are %j',
        'one that names no language of ours does not hide the one that does',
        'over https a cookie counts that no sibling domain can set, and none besides',
      ],
      'compose.languages.test.ts': [
        'as if nothing was asked for where %s were sent',
        'no failure where `ui_locales` is %s',
      ],
    },
  },
  {
    id: 'UI-32',
    attack:
      'a link whose parameters make an error page speak: a client ID, an address or a scope that says “your account is locked, call …” under our name',
    defence:
      'of what a request brought a page repeats only ids without blanks and addresses as they may be said, folded and labelled; of descriptions only the names of parameters: `asked-for.ts`; an error without words of its own has general ones',
    tests: {
      'asked-for.test.ts': [
        'is nothing of %j',
        'has no character that separates words',
        'is no word of the description but names of parameters',
      ],
      'held-error-page.test.ts': ['a code without words of its own has general ones'],
      'authorization-refusals.test.ts': [
        'a page about an error says nothing that a link put into it: %s',
      ],
    },
  },
];
