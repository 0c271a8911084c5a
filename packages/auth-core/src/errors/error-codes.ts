/** What one failure means: for the answer, and for whoever reads the log. */
export interface ErrorCodeEntry {
  /** The HTTP status a resource server answers with. */
  readonly status: 400 | 401 | 403 | 500 | 503;
  /** The `error` of the answer (RFC 6750 §3.1), where there is one. */
  readonly error?: string;
  /** What the outside may read, where the error itself does not say it better. */
  readonly description: string;
  /** What happened, for whoever runs the server. */
  readonly meaning: string;
}

const unusable = { status: 401, error: 'invalid_token' } as const;
const notValid = { ...unusable, description: 'The access token is not valid.' } as const;
const badProof = {
  status: 401,
  error: 'invalid_dpop_proof',
  description: 'The DPoP proof is not valid.',
} as const;
const unavailable = {
  status: 503,
  error: 'temporarily_unavailable',
  description: 'Access tokens cannot be checked at the moment. Try again shortly.',
} as const;

/** A stable name for a failure. Written out, so that the declarations of the package can be. */
export type AuthErrorCode =
  | 'token_missing'
  | 'request_malformed'
  | 'token_too_long'
  | 'token_malformed'
  | 'token_unrecognised'
  | 'token_inactive'
  | 'token_header_refused'
  | 'token_algorithm_refused'
  | 'token_type_refused'
  | 'token_key_unknown'
  | 'token_signature_invalid'
  | 'token_claim_missing'
  | 'token_claim_invalid'
  | 'token_issuer_mismatch'
  | 'token_audience_mismatch'
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'token_lifetime_exceeded'
  | 'token_binding_unchecked'
  | 'token_binding_mismatch'
  | 'token_unbound'
  | 'token_revoked'
  | 'token_status_invalid'
  | 'proof_malformed'
  | 'proof_header_refused'
  | 'proof_key_refused'
  | 'proof_signature_invalid'
  | 'proof_claim_invalid'
  | 'proof_request_mismatch'
  | 'proof_token_mismatch'
  | 'proof_not_current'
  | 'proof_replayed'
  | 'proof_nonce_required'
  | 'scope_insufficient'
  | 'issuer_unavailable'
  | 'issuer_unreachable'
  | 'issuer_response_refused'
  | 'issuer_busy'
  | 'issuer_credentials_refused'
  | 'issuer_metadata_invalid'
  | 'issuer_mismatch'
  | 'issuer_keys_invalid'
  | 'issuer_status_list_invalid'
  | 'replay_store_unavailable'
  | 'configuration_invalid';

/**
 * Every code there is. Stable: codes are added, none is renamed. `docs/errors.md` is this table
 * for reading, and a test compares the two.
 */
