// Until it is translated.
export { signIn } from '../en/sign-in.ts';
