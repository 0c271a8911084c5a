import { googleTokenVerifier } from '@gatehouse/auth-core';

export const google = googleTokenVerifier({
  clientId: '1234-abcd.apps.googleusercontent.com',
  hostedDomain: 'example.com',
});
