/** Chromium as every machine has it: the fonts of `fonts-dejavu-core` (.ci/run installs them) and no others. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';
import { chromium } from '../../scripts/browsers.mjs';

const FONTS = '/usr/share/fonts/truetype/dejavu';

/** Other packages bring more of the same family. */
const OTHERS = ['*Oblique*', '*Italic*', '*Condensed*', '*ExtraLight*', '*Math*'];

const CONFIGURATION = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${FONTS}</dir>
  <selectfont><rejectfont>${OTHERS.map((glob) => `<glob>${glob}</glob>`).join('')}</rejectfont></selectfont>
  ${[
    ['serif', 'DejaVu Serif'],
    ['sans-serif', 'DejaVu Sans'],
    ['system-ui', 'DejaVu Sans'],
    ['monospace', 'DejaVu Sans Mono'],
  ]
    .map(
      ([name, font]) =>
        `<alias><family>${name}</family><prefer><family>${font}</family></prefer></alias>`,
    )
    .join('\n  ')}
</fontconfig>
`;

/** Why no picture can be compared on this machine; undefined where it can. */
export const obstacle = existsSync(FONTS) ? undefined : `no fonts in ${FONTS}`;

export interface PictureBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** @param switches more of them, to see what another way to draw text changes */
export async function startPictureBrowser(
  switches: readonly string[] = [],
): Promise<PictureBrowser> {
  const options = await chromium();
  if (!options) throw new Error('chromium: not found');
  const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
  const file = join(folder, 'fonts.conf');
  writeFileSync(file, CONFIGURATION);
  const browser = await launch({
    ...options,
    args: [
      ...(options.args ?? []),
      // The same on every screen.
      '--force-color-profile=srgb',
      '--disable-lcd-text',
      ...switches,
    ],
    env: { ...process.env, ...options.env, FONTCONFIG_FILE: file },
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
