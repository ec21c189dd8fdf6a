/** The texts that the scenarios send. Free of Node, so that browser tests can import them too. */

/** 茉莉花, the jasmine flower: a folk song known since the eighteenth century, in old anonymous words. */
export const LYRIC = `好一朵鮮花，
好一朵鮮花，
有朝的一日落在我家。
你若是不開放，
對著鮮花兒罵。

好一朵茉莉花，
好一朵茉莉花，
滿園的花開賽不過了它。
本待要採一朵戴，
又恐怕看花的罵。

好一朵茉莉花，
好一朵茉莉花，
滿園的花香也香不過它。
我有心採一朵戴，
又恐怕來年不發芽。
`;

/** Clusters of many code points: families, flags, skin tones, keycaps, joined and varied signs. */
export const EMOJI = `👨‍👩‍👧‍👦 👩‍👩‍👦 👨‍❤️‍👨 a family each
🇹🇼 🇯🇵 🇧🇷 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🏳️‍🌈 🏴‍☠️ flags
👍🏻 👍🏽 👍🏿 👩🏾‍🚀 🧑🏼‍🤝‍🧑🏿 skins
1️⃣ 2️⃣ #️⃣ *️⃣ keycaps
❤️‍🔥 ✌️ ☀️ e\u0301 नि क्षि ตำ accents
`;

/** Right-to-left lines with English words, digits and brackets in them. */
export const RTL = `مرحبا بالعالم، هذا نص يصل حرفًا حرفًا.
الإصدار 2.0 من typewriter-stream جاهز (منذ 2026).
שלום עולם, הטקסט הזה מגיע אות אחר אות.
גרסה 2.0 של typewriter-stream מוכנה (מאז 2026).
An English line, then عربي and עברית, then 123.
`;

/** Events of several lines: empty ones, indented ones, and line ends at both edges. */
export const PARAGRAPHS = `The first line,
and the second one.

  Two spaces lead this line,
    four this one,
and none this one.


Two empty lines came before me.
 The last line ends the text.
`;

const SENTENCES = [
  'A stream is a text that has not finished arriving.',
  'The first words are on the screen before the last ones exist.',
  'Someone reads along, and the cursor waits where the next letter will stand.',
  'Sometimes the line goes dead in the middle of a word.',
  'Then a new connection picks up the thread, and nobody notices.',
  'No letter is lost on the way, and none is written twice.',
  'A slow server makes the typing calm; a fast one makes it hurry, but never stumble.',
  'Whoever looks away and comes back finds all of it there.',
  'At the end the cursor goes, and what stays is ordinary text.',
] as const;

/** Returns English prose of exactly `chars` characters, with a new paragraph every few sentences. */
export function prose(chars: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let n = 0; length < chars; n += 1) {
    const sentence = SENTENCES[(n * 4) % SENTENCES.length] ?? '';
    const part = sentence + (n % 5 === 4 ? '\n\n' : ' ');
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, chars);
}

/** The text of /flood: the alphabet again and again, so that a gap or a repetition is obvious. */
export function floodText(from: number, length: number): string {
  let text = '';
  for (let at = from; at < from + length; at += 1) {
    text += String.fromCharCode(97 + (at % 26));
  }
  return text;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Splits a text into the characters that a reader sees. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Splits a text into words, each with the space after it, so that joined they are the text again. */
export function words(text: string): string[] {
  return text.match(/^\s+|\S+\s*/g) ?? [];
}
