/** What one failure means: for the answer to the client, and for the operator who reads the log. */
export interface ErrorCodeEntry {
  /** The HTTP status a resource server answers with. */
  readonly status: 400 | 401 | 403 | 500 | 503;
  /** The `error` of the answer (RFC 6750 §3.1), if the answer has one. */
  readonly error?: string;
  /** What the client may read, unless the error has a more precise description. */
  readonly description: string;
  /** What happened, for the operator. */
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

/**
 * A stable name for a failure. The union is written out, because the declarations of the package
 * need an explicit type (`isolatedDeclarations`).
 */
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
 * Every code. Codes are stable: new ones may be added, none is renamed. `docs/errors.md` shows
 * this table, and a test compares the two.
 */
export const errorCodes: Readonly<Record<AuthErrorCode, ErrorCodeEntry>> = {
  token_missing: {
    status: 401,
    description: 'An access token is required.',
    meaning:
      'No access token in the `Authorization` header: none at all, a scheme with nothing after it, or a scheme that this resource does not accept.',
  },
  request_malformed: {
    status: 400,
    error: 'invalid_request',
    description: 'The request is malformed.',
    meaning: 'Two `Authorization` headers, a malformed header, or a token in the URL.',
  },
  token_too_long: {
    ...notValid,
    meaning: 'Longer than `maxTokenLength`. Nothing of it was decoded.',
  },
  token_malformed: {
    ...notValid,
    meaning:
      'Not a JWS in canonical compact serialization, or it has characters that are not allowed in a token.',
  },
  token_unrecognised: {
    ...notValid,
    meaning: 'It has the form of none of the tokens that are accepted here.',
  },
  token_inactive: {
    ...notValid,
    meaning:
      'The server or function that was asked about it refuses it: unknown, revoked or expired.',
  },
  token_header_refused: {
    ...notValid,
    meaning: 'The JOSE header has no usable `kid`, or it has `crit`, `b64`, `zip` or `enc`.',
  },
  token_algorithm_refused: { ...notValid, meaning: '`alg` is not one of those allowed.' },
  token_type_refused: {
    ...notValid,
    meaning: '`typ` or a claim shows that it is not an access token but, for example, an ID token.',
  },
  token_key_unknown: {
    ...notValid,
    meaning: 'The issuer has no key of this `kid` for this `alg`.',
  },
  token_signature_invalid: {
    ...notValid,
    meaning: 'The signature does not match the token and the key.',
  },
  token_claim_missing: { ...notValid, meaning: 'A required claim is missing.' },
  token_claim_invalid: {
    ...notValid,
    meaning: 'A claim has the wrong type or the wrong value.',
  },
  token_issuer_mismatch: {
    ...unusable,
    description: 'The access token is from another issuer.',
    meaning: '`iss` is not exactly a trusted issuer, compared character by character.',
  },
  token_audience_mismatch: {
    ...unusable,
    description: 'The access token was not issued for this resource.',
    meaning: 'The audience is not this resource, or it has others that are not allowed.',
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
    meaning: 'The token has `cnf`, and no verifier here checks proofs.',
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
      'A token without `cnf.jkt` was sent with the scheme DPoP, or to a resource that accepts only bound tokens.',
  },
  token_revoked: {
    ...unusable,
    description: 'The access token has been revoked.',
    meaning: 'Its status in the status list is not 0 (valid).',
  },
  token_status_invalid: {
    ...notValid,
    meaning:
      '`status` refers to no list, to a list that may not be fetched, or to an index beyond its end.',
  },
  proof_malformed: {
    ...badProof,
    meaning:
      'No `DPoP` header, several of them, or one that is too long or not a JWS in canonical form.',
  },
  proof_header_refused: {
    ...badProof,
    meaning: '`typ` or `alg` is not accepted, or the header has `crit`, `b64`, `zip` or `enc`.',
  },
  proof_key_refused: {
    ...badProof,
    meaning: '`jwk` is missing, private, too weak, too big, or of the wrong kind for `alg`.',
  },
  proof_signature_invalid: {
    ...badProof,
    meaning: 'The signature does not match the key in `jwk`.',
  },
  proof_claim_invalid: {
    ...badProof,
    meaning: '`htm`, `htu`, `iat`, `jti` or `ath` is missing or has the wrong form.',
  },
  proof_request_mismatch: {
    ...badProof,
    meaning:
      '`htm` or `htu` is for another request. Behind a proxy, check that `resource` is the public URL and that the path arrives unchanged.',
  },
  proof_token_mismatch: { ...badProof, meaning: '`ath` is the hash of another access token.' },
  proof_not_current: {
    ...badProof,
    meaning: '`iat` is more than `maxAge` before or after now: an old proof, or a wrong clock.',
  },
  proof_replayed: { ...badProof, meaning: 'The proof was used before.' },
  proof_nonce_required: {
    status: 401,
    error: 'use_dpop_nonce',
    description: 'The DPoP proof needs the nonce of the DPoP-Nonce header.',
    meaning: 'A normal step: the client repeats the request with the nonce of the answer.',
  },
  scope_insufficient: {
    status: 403,
    error: 'insufficient_scope',
    description: 'The access token lacks a scope that this operation needs.',
    meaning: 'The token is valid, but its scopes do not cover the operation.',
  },
  issuer_unavailable: {
    ...unavailable,
    meaning:
      'The issuer cannot be reached or its answer cannot be used, and no earlier answer is still valid; see `cause`.',
  },
  issuer_unreachable: { ...unavailable, meaning: 'As a `cause`: there was no answer.' },
  issuer_response_refused: {
    ...unavailable,
    meaning: 'As a `cause`: the answer is not 200, too long, not JSON, or has unexpected content.',
  },
  issuer_busy: {
    ...unavailable,
    meaning: 'As a `cause`: 429 or 503, because it gets too many requests or is down.',
  },
  issuer_credentials_refused: {
    ...unavailable,
    meaning: 'As a `cause`: it refuses the credentials of this server.',
  },
  issuer_metadata_invalid: {
    ...unavailable,
    meaning: 'As a `cause`: the metadata does not have the address that is needed.',
  },
  issuer_mismatch: {
    ...unavailable,
    meaning: 'As a `cause`: the metadata names an issuer that is not the configured one.',
  },
  issuer_keys_invalid: {
    ...unavailable,
    meaning: 'As a `cause`: the JWK Set has no usable key.',
  },
  issuer_status_list_invalid: {
    ...unavailable,
    meaning:
      'As a `cause`: the status list is not signed by the issuer, for another address, expired, older than the last one, or too big.',
  },
  replay_store_unavailable: {
    ...unavailable,
    meaning: 'The store of used DPoP proofs is full or has failed; see `cause`.',
  },
  configuration_invalid: {
    status: 500,
    error: 'server_error',
    description: 'The server is not configured correctly.',
    meaning: 'Options that cannot be correct. Thrown when a verifier is made, before any request.',
  },
};
