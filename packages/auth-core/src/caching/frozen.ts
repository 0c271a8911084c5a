/** Levels. No real claims are deeper, and the recursion must not exhaust the stack. */
const maxDepth = 100;

/**
 * A copy of a JSON value that is frozen at every level.
 *
 * @throws {TypeError} when it is not JSON: a function, a `Date`, an object of any class
 */
export function frozenJson<T>(value: T): T {
  return copy(value, 0) as T;
}

function copy(value: unknown, depth: number): unknown {
  if (depth > maxDepth) throw new TypeError('it is nested too deep');
  if (Array.isArray(value)) return Object.freeze(value.map((item) => copy(item, depth + 1)));
  if (isPlainObject(value)) {
    const members = Object.entries(value).map(([name, item]) => [name, copy(item, depth + 1)]);
    // `Object.fromEntries` keeps `__proto__` as an ordinary member.
    return Object.freeze(Object.fromEntries(members));
  }
  if (typeof value === 'object' && value !== null) throw new TypeError('an object of some class');
  if (typeof value === 'function') throw new TypeError('a function');
  return value;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
