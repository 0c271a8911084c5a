/** A grant type (RFC 6749 §4.5), as far as it matters to who registers for it. */
export interface RegistrableGrantType {
  readonly name: string;
  /** who may have it: whoever registers a client, or clients of the operator alone */
  readonly registrable: 'everybody' | 'operator';
  /** whether it starts with a user at a browser, who comes back to a redirect URI */
  readonly interactive?: true;
}
