import { document, person, played, sign } from './frame.ts';
import { type Html, html } from './html.ts';
import type { LibraryForm } from './library-page.ts';
import type { Role, Stage } from './stage.ts';

/** Who somebody may be here: the form that the emulator has for it. */
export interface Offer {
  readonly role: Role;
  readonly form: LibraryForm;
}

/** The people of a stage, in its order, each with the emulator's form. It may know more people than those. */
export function offersOf({ field, roles }: Stage, forms: readonly LibraryForm[]): Offer[] {
  return roles.flatMap((role) => {
    const form = forms.find(({ fields }) =>
      fields.some(([name, value]) => name === field && value === role.account),
    );
    return form === undefined ? [] : [{ role, form }];
  });
}

/** The page that asks whom somebody wants to be. */
export function choosePage({ provider }: Stage, offers: readonly Offer[]): string {
  const [first] = offers;
  return document(
    provider,
    'Choose who to be',
    html`<div class="stack"><h1>Choose who to be</h1>${played(provider)}</div>
<ul class="stack" role="list">${offers.map(offered)}</ul>
${first && details(first.form)}`,
  );
}

function offered({ role, form }: Offer): Html {
  const inputs = form.fields.map(
    ([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`,
  );
  return html`<li><form method="post" action="${form.action}">${inputs}
<button type="submit" class="button button-wide person">${person(role)}</button>
</form></li>`;
}

const FACTS = [
  ['client_id', 'Client'],
  ['scope', 'Scopes'],
  ['redirect_uri', 'Answer goes to'],
] as const;

/** What was asked for, for whoever builds the other side. */
function details({ fields }: LibraryForm): Html {
  const facts = FACTS.flatMap(([name, label]) => {
    const [, value] = fields.find(([field]) => field === name) ?? [];
    return value ? [html`<div><dt>${label}</dt><dd><code>${value}</code></dd></div>`] : [];
  });
  return html`<details><summary>${sign('chevron')}Technical details</summary><dl class="facts">${facts}</dl></details>`;
}
