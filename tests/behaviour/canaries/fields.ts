/** Names of fields that somebody may send, whatever a server makes of them. */
import { words } from '../actors/hostile-answers.ts';

/** Of authorization requests: RFC 6749 §4.1.1, RFC 7636, RFC 8707, RFC 9101, OpenID Connect Core §3.1.2.1. */
export const AUTHORIZATION = words(`
  response_type client_id redirect_uri scope state code_challenge code_challenge_method resource nonce
  prompt max_age login_hint id_token_hint acr_values ui_locales claims_locales claims display
  response_mode request request_uri registration dpop_jkt authorization_details audience id_token_alg
  client_secret code access_token token unheard_of`);

/** Of token requests, of every grant type that has a name. */
export const TOKEN = words(`
  grant_type code redirect_uri code_verifier client_id client_secret refresh_token scope resource
  audience username password assertion client_assertion client_assertion_type subject_token
  subject_token_type actor_token actor_token_type requested_token_type device_code auth_req_id
  authorization_details dpop_jkt state access_token unheard_of`);

/** Of introspection and revocation: RFC 7662 §2.1, RFC 7009 §2.1. */
export const OF_A_TOKEN = words(`
  token token_type_hint client_id client_secret client_assertion client_assertion_type
  access_token unheard_of`);

/** Of what a provider sends a browser back with. */
export const CALLBACK = words(`
  code state error error_description error_uri iss scope session_state hd authuser prompt id_token
  access_token token_type response unheard_of`);

/** Of our forms, beside those that the page has. */
export const FORM = words('provider decision scope form_token csrf return_to unheard_of');

/** Of a client: RFC 7591 §2, OpenID Connect Registration §2, RFC 9126, RFC 9449. */
export const REGISTRATION = {
  texts: words(`
    client_name client_name#de software_id software_version software_statement scope
    token_endpoint_auth_method token_endpoint_auth_signing_alg id_token_signed_response_alg
    id_token_encrypted_response_alg userinfo_signed_response_alg request_object_signing_alg
    subject_type application_type client_id client_secret registration_access_token
    dpop_bound_access_tokens require_auth_time default_max_age jwks tls_client_auth_subject_dn
    unheard_of`),
  addresses: words(`
    client_uri logo_uri policy_uri tos_uri jwks_uri sector_identifier_uri initiate_login_uri
    backchannel_logout_uri registration_client_uri`),
  lists: words(`
    redirect_uris contacts grant_types response_types response_modes request_uris
    default_acr_values post_logout_redirect_uris`),
} as const;

/** Of requests of any kind. Who asks, who is in between, what they call it; `Host` is apart. */
export const HEADERS = words(`
  dpop proxy-authorization origin referer user-agent x-forwarded-for x-forwarded-host
  x-forwarded-proto x-forwarded-port forwarded x-real-ip cf-connecting-ip true-client-ip via
  traceparent tracestate baggage x-correlation-id x-api-key x-amzn-trace-id accept accept-language
  if-none-match if-match range sec-fetch-site sec-fetch-mode sec-fetch-dest x-csrf-token
  access-control-request-headers access-control-request-method x-http-method-override
  mcp-session-id mcp-protocol-version last-event-id`);

/** Schemes of `Authorization`; empty: none. */
export const SCHEMES = ['Bearer', 'DPoP', 'Basic', 'Digest', 'Negotiate', ''];
