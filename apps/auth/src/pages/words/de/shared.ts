// Until it is translated.
export { shared } from '../en/shared.ts';
