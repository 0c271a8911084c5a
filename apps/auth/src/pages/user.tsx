import type { ComponentChildren } from 'preact';
import { displayName, initialOf } from '@gatehouse/display';
import { useWords } from './words/in-words.ts';

/** The user, as the upstream provider describes them. */
export interface ShownUser {
  readonly name?: string | undefined;
  readonly username?: string | undefined;
  readonly email?: string | undefined;
}

/** The name that pages show for a user, where there is one. */
export function userName({ name, username, email }: ShownUser): string | undefined {
  return [name, username, email].map((text) => displayName(text, '')).find(Boolean);
}

interface AccountProps {
  readonly user: ShownUser;
  /** “You are signed in as” */
  readonly caption: string;
  /** what the user can do about it, such as a button */
  readonly children?: ComponentChildren;
}

/** Name and addresses of the user, with a monogram instead of a picture from elsewhere. */
export function Account({ user, caption, children }: AccountProps) {
  const { you } = useWords();
  const name = userName(user) ?? you;
  const details = [user.username, user.email]
    .map((text) => displayName(text, ''))
    .filter((text) => text !== '' && text !== name);
  return (
    <section class="account" aria-labelledby="account-caption">
      <div class="party">
        <span class="monogram monogram-user" aria-hidden="true">
          {initialOf(name)}
        </span>
        <div class="party-text">
          <span id="account-caption" class="caption">
            {caption}
          </span>
          <span class="party-name">
            <bdi>{name}</bdi>
          </span>
          {details.map((text) => (
            <bdi key={text} class="quiet">
              {text}
            </bdi>
          ))}
        </div>
      </div>
      {children}
    </section>
  );
}
