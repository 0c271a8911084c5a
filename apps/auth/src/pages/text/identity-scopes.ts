/** What an OpenID Connect scope (OIDC Core §5.4, §11) means to the user who grants it. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  openid: 'Recognise you when you come back',
  profile: 'See your name, user name and picture',
  email: 'See your email address',
  offline_access: 'Stay connected until you revoke its access',
};

/** The scope in words; undefined for one that is not about who the user is. */
export function describeIdentityScope(scope: string): string | undefined {
  return Object.hasOwn(DESCRIPTIONS, scope) ? DESCRIPTIONS[scope] : undefined;
}
