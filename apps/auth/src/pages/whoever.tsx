import { Form } from './form.tsx';
import { type LoginProvider, ProviderButtons } from './provider-buttons.tsx';
import { Account, type ShownUser } from './user.tsx';
import { useWords } from './words/in-words.ts';

/** A form of a page: where it posts to, and the form token. */
interface OwnAction {
  readonly action: string;
  readonly csrf: string;
}

/** Who is signed in at this browser. */
export interface SignedInUser {
  readonly user: ShownUser;
  /** what the provider is called that they signed in with */
  readonly provider: string;
  readonly signOut: OwnAction;
}

/** Nobody is: the ways to change that. */
export interface Visitor {
  readonly providers: readonly LoginProvider[];
  readonly signIn: OwnAction;
}

/** The part of a page that says who is signed in, or lets a visitor sign in. */
export function Whoever({ who }: { readonly who: SignedInUser | Visitor }) {
  const words = useWords().home.whoever;
  if ('signIn' in who) {
    return (
      <section class="section" aria-labelledby="sign-in">
        <h2 id="sign-in">{words.signInHere}</h2>
        <p class="quiet">{words.whySignIn}</p>
        <ProviderButtons providers={who.providers} {...who.signIn} />
      </section>
    );
  }
  return (
    <div class="section">
      <Account user={who.user} caption={words.signedInWith({ provider: who.provider })}>
        <Form {...who.signOut}>
          <button type="submit" class="link">
            {words.signOut}
          </button>
        </Form>
      </Account>
      <p class="quiet">{words.whatStays}</p>
    </div>
  );
}