export const errorCodes: Readonly<Record<AuthErrorCode, ErrorCodeEntry>> = {
  token_missing: {
    status: 401,
    description: 'An access token is required.',
    meaning:
      'No access token in the `Authorization` header, or a scheme this resource does not take.',
  },
  request_malformed: {
    status: 400,
    error: 'invalid_request',
    description: 'The request is malformed.',
    meaning: 'Two `Authorization` headers, one that is malformed, or a token in the URL.',
  },
  token_too_long: { ...notValid, meaning: 'Longer than `maxTokenLength`; nothing of it was read.' },
  token_malformed: {
    ...notValid,
    meaning: 'Not a JWS in canonical compact serialization, or characters that no token has.',
  },
  token_unrecognised: {
    ...notValid,
    meaning: 'It looks like none of the tokens that are taken here.',
  },
  token_inactive: {
    ...notValid,
    meaning: 'Whoever was asked about it says that it does not count: unknown, revoked, expired.',
  },
  token_header_refused: {
    ...notValid,
    meaning: 'The JOSE header has no usable `kid`, or it has `crit`, `b64`, `zip` or `enc`.',
  },
  token_algorithm_refused: { ...notValid, meaning: '`alg` is not one of those allowed.' },
  token_type_refused: {
    ...notValid,
    meaning: '`typ`, or what is in the token, says that it is no access token: an ID token, say.',
  },
  token_key_unknown: {
    ...notValid,
    meaning: 'The issuer has no key of this `kid` for this `alg`.',
  },
  token_signature_invalid: {
    ...notValid,
    meaning: 'The signature is not by that key over this token.',
  },
  token_claim_missing: { ...notValid, meaning: 'A claim that is required is not there.' },
  token_claim_invalid: {
    ...notValid,
    meaning: 'A claim is of the wrong type or has the wrong value.',
  },
  token_issuer_mismatch: {
    ...unusable,
    description: 'The access token is from another issuer.',
    meaning: '`iss` is not, character by character, an issuer that is trusted.',
  },
  token_audience_mismatch: {
    ...unusable,
    description: 'The access token was not issued for this resource.',
    meaning: 'The audience is not this resource, or it is others besides.',
  },
  token_expired: {
    ...unusable,
    description: 'The access token has expired.',
    meaning: '`exp` is in the past.',
  },
  token_not_yet_valid: {
    ...unusable,
    description: 'The access token is not valid yet.',
    meaning: '`nbf` or `iat` is in the future: a clock is wrong, here or at the issuer.',
  },
  token_lifetime_exceeded: {
    ...notValid,
    meaning: '`exp` is further from `iat` than `maxLifetime`.',
  },
  token_binding_unchecked: {
    ...unusable,
    description: 'The access token is bound to a key and cannot be used as a bearer token.',
    meaning: 'The token has `cnf`, and no verifier here checks the proof that belongs to it.',
  },
  token_binding_mismatch: {
    ...unusable,
    description: 'The access token is bound to another key than the one of the DPoP proof.',
    meaning: '`cnf.jkt` is not the thumbprint of the key that signed the proof.',
  },
  token_unbound: {
    ...unusable,
    description: 'The access token is not bound to a key of DPoP proofs.',
    meaning:
      'A token without `cnf.jkt` came with the scheme DPoP, or to a resource that takes no other.',
  },
  token_revoked: {
    ...unusable,
    description: 'The access token has been revoked.',
    meaning: 'Its place in the status list says something else than valid.',
  },
  token_status_invalid: {
    ...notValid,
    meaning:
      '`status` names no list that may be fetched for it, or a place that is not in the list.',
  },
  proof_malformed: {
    ...badProof,
    meaning: 'No `DPoP` header, several, or one that is too long or not a JWS in canonical form.',
  },
  proof_header_refused: {
    ...badProof,
    meaning: '`typ` or `alg` is not one of those accepted, or there is `crit` or its like.',
  },
  proof_key_refused: {
    ...badProof,
    meaning: '`jwk` is missing, private, too weak, too big, or not of the kind that `alg` needs.',
  },
  proof_signature_invalid: { ...badProof, meaning: 'The signature is not by the key in `jwk`.' },
  proof_claim_invalid: {
    ...badProof,
    meaning: '`htm`, `htu`, `iat`, `jti` or `ath` is missing or of the wrong form.',
  },
  proof_request_mismatch: {
    ...badProof,
    meaning:
      '`htm` or `htu` is of another request. Behind a proxy: is `resource` the public URL, and does the path arrive as the client sent it?',
  },
  proof_token_mismatch: { ...badProof, meaning: '`ath` is the hash of another access token.' },
  proof_not_current: {
    ...badProof,
    meaning: '`iat` is further from now than `maxAge`: an old proof, or a clock is wrong.',
  },
  proof_replayed: { ...badProof, meaning: 'The proof was used before.' },
  proof_nonce_required: {
    status: 401,
    error: 'use_dpop_nonce',
    description: 'The DPoP proof needs the nonce of the DPoP-Nonce header.',
    meaning: 'Not a failure as such: the client repeats the request with the nonce it is given.',
  },
  scope_insufficient: {
    status: 403,
    error: 'insufficient_scope',
    description: 'The access token lacks a scope that this operation needs.',
    meaning: 'The token is good; its scopes do not cover the operation.',
  },
  issuer_unavailable: {
    ...unavailable,
    meaning: 'The issuer cannot be asked just now, nor does an earlier answer serve; see `cause`.',
  },
  issuer_unreachable: { ...unavailable, meaning: 'As a `cause`: there was no answer at all.' },
  issuer_response_refused: {
    ...unavailable,
    meaning: 'As a `cause`: an answer that is not 200, too long, not JSON, or not what was asked.',
  },
  issuer_busy: {
    ...unavailable,
    meaning: 'As a `cause`: 429 or 503, it is asked too often or does not work.',
  },
  issuer_credentials_refused: {
    ...unavailable,
    meaning: 'As a `cause`: it does not accept the credentials of this server itself.',
  },
  issuer_metadata_invalid: {
    ...unavailable,
    meaning: 'As a `cause`: the metadata lacks the address that is needed.',
  },
  issuer_mismatch: {
    ...unavailable,
    meaning: 'As a `cause`: the metadata names another issuer than the one configured.',
  },
  issuer_keys_invalid: {
    ...unavailable,
    meaning: 'As a `cause`: the JWK Set has no key that can be used.',
  },
  issuer_status_list_invalid: {
    ...unavailable,
    meaning:
      'As a `cause`: the status list is not by the issuer, not the one asked for, expired, older than the one in hand, or too big.',
  },
  replay_store_unavailable: {
    ...unavailable,
    meaning: 'The store of used DPoP proofs is full or fails; see `cause`.',
  },
  configuration_invalid: {
    status: 500,
    error: 'server_error',
    description: 'The server is not configured correctly.',
    meaning: 'Options that cannot be right. Thrown at start, before any request.',
  },
};
