import { displayName, initialOf } from '@gatehouse/display';
import { Tile } from '@gatehouse/look/components';
import { Form } from '../form.tsx';
import { ProviderButtons } from '../provider-buttons.tsx';
import type { Visitor } from '../whoever.tsx';
import { useWords } from '../words/in-words.ts';
import type { EmulatedPerson, EmulatedProvider } from './development-steps.ts';
import { Section } from './section.tsx';

interface PeopleProps {
  readonly emulated: readonly EmulatedProvider[];
  readonly visitor: Visitor;
}

/** One press signs in as somebody at an emulated provider; or by its own page, as real people would. */
export function People({ emulated, visitor: { providers, signIn } }: PeopleProps) {
  const { people } = useWords().home.development;
  return (
    <Section id="people" heading={people.heading}>
      <p class="quiet">{people.message({ providers: emulated.map(({ label }) => label) })}</p>
      <Form {...signIn} class="stack">
        {emulated.map(({ id, label, people: offered }) => (
          <div key={id}>
            <h3 class="caption">
              <bdi>{label}</bdi>
            </h3>
            <ul class="people" role="list">
              {offered.map((person) => (
                <Person key={person.account} provider={id} {...person} />
              ))}
            </ul>
          </div>
        ))}
      </Form>
      <h3 class="caption">{people.byTheirPages}</h3>
      <ProviderButtons providers={providers} {...signIn} />
    </Section>
  );
}

function Person({
  provider,
  account,
  name,
  email,
}: EmulatedPerson & { readonly provider: string }) {
  const { people } = useWords().home.development;
  const shown = displayName(name, account);
  return (
    <li class="party party-middle">
      <Tile shape="person">{initialOf(shown)}</Tile>
      <span class="person-text">
        <strong>
          <bdi>{shown}</bdi>
        </strong>
        <small>
          <bdi>{displayName(email, '')}</bdi>
        </small>
      </span>
      <button class="button button-small" name="person" value={`${provider} ${account}`}>
        {people.signIn}
        <span class="away">{people.as({ name: shown })}</span>
      </button>
    </li>
  );
}
