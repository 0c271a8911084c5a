import { waitInWords } from '@gatehouse/display';
import type { ErrorWords, HeldErrorWords, Step } from '../errors.ts';
import { sentence } from '../sentence.ts';

const fromYourApp = 'Go back to your app and start connecting again.';
const tellTheMakers =
  'If it happens again, tell the people who make the app; the code below helps them.';
const cannotUse = 'The app sent something this server cannot use';
const ourSide = 'Something went wrong on our side';

const tellTheOperator: Step = ({ hasReference }) =>
  hasReference
    ? 'If it keeps happening, give the reference below to the operator of this server.'
    : 'If it keeps happening, tell the operator of this server.';

const problems: ErrorWords['problems'] = {
  invalid_client: {
    title: 'This app is not registered here',
    message:
      'The app that sent you here uses a registration that this server does not know. It may have expired or been removed.',
    whatToDo: [
      'In your app, remove this connection and add it again: most apps then register anew.',
      'If you entered a client ID yourself, check it with the operator of this server.',
    ],
  },
  client_document: {
    title: 'This app could not be looked up',
    message:
      'The app that sent you here is known by a web address, and this server could not use what is there. Nothing was sent to the app.',
    whatToDo: ['Go back to your app and try again in a minute.', tellTheMakers, tellTheOperator],
  },
  client_disabled: {
    title: 'This app was switched off here',
    message: 'The operator of this server has switched off the app that sent you here.',
    whatToDo: ['Ask the operator of this server about it. Nothing of yours was sent to the app.'],
  },
  invalid_redirect_uri: {
    title: 'The app asked for an answer at an unknown address',
    message:
      'The return address does not match the ones this app registered. To protect you, nothing was sent there.',
    whatToDo: [
      'If you followed a link from somebody, close this window.',
      'If you were connecting an app yourself, remove the connection there and add it again.',
    ],
  },
  invalid_request: {
    title: cannotUse,
    message:
      'The request is incomplete or contradicts itself, so there is nothing to sign in to yet.',
    whatToDo: [fromYourApp, tellTheMakers],
  },
  stale_interaction: {
    title: 'This page is out of date',
    message:
      'The sign-in it belongs to is finished, has expired, or was begun in another browser or profile.',
    whatToDo: [
      'If your app is connected already, you can close this window.',
      'Otherwise: go back to your app and start connecting again.',
    ],
  },
  browser_mismatch: {
    title: 'This sign-in was not begun here',
    message:
      'It was begun in another browser or too long ago, or somebody sent you the link. To protect you, it ends here.',
    whatToDo: [
      'If somebody sent you a link, close this window.',
      'If you were signing in yourself, allow cookies for this site and start again from your app, in one browser.',
    ],
  },
  cross_site_form: {
    title: 'That did not come from this page',
    message:
      'A form arrived that this server did not show you, or that has expired. Nothing was changed.',
    whatToDo: ['Close this window.', fromYourApp],
  },
  stale_page: {
    title: 'This page is out of date',
    message:
      'Somebody has signed in or out in this browser since it was shown, or the browser no longer has what ties the page to it. Nothing was changed.',
    whatToDo: [
      'Go to the start page: it shows who is signed in now.',
      'If that happens again, allow cookies for this site.',
    ],
  },
  too_many_requests: {
    title: 'Too many attempts',
    message: 'There were more requests from your network than this server takes in a short time.',
    whatToDo: [
      ({ wait }) =>
        wait === undefined
          ? 'Wait a few minutes and try again.'
          : `Try again in ${waitInWords(wait, 'en')}.`,
    ],
  },
  not_found: {
    title: 'There is nothing here',
    message: 'The address is wrong, or the page is gone.',
    whatToDo: ['Check the address, or go back to your app.'],
  },
  unavailable: {
    title: 'This server cannot answer just now',
    message: 'It is waiting for its database. It is safe to try again.',
    whatToDo: ['Wait a minute and try again.', tellTheOperator],
  },
  server_error: {
    title: ourSide,
    message: 'It is not your fault, and nothing was shared.',
    whatToDo: ['Try again in a minute.', tellTheOperator],
  },
};

const held: HeldErrorWords = {
  errors: {
    access_denied: {
      title: 'Nothing was shared',
      message: 'The request was declined, so the app gets no access.',
    },
    invalid_scope: {
      title: cannotUse,
      message: 'It asked for permissions that do not exist here or that it may not have.',
    },
    invalid_target: {
      title: cannotUse,
      message: 'It asked for access to a server that is not looked after here.',
    },
    server_error: {
      title: ourSide,
      message: 'It is not your fault, and nothing was shared. Try again in a minute.',
    },
    temporarily_unavailable: {
      title: 'This server is busy',
      message: 'It cannot take the request just now. Nothing was changed.',
    },
    other: {
      title: cannotUse,
      message:
        'Its request is incomplete, contradicts itself, or asks for something not offered here.',
    },
  },
  connecting:
    'If you were connecting this app yourself, press the button: it is told what happened, and nothing else.',
  followedLink:
    'If you followed a link from somebody, or do not know the app, close this window. Then nobody is told.',
  goTo: sentence('Go to {destination}'),
  askedFor: 'Asked for',
};

export const errors: ErrorWords = { problems, held, toStartPage: 'Go to the start page' };
