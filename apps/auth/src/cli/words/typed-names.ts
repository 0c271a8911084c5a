/** Names of an input's members on the command line. A resource has some that mean something else. */
const TYPED: Readonly<Record<string, string>> = {
  client_name: '<name>',
  redirect_uris: '--redirect-uri',
  grant_types: '--grant-type',
  token_endpoint_auth_method: '--auth-method',
  scope: '--scope',
  scopes: '--scope',
  jwks: '--jwks',
  resources: '--resource',
  introspects: '--introspects',
  id_token_signed_response_alg: '--id-token-alg',
  silent: '--silent',
  trusted: '--trusted',
  pkce: '--pkce',
  client_id: '<client-id>',
  copy: '--file',
  login: '<login>',
  resource: '<url>',
  name: '--name',
  aliases: '--alias',
  remove_scopes: '--remove-scope',
  access_token_alg: '--alg',
  kind: '--kind',
  search: '--search',
  after: '--after',
  limit: '--limit',
  never_used: '--never-used',
  idle_seconds: '--idle',
  min_age_seconds: '--min-age',
  remove: '--yes',
  id: '<id>',
  uses: '--uses',
  expires_seconds: '--expires',
  label: '--label',
};

/** What somebody typed, as a sentence may name it. */
export function typedName([member]: readonly string[]): string | undefined {
  return member !== undefined && Object.hasOwn(TYPED, member) ? TYPED[member] : undefined;
}
