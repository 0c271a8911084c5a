import { sentence } from '../sentence.ts';
import type { SignInWords } from '../sign-in.ts';

/** After “bei” and “mit”. */
const dative = (provider = 'dem Anbieter') => provider;

/** At the beginning of a sentence. */
const subject = (provider = 'Der Anbieter') => provider;

const misconfigured = sentence(
  'Die Anmeldung mit {provider} ist auf diesem Server nicht richtig eingerichtet, und ein neuer Versuch hilft nicht. Wenden Sie sich an {operator}: Was zu ändern ist, steht im Protokoll des Servers.',
);
const policy = sentence(
  'Wer Ihr Konto bei {provider} verwaltet, erlaubt nicht, dass es hier verwendet wird. Fragen Sie Ihre Administratoren, oder wenden Sie sich an {operator}.',
);

/** What failed at a provider, and what to do. */
export const failures: SignInWords['failures'] = {
  denied: ({ provider }) =>
    `Die Anmeldung bei ${dative(provider)} wurde abgebrochen. Wählen Sie, wie Sie sich anmelden, oder schließen Sie diesen Tab.`,
  expired: ({ provider }) =>
    `Die Anmeldung bei ${dative(provider)} hat zu lange gedauert oder wurde schon verwendet. Bitte versuchen Sie es erneut.`,
  unavailable: ({ provider }) =>
    `${subject(provider)} antwortet gerade nicht. Versuchen Sie es in einer Minute erneut.`,
  misconfigured: ({ provider, operator }) =>
    misconfigured({ provider: dative(provider), operator }),
  policy: ({ provider, operator }) => policy({ provider: dative(provider), operator }),
  sso_required: ({ provider }) =>
    `Eine Ihrer Organisationen bei ${dative(provider)} verlangt zuerst die Anmeldung über ihr eigenes Single Sign-on. Öffnen Sie dort die Organisation, melden Sie sich an, und versuchen Sie es dann erneut.`,
  suspended: ({ provider }) =>
    `${subject(provider)} hat dieses Konto gesperrt. Verwenden Sie ein anderes, oder fragen Sie dort nach.`,
  browser: ({ provider }) =>
    `${subject(provider)} lässt keine Anmeldung innerhalb einer anderen App zu. Öffnen Sie diese Anmeldung in Ihrem Browser, und versuchen Sie es erneut.`,
  no_verified_email: ({ provider }) =>
    `Ihr Konto bei ${dative(provider)} hat keine bestätigte E-Mail-Adresse. Bestätigen Sie dort eine, und versuchen Sie es dann erneut.`,
  invalid_response: ({ provider }) =>
    `${subject(provider)} hat eine Antwort gegeben, die dieser Server nicht annehmen kann. Bitte versuchen Sie es erneut.`,
};
