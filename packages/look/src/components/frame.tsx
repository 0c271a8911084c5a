import type { ComponentChildren } from 'preact';
import type { Brand } from '../brand.ts';
import { GATEHOUSE } from '../marks/gatehouse.ts';

/** What the frame says. */
export interface FrameWords {
  /** of the links below: “Help and policies” */
  readonly help: string;
  readonly support: string;
  readonly privacy: string;
  readonly terms: string;
  /** “Runs on Gatehouse” */
  readonly runsOn: string;
}

export interface FrameProps {
  /** BCP 47 */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** of the page; the operator's name is added */
  readonly title: string;
  readonly brand: Brand;
  readonly words: FrameWords;
  /** one narrow column, or more room than the two columns of a decision take */
  readonly width?: 'narrow' | 'wide';
  /** where the browser goes at once */
  readonly forwardTo?: string | undefined;
  /** addresses on this origin */
  readonly assets: {
    readonly stylesheet: string;
    readonly icon: { readonly path: string; readonly contentType: string };
  };
  /** in the foot, before “Runs on Gatehouse” */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What the software is called, in every language. */
export const SOFTWARE = 'Gatehouse';

/** A complete document: the operator above, the page as the only main landmark, the software below. */
export function Frame(props: FrameProps) {
  const { language, direction, title, brand, words, width, forwardTo, assets, foot, children } =
    props;
  const named = `${title} · ${brand.name ?? SOFTWARE}`;
  return (
    <html lang={language} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {forwardTo !== undefined && <meta http-equiv="refresh" content={`0; url=${forwardTo}`} />}
        <title>{named}</title>
        <link rel="stylesheet" href={assets.stylesheet} />
        <link rel="icon" type={assets.icon.contentType} href={assets.icon.path} />
      </head>
      <body class={width}>
        <header class="top">
          <span class="operator">
            <Logo brand={brand} />
            {/* Lines of a name from the right begin where the page does, beside the logo. */}
            <span>
              <bdi>{brand.name ?? SOFTWARE}</bdi>
            </span>
          </span>
        </header>
        <main id="content">{children}</main>
        <footer class="foot">
          <Links brand={brand} words={words} />
          {foot}
          {brand.name !== undefined && (
            <span class="runs">
              <GatehouseMark />
              {words.runsOn}
            </span>
          )}
        </footer>
      </body>
    </html>
  );
}

/** The name stands beside it, so it has no text of its own. */
function Logo({ brand: { name, logo } }: { readonly brand: Brand }) {
  if (logo !== undefined) {
    return <img class="logo" src={logo.path} alt="" width={logo.width} height={28} />;
  }
  return name === undefined ? <GatehouseMark /> : null;
}

/** Two towers and an open gate. */
function GatehouseMark() {
  return (
    <svg class="gatehouse" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d={GATEHOUSE} />
    </svg>
  );
}

function Links({ brand, words }: Pick<FrameProps, 'brand' | 'words'>) {
  const links = (['support', 'privacy', 'terms'] as const).flatMap((kind) => {
    const href = brand[kind];
    return href === undefined ? [] : [{ href, text: words[kind] }];
  });
  if (links.length === 0) return null;
  return (
    <nav aria-label={words.help}>
      <ul role="list">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href} rel="noopener noreferrer">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
