/**
 * Named character references: those of HTML 4, and what people write of the later ones. The whole list of HTML has 2,125 names and
 * would be larger than the parser; a name that is not here stays as it is written. Letters with accents need no list.
 *
 * Each line is a first code point and the names of the characters from there on, in order; a number skips so many characters.
 */
const NAMES = `9 Tab NewLine
33 excl quot num dollar percnt amp apos lpar rpar ast plus comma 1 period sol
58 colon semi lt equals gt quest commat
91 lsqb bsol rsqb Hat lowbar grave
123 lcub vert rcub
160 nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
198 AElig
208 ETH
215 times Oslash
222 THORN szlig
230 aelig
240 eth
247 divide oslash
254 thorn
321 Lstrok lstrok
338 OElig oelig
402 fnof
710 circ caron
732 tilde
913 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho 1 Sigma Tau Upsilon Phi Chi Psi Omega
945 alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega 7 thetasym upsih 3 piv
8194 ensp emsp 5 thinsp hairsp 1 zwnj zwj lrm rlm hyphen 2 ndash mdash 3 lsquo rsquo sbquo 1 ldquo rdquo bdquo 1 dagger Dagger bull 3 hellip
8240 permil 1 prime Prime 5 lsaquo rsaquo 3 oline 5 frasl
8364 euro
8459 HilbertSpace
8465 image
8472 weierp
8476 real 5 trade
8501 alefsym
8518 DifferentialD
8531 frac13 frac23
8592 larr uarr rarr darr harr
8629 crarr
8656 lArr uArr rArr dArr hArr
8704 forall 1 part exist 1 empty 1 nabla isin notin 1 ni 3 prod 1 sum minus 4 lowast 2 radic 2 prop infin 1 ang 6 and or cap cup int 8 there4 7 sim
8754 ClockwiseContourIntegral
8773 cong
8776 asymp
8800 ne equiv 2 le ge
8834 sub sup nsub 1 sube supe
8853 oplus 1 otimes
8869 perp
8901 sdot
8968 lceil rceil lfloor rfloor
9674 loz
9733 starf star
9824 spades 2 clubs 1 hearts diams
10003 check 3 cross
10216 lang rang`;

/** The combining characters for what stands behind a letter in a name: `Dcaron`, `eacute`. */
const ACCENTS: Record<string, string> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  macr: '\u0304',
  breve: '\u0306',
  dot: '\u0307',
  uml: '\u0308',
  ring: '\u030a',
  dblac: '\u030b',
  caron: '\u030c',
  cedil: '\u0327',
  ogon: '\u0328',
};

/** The accented letter of a name, if there is one among the Latin ones of Europe. */
function accented(name: string): string | null {
  const letter = (name.charAt(0) + (ACCENTS[name.slice(1)] ?? '')).normalize('NFC');
  return letter.length === 1 && letter >= '\u00c0' && letter <= '\u017e' ? letter : null;
}

let names: Map<string, string> | undefined;

function readNames(): Map<string, string> {
  const map = new Map([['ngE', '\u2267\u0338']]);
  for (const line of NAMES.split('\n')) {
    const [first, ...rest] = line.split(' ');
    let code = Number(first);
    for (const name of rest) {
      if (/^\d/.test(name)) code += Number(name);
      else map.set(name, String.fromCodePoint(code++));
    }
  }
  return map;
}

/** A whole character reference, from `&` to `;`. */
export const REFERENCE = /&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z0-9]{0,31});/;

/** The text that a character reference stands for, or null when there is no such name. */
export function decodeReference(reference: string): string | null {
  const body = reference.slice(1, -1);
  if (!body.startsWith('#')) return (names ??= readNames()).get(body) ?? accented(body);
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
