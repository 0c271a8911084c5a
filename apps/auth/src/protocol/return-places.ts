import { ENDPOINTS, type EndpointName } from './endpoints.ts';

/**
 * Where a sign-in outside of any authorization may lead back to: by name, never by address, so that
 * nobody who can change what a request says leads anybody elsewhere.
 */
const RETURN_PLACES = ['home'] as const satisfies readonly EndpointName[];

export type ReturnPlace = (typeof RETURN_PLACES)[number];

/** The place of this name; undefined where there is none. */
export function returnPlace(name: unknown): ReturnPlace | undefined {
  return RETURN_PLACES.find((place) => place === name);
}

/** The path of a place. */
export function pathOfReturn(place: ReturnPlace): string {
  return ENDPOINTS[place].path;
}
