import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { ReturnPlace } from '../protocol/return-places.ts';

/** What a form is for. A closed list: a token is good for one of these, and for nothing that comes later. */
export type FormPurpose =
  /** the forms of one interaction */
  | { readonly form: 'interaction'; readonly uid: string }
  /**
   * signing in, to come back to a place; where somebody is signed in, again. `session`: the uid of the
   * session that the page was made for, so that it is stale once somebody signs in or out.
   */
  | {
      readonly form: 'sign-in';
      readonly returnTo: ReturnPlace;
      readonly session: string | undefined;
    }
  /** signing out of one session */
  | { readonly form: 'sign-out'; readonly session: string };

export interface FormTraits {
  /** which cookie binds it to the browser */
  readonly cookie: 'interaction' | 'page';
  /** of that cookie: the narrowest path from which the page can see its own older ones */
  readonly path: string;
  /** what a token is made of, beside a secret of the browser; the same text for the same purpose alone */
  readonly subject: string;
  /** what a person is told whose form has no token that is good for it */
  readonly refusal: 'cross_site_form' | 'stale_page';
}

export function traitsOf(purpose: FormPurpose): FormTraits {
  switch (purpose.form) {
    case 'interaction': {
      // As versions before wrote it: a form that is open during an upgrade can be posted.
      const { uid } = purpose;
      return {
        cookie: 'interaction',
        path: addressOf(ENDPOINTS.interaction, { uid }),
        subject: uid,
        refusal: 'cross_site_form',
      };
    }
    case 'sign-in': {
      const { form, returnTo, session = '' } = purpose;
      const subject = [form, returnTo, session].join('\0');
      return { cookie: 'page', path: '/', subject, refusal: 'stale_page' };
    }
    case 'sign-out': {
      const subject = [purpose.form, purpose.session].join('\0');
      return { cookie: 'page', path: '/', subject, refusal: 'stale_page' };
    }
  }
}
