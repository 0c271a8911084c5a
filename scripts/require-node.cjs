// Before anything else is even parsed (`node -r`): what an old Node says by itself is a syntax error.
// Written in the JavaScript of 2009, which every Node reads.
/* oxlint-disable no-var */
var version = process.versions.node;
if (Number(version.split('.')[0]) < 18) {
  process.stderr.write(
    'Node ' +
      version +
      ' is too old, even to bring a newer one into this folder: install Node 18 or newer (https://nodejs.org) and start again.\n',
  );
  process.exit(1);
}
