import { describe, expect, it } from 'vitest';
import { describeTarget, serversOf } from './connection-string.ts';

const REST = '/gatehouse?sslmode=verify-full';

describe('a connection string', () => {
  it.each([
    ['postgresql://me:p%40ss@db.example/gatehouse'],
    ['postgres://db.example:5433/gatehouse?sslmode=disable&options=-c%20work_mem%3D8MB'],
    ['postgresql:///gatehouse?host=/run/postgresql'],
    ['postgresql://me@[::1]:5433/gatehouse'],
    ['postgresql://me:hunter@2,3@db.example/gatehouse'],
  ])('of one server stays what it is: %s', (url) => {
    expect(serversOf(url)).toEqual([url]);
  });

  it.each<[string, string[]]>([
    [
      `postgresql://me:x@one:5433,two${REST}&target_session_attrs=read-write`,
      [`postgresql://me:x@one:5433${REST}`, `postgresql://me:x@two${REST}`],
    ],
    [
      `postgresql://me:x@one,[::1]:5433,three${REST}`,
      [
        `postgresql://me:x@one${REST}`,
        `postgresql://me:x@[::1]:5433${REST}`,
        `postgresql://me:x@three${REST}`,
      ],
    ],
    [
      `postgresql://me:hunter@2,3@one,two${REST}`,
      [`postgresql://me:hunter@2,3@one${REST}`, `postgresql://me:hunter@2,3@two${REST}`],
    ],
    [
      'postgresql:///gatehouse?host=one,two&port=5433,5434',
      ['postgresql:///gatehouse?host=one&port=5433', 'postgresql:///gatehouse?host=two&port=5434'],
    ],
    [
      'postgresql:///gatehouse?host=one,two&port=5433',
      ['postgresql:///gatehouse?host=one&port=5433', 'postgresql:///gatehouse?host=two&port=5433'],
    ],
  ])('of several servers is one for each: %s', (url, each) => {
    expect(serversOf(url)).toEqual(each);
  });

  it.each<[string, RegExp, RegExp]>([
    ['mysql://me:hunter2@db/x', /not a Postgres connection string/, /reads postgresql:/],
    ['postgresql://me:hunter2@db:port/x', /not a Postgres connection string/, /percent-encoded/],
    ['postgresql://me:hunter2@one,two:port/x', /not a Postgres/, /percent-encoded/],
    // A slash ends the host: this one would be called me, on port 12, with the rest of the password.
    ['postgresql://me:12/hunter2@db/x', /not a Postgres connection string/, /percent-encoded/],
    ['postgresql://me:hunter2@db', /names no database/, /reads postgresql:/],
    ['postgresql://me:hunter2@/x?host=a&host=b', /host= more than once/, /one:5432,two:5432/],
    ['postgresql://me:hunter2@/x?host=a,b,c&port=1,2', /3 hosts and 2 ports/, /one port for all/],
    ['postgresql://me:hunter2@db/x?schema=other', /schema other/, /leave \?schema= out/],
    ['postgresql://me:hunter2@db/x?sslmode=required', /sslmode/, /sslmode=verify-full/],
    ['postgresql://me:hunter2@db/x?sslmode=VERIFY-FULL', /sslmode/, /sslmode=verify-full/],
    ['postgresql://me:hunter2@db/x?ssl=false', /ssl=/, /sslmode=disable/],
    [
      'postgresql://me:hunter2@a,b/x?target_session_attrs=standby',
      /no primary/,
      /target_session_attrs=read-write/,
    ],
  ])('that is wrong is refused in a sentence without the password: %s', (url, problem, remedy) => {
    const fault = serversOf(url);
    expect(fault).toMatchObject({
      problem: expect.stringMatching(problem),
      remedy: expect.stringMatching(remedy),
    });
    expect(JSON.stringify(fault)).not.toContain('hunter2');
  });

  it('is described by host, port and database alone', () => {
    expect(describeTarget('postgresql://a:b@db.example/x?sslmode=require')).toBe(
      'db.example:5432/x',
    );
    expect(describeTarget('postgresql:///x?host=/run/postgresql')).toBe('/run/postgresql:5432/x');
    expect(describeTarget('postgresql://a:b@one:5433,two/x')).toBe('one:5433,two:5432/x');
    expect(describeTarget('postgresql:///x?host=one,two&port=5433')).toBe('one:5433,two:5433/x');
    expect(describeTarget('postgresql://me:hunter@2,3@one,two/x')).toBe('one:5432,two:5432/x');
    expect(describeTarget('postgresql://me:12/hunter2@db/x')).toBe('the database URL');
  });
});
