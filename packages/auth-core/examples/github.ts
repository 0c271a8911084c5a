import { githubTokenVerifier } from '@gatehouse/auth-core';

// The tokens of this app alone; those that another app was given do not count.
export const github = githubTokenVerifier({
  clientId: process.env['GITHUB_CLIENT_ID'] ?? '',
  clientSecret: process.env['GITHUB_CLIENT_SECRET'] ?? '',
  requiredScopes: ['read:user'],
});
