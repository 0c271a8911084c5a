import { displayName, initialOf } from '@gatehouse/display';
import { Tile } from '@gatehouse/look/components';
import { Form } from './form.tsx';
import { type LoginProvider, ProviderButtons } from './provider-buttons.tsx';
import { type ShownUser, userName } from './user.tsx';
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

/** The ways to sign in, and what for. */
export function SignIn({ visitor: { providers, signIn } }: { readonly visitor: Visitor }) {
  const { whoever } = useWords().home;
  return (
    <div class="stack">
      <p class="quiet">{whoever.whySignIn}</p>
      <ProviderButtons providers={providers} {...signIn} />
    </div>
  );
}

/** Who is signed in, and the way out. */
export function Whoever({ who: { user, provider, signOut } }: { readonly who: SignedInUser }) {
  const { home, you } = useWords();
  const { whoever } = home;
  const name = userName(user) ?? you;
  const details = [user.username, user.email]
    .map((text) => displayName(text, ''))
    .filter((text) => text !== '' && text !== name);
  return (
    <section class="stack" aria-labelledby="who">
      <p id="who" class="quiet">
        {whoever.signedInWith({ provider })}
      </p>
      <div class="party party-middle">
        <Tile shape="person">{initialOf(name)}</Tile>
        <div class="row spread">
          <span class="person-text">
            <strong>
              <bdi>{name}</bdi>
            </strong>
            {details.map((text) => (
              <small key={text}>
                <bdi>{text}</bdi>
              </small>
            ))}
          </span>
          <Form {...signOut}>
            <button type="submit" class="button button-small">
              {whoever.signOut}
            </button>
          </Form>
        </div>
      </div>
      <p class="quiet">{whoever.whatStays}</p>
    </section>
  );
}
