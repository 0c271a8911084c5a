import type { Words } from '../words.ts';
import { consent } from './consent.ts';
import { errors } from './errors.ts';
import { home } from './home.ts';
import { parties } from './parties.ts';
import { shared } from './shared.ts';
import { signIn } from './sign-in.ts';

export const english: Words = {
  language: 'en',
  endonym: 'English',
  direction: 'ltr',
  ...shared,
  parties,
  signIn,
  consent,
  errors,
  home,
};
