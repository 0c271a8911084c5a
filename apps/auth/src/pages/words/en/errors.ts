import { clockInWords, untilInWords } from '@gatehouse/display';
import type { ErrorWords, HeldErrorWords } from '../errors.ts';
import { sentence } from '../sentence.ts';

const appMistake = 'The app made a mistake';
const ourSide = 'Something went wrong on our side';

const problems: ErrorWords['problems'] = {
  invalid_client: {
    title: 'This app is not registered here',
    message: 'This server does not know it. Its registration may have expired or been removed.',
    step: sentence(
      'Remove the connection in your app and add it again. If you entered a client ID yourself, {operator} can tell you the right one.',
    ),
  },
  client_document: {
    title: 'This app could not be looked up',
    message:
      'It is known by a web address, and this server could not use what is there. Nothing was sent to the app.',
    step: 'Go back to your app and try again in a minute.',
  },
  client_disabled: {
    title: 'This app was switched off here',
    message: 'It can no longer get access. Nothing of yours was sent to it.',
    step: sentence('If you need it, ask {operator}.'),
  },
  invalid_redirect_uri: {
    title: appMistake,
    message:
      'It asked for its answer at an address that it never registered. To protect you, nothing was sent there.',
    step: 'Remove the connection in your app and add it again. If you followed a link from somebody, close this tab.',
  },
  invalid_request: {
    title: 'This request cannot be used',
    message:
      'It is incomplete or contradicts itself: the app made a mistake, or the link was changed on its way.',
    step: 'Go back to your app and connect again. If you followed a link from somebody, close this tab.',
  },
  stale_interaction: {
    title: 'This page is out of date',
    message:
      'Its sign-in is finished, has expired, or was begun in another browser. Signing out in another tab ends it, too.',
    step: 'Start again from your app. If it is connected already, close this tab.',
  },
  browser_mismatch: {
    title: 'This sign-in was not begun here',
    message:
      'It was begun in another browser or too long ago, or somebody sent you the link. To protect you, it ends here.',
    step: 'If it was you, allow cookies for this site and start again from your app. If not, close this tab.',
  },
  cross_site_form: {
    title: 'That did not come from this page',
    message:
      'A form arrived that this server did not show you, or that has expired. Nothing was changed.',
    step: 'Close this tab and start again from your app.',
  },
  stale_page: {
    title: 'This page is out of date',
    message:
      'Somebody has signed in or out in this browser since it was shown. Nothing was changed.',
    step: 'The start page shows who is signed in now. If you get here again, allow cookies for this site.',
  },
  too_many_requests: {
    title: 'Too many tries',
    message:
      'Your network sent more requests than we take in a short time. Somebody you share it with may be the cause.',
    step: ({ again }) => again,
  },
  not_found: {
    title: 'There is nothing at this address',
    message: 'It may be misspelt, or what was here is gone.',
    step: 'To connect an app, start in the app.',
  },
  unavailable: {
    title: 'This server cannot answer just now',
    message:
      'It is our side, not you or your app: our database does not answer. It is safe to try again.',
    step: ({ again }) => again,
  },
  server_error: {
    title: ourSide,
    message: 'It is not you or your app. Nothing was shared.',
    step: ({ again }) => again,
  },
};

const held: HeldErrorWords = {
  errors: {
    access_denied: {
      title: 'Nothing was shared',
      message: sentence('{app} gets no access. You can close this tab.'),
    },
    invalid_scope: {
      title: appMistake,
      message: sentence(
        '{app} asked for permissions that do not exist here or that it may not have.',
      ),
    },
    invalid_target: {
      title: appMistake,
      message: sentence('{app} asked for access to a server that is not looked after here.'),
    },
    server_error: {
      title: ourSide,
      message: sentence('It is not you or {app}. Nothing was shared. Try again in a minute.'),
    },
    temporarily_unavailable: {
      title: 'This server is busy',
      message: sentence('It cannot take the request of {app} just now. Nothing was changed.'),
    },
    other: {
      title: appMistake,
      message: sentence(
        'The request of {app} is incomplete, contradicts itself, or asks for something not offered here.',
      ),
    },
  },
  tell: sentence('Tell {destination}'),
  learns: 'It learns only what went wrong. If you do not know this app, just close the tab.',
};

export const errors: ErrorWords = {
  problems,
  again: {
    inAWhile: 'Try again in a minute.',
    in: sentence('Try again {wait}.'),
    at: sentence('Try again {wait}, at {time}.'),
    wait: (seconds) => untilInWords(seconds, 'en'),
    time: (at) => clockInWords(at, 'en'),
  },
  askThen: sentence('If it still fails then, ask {operator}.'),
  referThen: sentence('If it still fails then, ask {operator} and give the reference below.'),
  tryAgain: 'Try again',
  toStartPage: 'Go to the start page',
  technical: {
    forMakers: 'For the app’s makers',
    details: 'Technical details',
    error: 'Error',
    clientId: 'Client ID',
    redirectUri: 'Answer asked for at',
    parameters: 'About',
    resource: 'Asked for',
  },
  held,
};
