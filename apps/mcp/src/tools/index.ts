import { protectedAction } from './protected-action.ts';
import type { Tool } from './tool.ts';
import { userAction } from './user-action.ts';
import { whoami } from './whoami.ts';

/** Every tool of this server. To add one, write a file in this folder and add its name to this list. */
export const tools: readonly Tool[] = [whoami, protectedAction, userAction];
