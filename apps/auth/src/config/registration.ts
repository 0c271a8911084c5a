import { type Config, REGISTRATION_MODES } from './config.ts';
import type { Environment } from './environment.ts';
import { NEW_KEY } from './key-rings.ts';

/** Whether MCP clients may register themselves (RFC 7591), and with which token of the operator's own. */
export function readRegistration(
  environment: Environment,
): Pick<Config, 'registration' | 'registrationToken'> {
  const { faults } = environment;
  const registration = environment.choice('REGISTRATION', REGISTRATION_MODES, 'open');
  const token = environment.text('REGISTRATION_TOKEN');
  if (registration !== 'token') {
    if (token !== undefined && !faults.has('REGISTRATION')) {
      faults.add(
        'REGISTRATION_TOKEN',
        `is set, but REGISTRATION is ${registration}`,
        'Set REGISTRATION=token to ask for it, or remove it.',
      );
    }
    return { registration };
  }
  // Those that commands make are good without it.
  if (token === undefined) return { registration };
  // A bearer token in a header: token68 characters alone (RFC 6750 §2.1).
  if (token.length < 32 || !/^[\w.~+/-]+=*$/.test(token)) {
    faults.add(
      'REGISTRATION_TOKEN',
      'is shorter than 32 characters, or not base64',
      `Make one with: ${NEW_KEY}. Or remove it, and make tokens with: gatehouse registration-tokens add`,
    );
    return { registration };
  }
  return { registration, registrationToken: token };
}
