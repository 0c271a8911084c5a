/**
 * Schemes that are no redirect targets.
 *
 * An unknown scheme belongs to an app (RFC 8252 §7.1) and may be a redirect target: `cursor:`,
 * `vscode:`, `claude:`, `com.example.app:`. The schemes listed here have a meaning already: a browser or
 * the system opens them, whichever client registered them. A redirect to one would bring a code to
 * another program, or would let a page of this server start something on the user's computer.
 *
 * @module
 */

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** The address itself contains what is run, or shown as a page. */
const RUNS = words(`
  about blob data filesystem hcp its jar javascript jscript livescript mhtml mk mocha res vbscript
  view-source wyciwyg
`);

/** Used by a browser for itself or its extensions, or to open a page in another browser. */
const BROWSER = words(`
  brave chrome devtools edge firefox firefox-focus googlechrome googlechromes opera
  opera-http opera-https resource safari vivaldi
`);

/**
 * Opened by a program of the system, or by the one that is set up for the purpose: mail, telephone,
 * messages, calendars, maps, shops, wallets, settings, search, help, packages, shortcuts. For Windows:
 * “Reserved file and URI scheme names”, and schemes in security advisories about its programs.
 */
const SYSTEM = words(`
  acct addressbook admin app-prefs app-settings applescript applenews applenewss appstream apt bing
  bingmaps bingnews bingweather bitcoin bitcoincash calculator calshow callto com-apple-help
  contact contacts content diagnostics dictionary dtmf ethereum facetime fax
  feedback-hub findmy flatpak fmip1 geo ghelp
  google.navigation googleplay h323 help ibooks ical iehistory ierss
  imessage im info intent internetshortcut lightning litecoin mailto man map maps market message messages
  microsoft-edge microsoft-edge-http microsoft-edge-https mms mmsto mobilenotes monero music musics
  mswindowsmusic mswindowsvideo nfc odopen office onenote onenote-cmd openpgp4fpr outlookcal
  outlookmail package payto pcast photos photos-redirect pkcs11 podcast podcasts prefs prefs-root
  radr read search search-ms settings shareddocuments shell shoebox shortcuts sip sips sms
  smsto snap stickynotes stocks tel telprompt trash unknown upi usertileprovider videos voicemail wab wallet
  weather webcal webcals web+calendar wifi windowsdefender workflow wpa xbls xmpp zune
`);

/** Protocols of the network: a program connects to the host, mostly without encryption. */
const NETWORK = words(`
  adiumxtra afp afs cifs coap coaps cvs dav davs dict dns ed2k feed finger fish ftp ftps git gopher
  gridftp http-proxy iax icap imap imaps ipp ipps irc irc6 ircs jdbc ldap ldapi ldaps mms mmsh mmst
  mmsu mongodb mqtt mqtts mysql news nfs nntp nntps pop pop3 pop3s postgres postgresql prospero
  rdp redis rediss rlogin rsync rtmp rtmps rtsp rtsps rtspu rtp scp sftp smb smtp smtps snews snmp
  socks socks4 socks5 ssh stun stuns svn telnet tftp tn3270 turn turns vnc wais webdav webdavs whois wmp ws wss
`);

/** Names of things, which another service resolves. */
const NAMES = words('cid did doi isbn jid magnet mid ni nih oid tag urn uuid');

/** File extensions that Windows may take for a scheme, and then runs such a file. */
const FILES = words(`
  application.manifest application.reference batfile cdafile cerfile chm.file cmdfile comfile cplfile dllfile
  drvfile exefile file fonfile hlpfile htafile inffile insfile jarfile jnlp jnlps jnlpfile jsefile
  jsfile lnkfile ocxfile piffile regfile scrfile scriptletfile shbfile shcmdfile shsfile sysfile
  ttffile vbefile vbsfile wsffile wsfile wshfile
`);

const SCHEMES: ReadonlySet<string> = new Set([
  ...RUNS,
  ...BROWSER,
  ...SYSTEM,
  ...NETWORK,
  ...NAMES,
  ...FILES,
]);

/** Beginnings of schemes that belong to a system, a browser or a protocol. */
const FAMILIES = [
  // Windows and Office (`ms-msdt:`, `ms-settings:`, `ms-word:`, …); MSAL's `msauth.…` is an app's
  'ms-',
  'msi.',
  'microsoft-edge',
  'microsoft.powershell',
  'microsoft.windows.',
  'vnd.ms.',
  'explorer.',
  'windows.',
  'windowsmediacenter',
  'wmp11.',
  // macOS and iOS
  'apple-',
  'facetime',
  'itms',
  'itunes',
  'macappstore',
  'x-apple',
  'x-coredata',
  'x-help',
  'x-man-page',
  'x-safari',
  'x-web-search',
  // Android, and Linux desktops
  'android-',
  'flatpak+',
  'x-nautilus',
  // browsers: their own pages and extensions; an extension has an https address to sign in
  'chrome-',
  'googlechrome-',
  'moz-',
  'safari-',
  'webkit-',
  // one protocol inside another, and schemes that a web site handles (HTML, registerProtocolHandler)
  'cvs+',
  'ext+',
  'feed+',
  'git+',
  'hg+',
  'rsync+',
  'svn+',
  'web+',
];

/**
 * Whether a scheme is handled by a system or a browser, or belongs to a protocol, so that it cannot be
 * the redirect of a client.
 *
 * @param scheme in any case, with or without its colon, as `URL.protocol` has it
 */
export function isSystemScheme(scheme: string): boolean {
  const name = scheme.toLowerCase().replace(/:$/, '');
  return SCHEMES.has(name) || FAMILIES.some((family) => name.startsWith(family));
}
