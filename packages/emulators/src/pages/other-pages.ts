import { document, person, played } from './frame.ts';
import { html } from './html.ts';
import type { Stage } from './stage.ts';

/** A request that the emulator does not take. What it quotes may be anybody's text. */
export function refusedPage({ provider }: Stage, title: string, message: string): string {
  return document(
    provider,
    title,
    html`<div class="stack"><h1>${title}</h1><p><bdi>${message}</bdi></p></div>
${played(provider)}
<p class="quiet">Whoever sent you here asked for something that is not registered at this emulator. Its callback has to be one of the authorization server that <code>npm start</code> has started.</p>`,
  );
}

/** The address itself, at which there is nothing to do. */
export function frontPage({ provider, roles }: Stage): string {
  return document(
    provider,
    `Emulated ${provider}`,
    html`<div class="stack"><h1>Emulated ${provider}</h1>${played(provider)}</div>
<p>Begin at the authorization server. Whoever signs in there comes by here and chooses who to be:</p>
<ul class="people" role="list">${roles.map(
      (role) => html`<li class="party party-middle">${person(role)}</li>`,
    )}</ul>`,
  );
}

/** An address that is none. */
export function notFoundPage({ provider }: Stage): string {
  return document(
    provider,
    'Nothing here',
    html`<div class="stack"><h1>Nothing here</h1>${played(provider)}</div>
<p>The emulator has what a sign-in takes, and no page at this address. <a href="/">What it is for</a></p>`,
  );
}
