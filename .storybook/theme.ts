/** Storybook in the colours of the front page (page/styles/base.css). */
import { create, type ThemeVars } from 'storybook/theming';

const FONT = "Charter, 'Bitstream Charter', 'Noto Serif', Cambria, Georgia, serif";
const CODE_FONT = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

interface Palette {
  paper: string;
  surface: string;
  ink: string;
  soft: string;
  rule: string;
  edge: string;
  accent: string;
  onAccent: string;
}

const light: Palette = {
  paper: '#f4f7f5',
  surface: '#ffffff',
  ink: '#15201b',
  soft: '#4d5c55',
  rule: '#d3dcd7',
  edge: '#75857d',
  accent: '#0b6b4c',
  onAccent: '#ffffff',
};

const dark: Palette = {
  paper: '#0d1412',
  surface: '#131c19',
  ink: '#e6eeea',
  soft: '#a3b3ab',
  rule: '#29352f',
  edge: '#6f8078',
  accent: '#67d5a6',
  onAccent: '#06150e',
};

/** The cursor of the front page, and the name that it has just typed. */
function logo({ ink, accent }: Palette): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 212 28" width="212" height="28">
    <text x="0" y="20" textLength="192" font-family="${CODE_FONT}" font-size="18" fill="${ink}">typewriter-stream</text>
    <rect x="197" y="2" width="4" height="24" fill="${accent}"/>
  </svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const theme = (base: 'light' | 'dark', palette: Palette): ThemeVars =>
  create({
    base,
    brandTitle: 'typewriter-stream',
    brandImage: logo(palette),
    brandUrl: '?path=/docs/introduction--docs',
    brandTarget: '_self',
    fontBase: FONT,
    fontCode: CODE_FONT,
    colorPrimary: palette.accent,
    colorSecondary: palette.accent,
    appBg: palette.paper,
    appContentBg: palette.surface,
    appPreviewBg: palette.surface,
    appBorderColor: palette.rule,
    appBorderRadius: 4,
    textColor: palette.ink,
    textInverseColor: palette.onAccent,
    textMutedColor: palette.soft,
    barBg: palette.surface,
    barTextColor: palette.soft,
    barHoverColor: palette.accent,
    barSelectedColor: palette.accent,
    buttonBg: palette.surface,
    buttonBorder: palette.edge,
    inputBg: palette.surface,
    inputBorder: palette.edge,
    inputTextColor: palette.ink,
    inputBorderRadius: 4,
  });

export const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;

/** The theme that the reader's system asks for. */
export const ownTheme = prefersDark ? theme('dark', dark) : theme('light', light);
