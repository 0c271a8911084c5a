import {
  destinationInWords,
  destinationOf,
  displayName,
  displaySentence,
} from '@gatehouse/display';

import { escape, type ProxyPage, referenceOf } from './page.ts';

export interface HeldErrorPageOptions {
  /** The name that the client has registered. */
  readonly name: string | undefined;
  readonly redirect: string;
  /** The code of RFC 6749 §4.1.2.1. */
  readonly error: string;
  /** The redirect URI with the parameters of the error. It never contains an authorization code. */
  readonly target: string;
  readonly reference: string | undefined;
}

/**
 * The page for an error of a client that nobody has checked (OAuth 2.1 §7.12.2). It says what went wrong
 * and where the link leads. The browser leaves only when the user follows the link.
 */
export function heldErrorPage(options: HeldErrorPageOptions): ProxyPage {
  const { name, redirect, error, target, reference } = options;
  const { status, title, message } = words[error] ?? broken;
  return {
    status,
    title,
    body:
      `<p>${message}</p>` +
      `<p>The app calls itself <bdi>${escape(displayName(name, 'nothing at all'))}</bdi>. ` +
      `Anybody can choose that name.</p>` +
      `<ul><li>If you were connecting this app yourself, go on below: it is told what happened, ` +
      `and nothing else.</li>` +
      `<li>If you followed a link from somebody, or do not know the app, close this window. Then ` +
      `nobody is told.</li></ul>` +
      `<p><a class="next" href="${escape(target)}" rel="noreferrer">Go to ` +
      `<bdi>${escape(destinationInWords(destinationOf(redirect)))}</bdi></a></p>` +
      `<dl><dt>Code</dt><dd><code>${escape(displaySentence(error))}</code></dd></dl>` +
      referenceOf(reference),
  };
}

const broken = {
  status: 400,
  title: 'The app sent something this server cannot use',
  message: 'Its request is incomplete, contradicts itself, or asks for something not offered here.',
};

/** The errors with a page of their own. All others are faults of the client, with the status 400. */
const words: Readonly<Record<string, typeof broken>> = {
  access_denied: {
    status: 200,
    title: 'Nothing was shared',
    message: 'The request was declined, so the app gets no access.',
  },
  server_error: {
    status: 502,
    title: 'The sign-in did not work',
    message: 'It is not your fault, and nothing was shared. Start again from your app.',
  },
};
