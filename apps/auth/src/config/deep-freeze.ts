/**
 * Freezes an object and everything in it, byte arrays excepted: the language refuses to freeze
 * those. Getters stay getters.
 */
export function deepFreeze<Value extends object>(value: Value): Value {
  for (const { value: member } of Object.values(Object.getOwnPropertyDescriptors(value))) {
    if (typeof member === 'object' && member !== null && !ArrayBuffer.isView(member)) {
      deepFreeze(member as object);
    }
  }
  return Object.freeze(value);
}
