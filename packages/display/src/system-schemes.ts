/**
 * Schemes that are no redirect targets.
 *
 * A scheme that nobody has heard of is an app's own (RFC 8252 §7.1) and may be one: `cursor:`,
 * `vscode:`, `claude:`, `com.example.app:`. What is listed here means something already: a browser or
 * the system opens it, whoever registered it, so that a redirect would carry a code somewhere else, or
 * would make this server's page start something on the person's computer.
 *
 * @module
 */

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** It runs, or shows as a page of its own, what stands in the address. */
const RUNS = words(`
  about blob data filesystem hcp its jar javascript jscript livescript mhtml mk mocha res vbscript
  view-source wyciwyg
`);

/** A browser keeps it for itself, or for its extensions, or it makes another browser open a page. */
const BROWSER = words(`
  brave chrome devtools edge firefox firefox-focus googlechrome googlechromes opera
  opera-http opera-https resource safari vivaldi
`);

/**
 * The system opens it by a program of its own, or by whichever is set up for the purpose: mail,
 * telephone, messages, calendars, maps, shops, wallets, settings, search, help, packages, shortcuts.
 * Windows: “Reserved file and URI scheme names”, and what its programs have published advisories for.
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

/** A protocol of the network: a program for it connects to the host, mostly in clear. */
const NETWORK = words(`
  adiumxtra afp afs cifs coap coaps cvs dav davs dict dns ed2k feed finger fish ftp ftps git gopher
  gridftp http-proxy iax icap imap imaps ipp ipps irc irc6 ircs jdbc ldap ldapi ldaps mms mmsh mmst
  mmsu mongodb mqtt mqtts mysql news nfs nntp nntps pop pop3 pop3s postgres postgresql prospero
  rdp redis rediss rlogin rsync rtmp rtmps rtsp rtsps rtspu rtp scp sftp smb smtp smtps snews snmp
  socks socks4 socks5 ssh stun stuns svn telnet tftp tn3270 turn turns vnc wais webdav webdavs whois wmp ws wss
`);

/** It names a thing, and whoever resolves such names is asked for it. */
const NAMES = words('cid did doi isbn jid magnet mid ni nih oid tag urn uuid');

/** What runs a file of its kind under Windows, where it is taken for a scheme. */
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

/** Whole families: whatever begins so belongs to a system, a browser or a protocol. */
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
  // browsers: their own pages, and extensions, whose sign-in has an https address of its own
  'chrome-',
  'googlechrome-',
  'moz-',
  'safari-',
  'webkit-',
  // one protocol inside another, and what a web site handles in the browser (HTML, registerProtocolHandler)
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
 * Whether a scheme is handled by a system or a browser itself, or is a protocol's, so that a client
 * cannot be sent there.
 *
 * @param scheme in any case, with or without its colon, as `URL.protocol` has it
 */
export function isSystemScheme(scheme: string): boolean {
  const name = scheme.toLowerCase().replace(/:$/, '');
  return SCHEMES.has(name) || FAMILIES.some((family) => name.startsWith(family));
}
