/** The fields of one message by their number, in the order in which they came (protobuf, “Encoding”). */
export type Message = ReadonlyMap<number, readonly (Buffer | bigint)[]>;

/** Reads the outermost fields of a message; those inside are read when somebody asks for them. */
export function messageOf(bytes: Buffer): Message {
  const fields = new Map<number, (Buffer | bigint)[]>();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    if (at + length > bytes.length) throw new RangeError('a field goes past the end');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const readers: Readonly<Record<number, () => Buffer | bigint>> = {
    0: varint,
    1: () => take(8).readBigUInt64LE(),
    2: () => take(Number(varint())),
    5: () => BigInt(take(4).readUInt32LE()),
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const read = readers[key & 7];
    if (read === undefined) throw new TypeError(`wire type ${key & 7} is none of today`);
    const values = fields.get(key >> 3) ?? [];
    values.push(read());
    fields.set(key >> 3, values);
  }
  return fields;
}

export function messagesIn(message: Message, field: number): Message[] {
  return (message.get(field) ?? []).map((value) => messageOf(bytesOf(value)));
}

export function textIn(message: Message, field: number): string {
  return bytesIn(message, field).toString();
}

export function bytesIn(message: Message, field: number): Buffer {
  return bytesOf(message.get(field)?.[0] ?? Buffer.alloc(0));
}

export function numberIn(message: Message, field: number): number {
  return Number(message.get(field)?.[0] ?? 0);
}

function bytesOf(value: Buffer | bigint): Buffer {
  if (typeof value === 'bigint') throw new TypeError('is a number');
  return value;
}
