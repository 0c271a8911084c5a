import type { ComponentChildren } from 'preact';

/** Square is an app, arch a server, circle a person. */
export type Shape = 'app' | 'server' | 'person';

/** How sure it is: a fact; verified; doubtful; not there yet. */
export type Standing = 'plain' | 'good' | 'care' | 'open';

interface TileProps {
  readonly shape: Shape;
  readonly standing?: Standing;
  /** a letter or a sign */
  readonly children?: ComponentChildren;
}

/** The shape of an app, a server or a person. Screen readers skip it: the text beside it says who it is. */
export function Tile({ shape, standing = 'plain', children }: TileProps) {
  const look = standing === 'plain' ? '' : ` tile-${standing}`;
  return (
    <span class={`tile tile-${shape}${look}`} aria-hidden="true">
      {children}
    </span>
  );
}

/** App, server and person, joined. */
export function Thread({ children }: { readonly children: ComponentChildren }) {
  return <dl class="thread">{children}</dl>;
}

interface KnotProps extends TileProps {
  /** “App”, “Server”, “You” */
  readonly label: string;
  /** in the tile */
  readonly glyph?: ComponentChildren;
  /** beside the label: a badge, a button */
  readonly aside?: ComponentChildren;
  /** whether nothing joins it to the next one yet */
  readonly loose?: boolean;
}

/** One of them: what is known of it are the children. */
export function Knot({ shape, standing, glyph, label, aside, loose, children }: KnotProps) {
  return (
    <div class={loose ? 'loose' : undefined}>
      <dt>
        <Tile shape={shape} {...(standing !== undefined && { standing })}>
          {glyph}
        </Tile>
        {label} {aside}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
