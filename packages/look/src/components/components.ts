/**
 * The parts that pages consist of, without a word of their own.
 *
 * @module
 */
export { Badge } from './badge.tsx';
export { Fact, Facts, Fold } from './fold.tsx';
export { Frame, type FrameProps, type FrameWords, SOFTWARE } from './frame.tsx';
export { Host, hostInParts } from './host-name.tsx';
export { Note, Term } from './note.tsx';
export {
  Permission,
  PermissionGroup,
  PermissionList,
  type Risk,
} from './permissions.tsx';
export { CopyLine, Reference } from './reference.tsx';
export { Sign } from './sign.tsx';
export { StatusMark, type StatusMarkProps } from './status-mark.tsx';
export { Knot, Thread, Tile } from './thread.tsx';
