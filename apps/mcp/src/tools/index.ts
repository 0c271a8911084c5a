import { protectedAction } from './protected-action.ts';
import type { Tool } from './tool.ts';
import { userAction } from './user-action.ts';
import { whoami } from './whoami.ts';

/** Every tool of this server. A new one is a file beside these and its name in this list. */
export const tools: readonly Tool[] = [whoami, protectedAction, userAction];
