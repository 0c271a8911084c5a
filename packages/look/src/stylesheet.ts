import type { Palette } from './colours.ts';
import { bar } from './css/bar.ts';
import { controls } from './css/controls.ts';
import { disclosure } from './css/disclosure.ts';
import { elements } from './css/elements.ts';
import { frame } from './css/frame.ts';
import { guide } from './css/guide.ts';
import { parts } from './css/parts.ts';
import { permissions } from './css/permissions.ts';
import { preferences } from './css/preferences.ts';
import { status } from './css/status.ts';
import { thread } from './css/thread.ts';
import { tokens } from './css/tokens.ts';

/** The one stylesheet of every page. It loads nothing. */
export function stylesheet(palette: Palette): string {
  const rooms = [
    elements,
    frame,
    thread,
    parts,
    controls,
    bar,
    permissions,
    disclosure,
    status,
    guide,
  ];
  return [tokens(palette), ...rooms, preferences].join('');
}
