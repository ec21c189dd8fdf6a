/**
 * Named character references: those of HTML 4, and common later ones. HTML's whole list of 2,125 names would be larger than the
 * parser; a name that is not here stays as written. Accented letters need no list.
 *
 * Each name stands for the code point after that of the previous name; a number skips that many code points.
 */
const NAMES = `9 Tab NewLine 22 excl quot num dollar percnt amp apos lpar rpar ast plus comma 1 period sol 10 colon semi lt equals gt quest
commat 26 lsqb bsol rsqb Hat lowbar grave 26 lcub vert rcub 34 nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo
not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest 6 AElig 9 ETH 6
times Oslash 5 THORN szlig 6 aelig 9 eth 6 divide oslash 5 thorn 66 Lstrok lstrok 15 OElig oelig 62 fnof 307 circ caron 20 tilde
180 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho 1 Sigma Tau Upsilon Phi Chi Psi
Omega 7 alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi
psi omega 7 thetasym upsih 3 piv 7211 ensp emsp 5 thinsp hairsp 1 zwnj zwj lrm rlm hyphen 2 ndash mdash 3 lsquo rsquo sbquo 1
ldquo rdquo bdquo 1 dagger Dagger bull 3 hellip 9 permil 1 prime Prime 5 lsaquo rsaquo 3 oline 5 frasl 103 euro 94 HilbertSpace
5 image 6 weierp 3 real 5 trade 18 alefsym 16 DifferentialD 12 frac13 frac23 59 larr uarr rarr darr harr 32 crarr 26 lArr uArr
rArr dArr hArr 43 forall 1 part exist 1 empty 1 nabla isin notin 1 ni 3 prod 1 sum minus 4 lowast 2 radic 2 prop infin 1 ang 6
and or cap cup int 6 ClockwiseContourIntegral 1 there4 7 sim 8 cong 2 asymp 23 ne equiv 2 le ge 28 sub sup nsub 1 sube supe 13
oplus 1 otimes 13 perp 31 sdot 66 lceil rceil lfloor rfloor 702 loz 58 starf star 89 spades 2 clubs 1 hearts diams 172 check 3
cross 208 lang rang`;

/** Combining characters by the part of a name after the letter: `Dcaron`, `eacute`. The format is that of `NAMES`. */
const ACCENTS = `768 grave acute circ tilde macr 1 breve dot uml 1 ring dblac caron 26 cedil ogon`;

function read(list: string): Map<string, string> {
  const map = new Map<string, string>();
  let code = 0;
  for (const part of list.split(/\s/)) {
    if (/^\d/.test(part)) code += Number(part);
    else map.set(part, String.fromCodePoint(code++));
  }
  return map;
}

let names: Map<string, string> | undefined;
let accents: Map<string, string> | undefined;

function characterOf(name: string): string | null {
  names ??= read(NAMES).set('ngE', '\u2267\u0338');
  accents ??= read(ACCENTS);
  // Accented letters are those of European languages in Latin script.
  const letter = (name.charAt(0) + (accents.get(name.slice(1)) ?? '')).normalize('NFC');
  const isAccented = letter.length === 1 && letter >= '\u00c0' && letter <= '\u017e';
  return names.get(name) ?? (isAccented ? letter : null);
}

/** A whole character reference, from `&` to `;`. */
export const REFERENCE = /&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z0-9]{0,31});/y;
export const HALF_REFERENCE = /^&(?:#(?:[xX][0-9a-fA-F]{0,6}|\d{0,7})|[a-zA-Z][a-zA-Z0-9]{0,31})?$/;

/** Returns the text of a character reference, or null for an unknown name. */
export function decodeReference(reference: string): string | null {
  const body = reference.slice(1, -1);
  if (!body.startsWith('#')) return characterOf(body);
  const code = Number(body.slice(1).replace(/^x/i, '0x'));
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '\ufffd';
}

const ESCAPE_OR_REFERENCE = new RegExp(`\\\\([!-/:-@[-\`{-~])|${REFERENCE.source}`, 'g');

/** Resolves backslash escapes and character references, as in addresses, titles and info strings. */
export const unescape = (text: string) =>
  text.replace(
    ESCAPE_OR_REFERENCE,
    (whole, escaped: string | undefined) => escaped ?? decodeReference(whole) ?? whole,
  );
