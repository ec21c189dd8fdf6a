/**
 * Named character references: those of HTML 4, and what people write of the later ones. The whole list of HTML has 2,125 names and
 * would be larger than the parser; a name that is not here stays as it is written.
 *
 * Each group is a first code point and the names of the characters from there on, in order; a number skips so many characters.
 */
const GROUPS = `
160 nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
192 Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
224 agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
256 Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ccirc Cdot cdot Ccaron ccaron Dcaron dcaron Dstrok dstrok Emacr emacr 2 Edot edot Eogon eogon Ecaron ecaron
321 Lstrok lstrok Nacute nacute
338 OElig oelig 4 Sacute sacute 2 Scedil scedil Scaron scaron
366 Uring uring 8 Yuml Zacute zacute Zdot zdot Zcaron zcaron
402 fnof
710 circ caron
732 tilde
913 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho 1 Sigma Tau Upsilon Phi Chi Psi Omega
945 alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega 7 thetasym upsih 2 straightphi piv
8194 ensp emsp 5 thinsp hairsp 1 zwnj zwj lrm rlm 1 hyphen 2 ndash mdash horbar Vert 1 lsquo rsquo sbquo 1 ldquo rdquo bdquo 1 dagger Dagger bull 3 hellip
8240 permil 1 prime Prime tprime 4 lsaquo rsaquo 3 oline 5 frasl
8364 euro
8459 HilbertSpace
8465 image 1 ell 2 numero 1 weierp 3 real 5 trade
8501 alefsym
8518 DifferentialD
8531 frac13 frac23 frac15 frac25 frac35 frac45 frac16 frac56 frac18 frac38 frac58 frac78
8592 larr uarr rarr darr harr varr nwarr nearr searr swarr
8614 map
8629 crarr
8656 lArr uArr rArr dArr hArr
8704 forall comp part exist nexist empty 1 nabla isin notin 1 ni 3 prod coprod sum minus mnplus 2 setminus lowast compfn 1 radic 2 prop infin angrt ang 2 mid 1 par 1 and or cap cup int 6 there4 because 6 sim 8 cong 2 asymp
8754 ClockwiseContourIntegral
8773 cong 2 asymp
8800 ne equiv 2 le ge 4 lt2
8834 sub sup nsub 1 sube supe
8853 oplus 1 otimes
8869 perp
8901 sdot Star
8942 vellip ctdot
8968 lceil rceil lfloor rfloor
9001 lang rang
9633 squ
9674 loz
9733 starf star
9742 phone
9824 spades 1 clubs 1 hearts diams
9834 sung 2 flat natural sharp
10003 check 3 cross
10216 langle rangle`;

/** Names whose character is not a run's, or is of two code points. */
const OTHERS: [string, string][] = [
  ['quot', '"'],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['apos', "'"],
  ['Tab', '\t'],
  ['NewLine', '\n'],
  ['num', '#'],
  ['dollar', '$'],
  ['percnt', '%'],
  ['lpar', '('],
  ['rpar', ')'],
  ['ast', '*'],
  ['plus', '+'],
  ['comma', ','],
  ['period', '.'],
  ['sol', '/'],
  ['colon', ':'],
  ['semi', ';'],
  ['equals', '='],
  ['quest', '?'],
  ['commat', '@'],
  ['lbrack', '['],
  ['lsqb', '['],
  ['bsol', '\\'],
  ['rbrack', ']'],
  ['rsqb', ']'],
  ['lowbar', '_'],
  ['grave', '`'],
  ['lbrace', '{'],
  ['lcub', '{'],
  ['vert', '|'],
  ['verbar', '|'],
  ['rbrace', '}'],
  ['rcub', '}'],
  ['lang', '\u27e8'],
  ['rang', '\u27e9'],
  ['ngE', '\u2267\u0338'],
];

let names: Map<string, string> | undefined;

function read(): Map<string, string> {
  const map = new Map<string, string>();
  for (const group of GROUPS.trim().split('\n')) {
    const [first, ...rest] = group.split(' ');
    let code = Number(first);
    for (const name of rest) {
      if (/^\d/.test(name)) code += Number(name);
      else map.set(name, String.fromCodePoint(code++));
    }
  }
  for (const [name, character] of OTHERS) map.set(name, character);
  return map;
}

/** A whole character reference, from `&` to `;`. */
export const REFERENCE = /&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z0-9]{0,31});/;

/** The text that a character reference stands for, or null when there is no such name. */
export function decodeReference(reference: string): string | null {
  const body = reference.slice(1, -1);
  if (!body.startsWith('#')) return (names ??= read()).get(body) ?? null;
  const code = /^#x/i.test(body) ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10);
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '\ufffd';
}

const ESCAPE_OR_REFERENCE = new RegExp(`\\\\([!-/:-@[-\`{-~])|${REFERENCE.source}`, 'g');

/** Text of which backslash escapes and character references are resolved, as in addresses, titles and info strings. */
export const unescape = (text: string) =>
  text.replace(
    ESCAPE_OR_REFERENCE,
    (whole, escaped: string | undefined) => escaped ?? decodeReference(whole) ?? whole,
  );
