/**
 * Which rooms of an app import which, as it stands: the drawing to the rules of layers.mjs.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { importsOf, isOf, roomOf, sourceFiles, withoutComments } from './layers.mjs';

/**
 * @typedef {object} Rooms
 * @property {{ room: string, imports: string[] }[]} rooms in the order of the table, lowest first
 * @property {number} arrows pairs of rooms of which one imports the other
 * @property {[string, string][]} backUp arrows from a lower room to a higher one
 * @property {[string, string][]} neighbours arrows inside a row
 * @property {string[][]} cycles rooms of one row that lead back to themselves
 * @property {{ library: string, rooms: string[], named: string[] }[]} importers of libraries that not
 *   every room may import: the rooms that do, and those that may
 */

/**
 * The rooms of `source`, whose tests and fixtures do not count: they may look from above.
 *
 * @param {string} source a `src` folder
 * @param {string[][]} layers
 * @param {readonly { library: string, rooms: string[] }[]} [libraryRooms] the rooms that may import one
 * @returns {Rooms}
 */
export function drawRooms(source, layers, libraryRooms = []) {
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  /** @type {Map<string, Set<string>>} */
  const importers = new Map(libraryRooms.map(({ library }) => [library, new Set()]));
  for (const [path, specifier] of importsUnder(source)) {
    const from = roomOf(path);
    for (const [library, rooms] of importers) {
      if (isOf(library, specifier)) rooms.add(from);
    }
    if (!specifier.startsWith('.')) continue;
    const target = relative(source, resolve(source, dirname(path), specifier));
    const to = roomOf(target.split(sep).join('/'));
    if (to !== from) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  }

  const order = layers.flat();
  const rowOf = (/** @type {string} */ room) => layers.findIndex((row) => row.includes(room));
  const inOrder = (/** @type {Iterable<string>} */ rooms) =>
    [...rooms].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const pairs = [...arrows].flatMap(([from, targets]) =>
    [...targets].map((to) => /** @type {[string, string]} */ ([from, to])),
  );
  const neighbours = pairs.filter(([from, to]) => rowOf(from) === rowOf(to));
  return {
    rooms: order.map((room) => ({ room, imports: inOrder(arrows.get(room) ?? []) })),
    arrows: pairs.length,
    backUp: pairs.filter(([from, to]) => rowOf(to) > rowOf(from)),
    neighbours,
    cycles: cyclesOf(neighbours),
    importers: libraryRooms.map(({ library, rooms: named }) => ({
      library,
      rooms: inOrder(importers.get(library) ?? []),
      named,
    })),
  };
}

/**
 * What is wrong with a drawing beside the direction of single imports, one sentence each.
 *
 * @param {Rooms} rooms
 * @returns {string[]}
 */
export function roomFaults({ cycles, importers }) {
  return [
    ...cycles.map((cycle) => `${cycle.join(', ')}: import each other in a circle.`),
    ...importers.flatMap(({ library, rooms, named }) =>
      named
        .filter((room) => !rooms.includes(room))
        .map((room) => `${room}: may import ${library}, and does not: take it out of the list.`),
    ),
  ];
}

/**
 * A drawing for a terminal.
 *
 * @param {string} name
 * @param {Rooms} rooms
 */
export function printedRooms(name, { rooms, arrows, backUp, neighbours, importers }) {
  const width = Math.max(...rooms.map(({ room }) => room.length));
  const between = neighbours.map(([from, to]) => `${from} → ${to}`).sort();
  return [
    `${name}, lowest room first:`,
    ...rooms.map(({ room, imports }) => `  ${room.padEnd(width)} → ${imports.join(', ') || '–'}`),
    `  ${arrows} arrows; back up: ${backUp.length}; between neighbours: ${between.join(', ') || '0'}`,
    ...importers.map(({ library, rooms: those }) => `  ${library}: ${those.join(', ') || '–'}`),
  ].join('\n');
}

/**
 * Rooms that can be reached from themselves, each circle once.
 *
 * @param {readonly [string, string][]} arrows
 */
function cyclesOf(arrows) {
  const reach = (/** @type {string} */ start) => {
    const seen = new Set();
    const next = [start];
    for (let room = next.pop(); room !== undefined; room = next.pop()) {
      for (const [from, to] of arrows) {
        if (from === room && !seen.has(to)) {
          seen.add(to);
          next.push(to);
        }
      }
    }
    return seen;
  };
  const rooms = [...new Set(arrows.flat())].sort();
  const reached = new Map(rooms.map((room) => [room, reach(room)]));
  const circles = rooms
    .filter((room) => reached.get(room)?.has(room))
    .map((room) =>
      rooms.filter((other) => reached.get(room)?.has(other) && reached.get(other)?.has(room)),
    );
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

/**
 * @param {string} source
 * @returns {[string, string][]} path inside `source`, and what the file there imports
 */
function importsUnder(source) {
  return sourceFiles(source).flatMap((file) => {
    const path = relative(source, file).split(sep).join('/');
    if (/\.(?:test|fixture)\.tsx?$/.test(path)) return [];
    const specifiers = importsOf(withoutComments(readFileSync(file, 'utf8')));
    return specifiers.map((specifier) => /** @type {[string, string]} */ ([path, specifier]));
  });
}
