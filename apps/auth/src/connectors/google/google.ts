import { describeConnector } from '../descriptor.ts';
import { GoogleMark } from './mark.tsx';
import { createGoogleConnector } from './sign-in.ts';

export const google = describeConnector({
  id: 'google',
  name: 'Google',
  mark: GoogleMark,
  variables: {
    clientId: { name: 'GOOGLE_CLIENT_ID', kind: 'text' },
    clientSecret: { name: 'GOOGLE_CLIENT_SECRET', kind: 'secret' },
    issuer: { name: 'GOOGLE_ISSUER', kind: 'address', fallback: 'https://accounts.google.com' },
  },
  admission: {
    account: { pattern: /^[\w-]{1,255}$/, placeholder: 'id', words: 'the id of an account' },
    anyone: true,
    // Google gives an account to anybody with a mailbox, so an address alone does not show that the
    // domain stands behind the account: the signed `hd` claim does.
    mail: 'hosted-domain',
  },
  issuers: ({ issuer }) => [issuer],
  create: createGoogleConnector,
});
