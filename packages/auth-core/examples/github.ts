import { readFileSync } from 'node:fs';
import { githubTokenVerifier } from '@gatehouse/auth-core';

// The tokens of this app alone; those that another app was given do not count.
export const github = githubTokenVerifier({
  clientId: 'Iv1.0123456789abcdef',
  clientSecret: readFileSync('github-secret', 'utf8').trim(),
  requiredScopes: ['read:user'],
});
