import { beforeAll, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { describeEachDatabase } from './testing/index.ts';

describeEachDatabase(
  'what query() takes and gives',
  (open) => {
    let database: Database;
    let asked = 0;
    beforeAll(async () => {
      database = await open();
    });

    async function one(expression: string, ...values: unknown[]): Promise<unknown> {
      const text = `SELECT ${expression} AS value`;
      asked += 1;
      const rows = await database.query<{ value: unknown }>(
        { name: `test_${asked}`, text },
        values,
      );
      return rows[0]?.value;
    }

    it.each<[expression: string, value: unknown]>([
      ['NULL::text', null],
      ['true', true],
      ['false', false],
      ['7::int2', 7],
      ['-7::int4', -7],
      ['9007199254740991::int8', 9007199254740991],
      ['9007199254740993::int8', 9007199254740993n],
      ["(SELECT count(*) FROM (VALUES ('a'), ('b')) AS pair)", 2],
      ['1.5::float8', 1.5],
      ["'NaN'::float8", Number.NaN],
      ['1.10::numeric', '1.10'],
      ["'é☃'::text", 'é☃'],
      ["'x'::varchar(3)", 'x'],
      ["'6f9619ff-8b86-d011-b42d-00c04fc964ff'::uuid", '6f9619ff-8b86-d011-b42d-00c04fc964ff'],
      [`'{"a":[1,null,"x"]}'::jsonb`, { a: [1, null, 'x'] }],
      ["'[1,2]'::json", [1, 2]],
      ["'null'::jsonb", null],
      ["'2026-01-31 12:00:00.123456+00'::timestamptz", new Date('2026-01-31T12:00:00.123Z')],
      ["'2026-07-31 12:00:00+02'::timestamptz", new Date('2026-07-31T10:00:00Z')],
      ["'2026-01-31 12:00:00'::timestamp", new Date('2026-01-31T12:00:00Z')],
      ["'infinity'::timestamptz", Number.POSITIVE_INFINITY],
      ["'2026-01-31'::date", '2026-01-31'],
      [String.raw`'\x00ff'::bytea`, Uint8Array.of(0, 255)],
      ["'{}'::text[]", []],
      [
        String.raw`ARRAY['a', 'b,c', 'd"e', 'f\g', '', 'NULL', NULL, ' {} ']`,
        ['a', 'b,c', 'd"e', 'f\\g', '', 'NULL', null, ' {} '],
      ],
      ['ARRAY[1,2]::int8[]', [1, 2]],
      [`ARRAY['{"a":1}']::jsonb[]`, [{ a: 1 }]],
      ["ARRAY['2026-01-31 12:00:00+00']::timestamptz[]", [new Date('2026-01-31T12:00:00Z')]],
      ["'dynamic'::client_kind", 'dynamic'],
    ])('reads %s', async (expression, value) => {
      expect(await one(expression)).toEqual(value);
    });

    it.each<[cast: string, value: unknown, back?: unknown]>([
      ['text', 'O\'Reilly \\ "x"'],
      ['text', null],
      ['text', undefined, null],
      ['int4', 42],
      ['int8', 9007199254740993n],
      ['float8', 0.1],
      ['float8', Number.NaN],
      ['bool', true],
      ['bool', false],
      ['jsonb', { a: ['b', { c: null }] }],
      ['jsonb', JSON.stringify(['an array']), ['an array']],
      ['timestamptz', new Date('2026-01-31T12:00:00.123Z')],
      ['text', new Date('2026-01-31T12:00:00.123Z'), '2026-01-31T12:00:00.123Z'],
      ['text[]', []],
      ['text[]', ['a', 'b,c', 'd"e', 'f\\g', '', 'NULL', null, '{}']],
      ['int4[]', [1, 2]],
      ['timestamptz[]', [new Date('2026-01-31T12:00:00Z')]],
      ['bytea', Uint8Array.of(0, 1, 254)],
    ])('sends %s, %o, and gets it back', async (cast, value, back = value) => {
      expect(await one(`$1::${cast}`, value)).toEqual(back);
    });

    it('finds rows by a list of values', async () => {
      expect(await one("'b' = ANY($1::text[])", ['a', 'b'])).toBe(true);
    });

    it('gives what the typed client wrote, to the millisecond', async () => {
      const at = new Date('2026-06-30T22:15:00.789Z');
      await database.prisma.user.create({ data: { id: 'millisecond', createdAt: at } });
      const text = 'SELECT created_at, now() AS now FROM users WHERE id = $1';
      const [row] = await database.query<{ created_at: Date; now: Date }>(
        { name: 'test_at', text },
        ['millisecond'],
      );
      expect(row?.created_at).toEqual(at);
      expect(Math.abs((row?.now.getTime() ?? 0) - Date.now())).toBeLessThan(600_000);
      const read = await database.prisma.user.findUniqueOrThrow({ where: { id: 'millisecond' } });
      expect(read.createdAt).toEqual(at);
    });

    it('rejects with the SQLSTATE and stays usable', async () => {
      const insert = { name: 'test_twice', text: 'INSERT INTO users (id) VALUES ($1)' };
      await database.query(insert, ['twice']);
      await expect(database.query(insert, ['twice'])).rejects.toMatchObject({ code: '23505' });
      expect(await one("'still here'")).toBe('still here');
    });
  },
  { withoutPreparedStatements: true },
);
