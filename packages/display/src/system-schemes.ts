/**
 * Schemes that a browser or an operating system handles itself: it runs something, shows something,
 * calls somebody or opens a share, and no application of the client's gets the code (RFC 8252 §7.1
 * wants a scheme of the application's own). Names are those of the IANA registry or of the vendor.
 */
const handled = new Set(
  `
  javascript data vbscript livescript blob filesystem jar about view-source resource
  chrome devtools edge brave opera vivaldi googlechrome googlechromes firefox
  ws wss ftp ftps sftp gopher news nntp snews cid mid urn file
  mailto tel callto sms smsto mms mmsto sip sips facetime facetime-audio imessage message
  xmpp irc ircs ldap ldaps webcal webcals feed geo maps google.navigation voicemail
  intent android-app content package market shortcuts prefs app-prefs applescript
  search search-ms shell help hcp mk its res wmp rtsp jnlp jnlps windowsdefender
  afp smb cifs nfs dav davs webdav webdavs ssh telnet rlogin tn3270 rdp vnc
  git svn rsync tftp magnet dict man info ghelp apt appstream snap admin trash
  x-man-page x-help-action
  `
    .trim()
    .split(/\s+/),
);

/** Whole families: of a vendor, or handed out to websites and extensions by the browser. */
const families = /^(?:ms-|microsoft-edge|itms|x-apple|chrome-|moz-|safari-|web\+|ext\+)/;

/**
 * Whether a scheme is no application's own, so that a client cannot be sent there. Those of editors
 * and assistants (`cursor`, `vscode`, `claude`) and whatever nobody has heard of are.
 *
 * @param scheme in any case, with or without its colon, as `URL.protocol` has it
 */
export function isSystemScheme(scheme: string): boolean {
  const name = scheme.toLowerCase().replace(/:$/, '');
  return handled.has(name) || families.test(name);
}
