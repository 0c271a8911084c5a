import { Operator } from './operator.tsx';
import { useBrand } from './render.tsx';
import { messageTo } from './text/message-to.ts';
import { useWords } from './words/in-words.ts';

interface AskForAccessProps {
  /** as the person knows the account; absent where it is not known */
  readonly account: string | undefined;
  /** the upstream provider's name */
  readonly provider: string;
  /** the name of what it is about */
  readonly server: string | undefined;
  /** see the error page's */
  readonly reference: string | undefined;
}

/** How somebody asks to be admitted: by a message that is written already, at a page, or somehow. */
export function AskForAccess({ account, provider, server, reference }: AskForAccessProps) {
  const { notAdmitted } = useWords().signIn;
  const { name, contact } = useBrand();
  if (contact === undefined) {
    const ask =
      reference === undefined ? notAdmitted.askOperator : notAdmitted.askOperatorWithReference;
    return <p>{ask({ operator: <Operator /> })}</p>;
  }
  const { mail } = notAdmitted;
  const isMail = contact.href.startsWith('mailto:');
  const href = isMail
    ? messageTo(contact.href, {
        subject: mail.subject({ server, reference }),
        lines: mail.body({ server, account, provider, reference }),
      })
    : contact.href;
  const who = contact.name ?? name ?? contact.text;
  return (
    <>
      <a class="button button-main button-wide" href={href} rel="noopener noreferrer">
        <span>{notAdmitted.ask({ who: <bdi>{who}</bdi> })}</span>
      </a>
      {!isMail && reference !== undefined && <p class="quiet">{notAdmitted.giveReference}</p>}
    </>
  );
}
