/** Parameters of authorization requests: what a description may be about. */
export const PARAMETERS = [
  'response_type',
  'response_mode',
  'client_id',
  'redirect_uri',
  'scope',
  'resource',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'max_age',
  'id_token_hint',
  'login_hint',
  'ui_locales',
  'acr_values',
  'claims',
  'display',
  'request',
  'request_uri',
  'registration',
];

/**
 * The parameters that a description of an error names. The description itself may repeat what a request
 * held, so it is not for the log; these names are a closed set.
 */
export function parametersIn(description: string | undefined): string[] {
  // An address that is repeated in it is no name of a parameter.
  const words = new Set(description?.replace(/https?:\/\/\S+/gi, '').match(/[a-z_]+/g));
  return PARAMETERS.filter((name) => words.has(name));
}
