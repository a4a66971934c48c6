import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The colours of each theme as the cascade leaves them. */
function tokensOf(theme: 'light' | 'dark', vision: 'usual' | 'safe'): Map<string, string> {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replaceAll('"', "'");
  const tokens = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const isForTheme =
      !selector.includes('data-theme') || selector.includes(`data-theme='${theme}'`);
    const isForVision = !selector.includes('data-vision') || vision === 'safe';
    if (!isForTheme || !isForVision) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)) {
      tokens.set(name, value);
    }
  }
  return tokens;
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const themes = [
  ['light', 'usual'],
  ['light', 'safe'],
  ['dark', 'usual'],
  ['dark', 'safe'],
] as const;

describe.each(themes)('the %s theme with %s colours', (theme, vision) => {
  const tokens = tokensOf(theme, vision);
  const colour = (name: string): string => {
    const value = tokens.get(name);
    if (!value) throw new Error(`no token ${name}`);
    return value;
  };

  it.each(
    [
      'ink',
      'muted',
      'burner-text',
      'air-text',
      'drum-text',
      'damper-text',
      'true-text',
      'unsure-text',
      'limit-text',
    ].flatMap((text) => ['ground', 'surface', 'chip'].map((ground) => [text, ground] as const)),
  )('writes %s on %s at 4.5:1 or better', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['ink', 'bt-digits', 'et-digits'])(
    'writes the readouts in %s at 7:1 or better',
    (digits) => {
      expect(contrast(colour(digits), colour('surface'))).toBeGreaterThanOrEqual(7);
    },
  );

  it.each(['bt', 'et', 'burner', 'air', 'drum', 'damper', 'unsure'])(
    'draws the line %s at 3:1 or better',
    (line) => {
      expect(contrast(colour(line), colour('ground'))).toBeGreaterThanOrEqual(3);
    },
  );

  it('inverts the emphasised event at 7:1 or better', () => {
    expect(contrast(colour('surface'), colour('ink'))).toBeGreaterThanOrEqual(7);
  });
});
