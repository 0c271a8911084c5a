import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { DatabaseError, DatabaseUnavailable } from './errors.ts';
import { FAULTS, notConnected, unavailable } from './unavailable.ts';

function refused(code: string, message = 'no'): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, 0, 'error'), { code });
}

it('is one of a list of words, all of which there are', () => {
  const words = FAULTS.filter((fault) => /^[a-z_]+$/.test(fault));
  for (const fault of FAULTS.filter((one) => !words.includes(one))) {
    expect(unavailable(refused(fault))?.fault).toBe(fault);
  }
  expect(words).toContain('not_reachable');
  expect(new Set(FAULTS).size).toBe(FAULTS.length);
});

describe('what means that the database cannot answer now', () => {
  it.each(
    [
      ['08006', '08P01', '25006', '25P03', '40001', '40P01', '53100', '53200', '53300'],
      ['55P03', '57014', '57P01', '57P02', '57P03', '58030'],
    ].flat(),
  )('the SQLSTATE %s', (code) => {
    const error = refused(code);
    const fault = unavailable(error);
    expect(fault).toBeInstanceOf(DatabaseError);
    expect(fault).toMatchObject({ code: 'unavailable', fault: code, cause: error });
    expect(fault?.message).toBe('The database cannot answer now: no.');
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOSPC'])(
    'the errno %s',
    (code) => {
      const error = Object.assign(new AggregateError([]), { code });
      expect(unavailable(error)).toMatchObject({ fault: code, cause: error });
    },
  );

  it.each([
    ['timeout exceeded when trying to connect', 'pool_timeout'],
    ['Connection terminated due to connection timeout', 'connect_timeout'],
    ['Connection terminated unexpectedly', 'connection_lost'],
    ['Query read timeout', 'query_timeout'],
    ['Commit not confirmed in time', 'commit_unconfirmed'],
    ['Commit not confirmed by the standby', 'commit_unreplicated'],
    ['Every connection of the pool waits for a commit', 'pool_commits'],
    ['Client was closed and is not queryable', 'not_connected'],
  ])('the driver’s “%s”', (message, fault) => {
    expect(unavailable(new Error(message))).toMatchObject({ fault });
  });

  it.each([
    [{ code: 'P1001', meta: { driverAdapterError: { cause: { kind: 'x' } } } }, 'not_reachable'],
    [
      { code: 'P2039', meta: { driverAdapterError: { cause: { originalCode: '53100' } } } },
      '53100',
    ],
    [{ code: 'P2037' }, '53300'],
    [{ name: 'DriverAdapterError', cause: { originalCode: '57P01' } }, '57P01'],
  ])('Prisma’s %j', (members, fault) => {
    expect(unavailable(Object.assign(new Error('at\nlast line'), members))).toMatchObject({
      fault,
      message: 'The database cannot answer now: last line.',
    });
  });

  it.each(['26000', '42P05'])('the SQLSTATE %s, with what to set', (code) => {
    expect(unavailable(refused(code))).toMatchObject({
      fault: code,
      message: expect.stringContaining('set PREPARED_STATEMENTS=off'),
    });
  });

  it('the same error again, once', () => {
    const fault = new DatabaseUnavailable('53300', 'full.');
    expect(unavailable(fault)).toBe(fault);
  });

  it('anything that keeps a connection from being made', () => {
    expect(notConnected(refused('28P01', 'password authentication failed'))).toMatchObject({
      fault: '28P01',
    });
    expect(notConnected(new Error('no pg_hba.conf entry'))).toMatchObject({
      fault: 'not_connected',
    });
  });
});

it.each([
  refused('23505'),
  refused('22012'),
  refused('42P01'),
  refused('XX000'),
  refused('57014x'),
  Object.assign(new Error('Unique constraint'), { code: 'P2002' }),
  new TypeError('Cannot read properties of undefined'),
  new DatabaseError('closed', 'The database has been closed.', ''),
  undefined,
  'Connection terminated unexpectedly',
])('is not said by %o', (error) => {
  expect(unavailable(error)).toBeUndefined();
});
