import { expect, test } from 'vitest';
import { isSystemScheme } from './system-schemes.ts';

const listed =
  'mailto tel sms facetime callto sip search search-ms ms-msdt ms-settings shell microsoft-edge ' +
  'microsoft-edge-holographic chrome chrome-extension moz-extension edge brave about view-source ' +
  'resource intent android-app market itms itms-apps x-apple.systempreferences x-apple-helpbasic ' +
  'afp smb nfs file ftp sftp ssh telnet rdp vnc git svn magnet data javascript vbscript blob ' +
  'filesystem jar ws wss urn cid mid news nntp gopher ldap webcal geo help hcp mk ms-its res tftp ' +
  'dict irc web+mcp ext+container applescript x-man-page jnlp shortcuts';

test.each(listed.split(' '))('%s is handled by the system or the browser', (scheme) => {
  expect(isSystemScheme(scheme)).toBe(true);
  expect(isSystemScheme(`${scheme.toUpperCase()}:`)).toBe(true);
  expect(isSystemScheme(new URL(`${scheme}:x`).protocol)).toBe(true);
});

test.each([
  'cursor',
  'vscode',
  'vscode-insiders',
  'claude',
  'windsurf',
  'zed',
  'com.example.app',
  'dev.nobody.heard.of',
  'msteams',
  'mailtool',
  'telegram',
  'filesync',
  'searchable',
  'constructor',
  '__proto__',
  '',
])('%j is an application’s', (scheme) => {
  expect(isSystemScheme(scheme)).toBe(false);
});
