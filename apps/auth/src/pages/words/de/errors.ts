// Until it is translated.
export { errors } from '../en/errors.ts';
