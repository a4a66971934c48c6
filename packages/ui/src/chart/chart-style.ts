/** The colours and measures of a chart, read from the page so that the themes live in one place. */
export interface ChartStyle {
  readonly colour: (token: string) => string;
  /** Device-independent pixels per pixel of the 1920 x 1080 drawing. */
  readonly scale: number;
  /** Colour-vision safe: dash and weight carry the difference as well. */
  readonly safe: boolean;
}

const measureFloor = 0.52;

/** Reads the tokens as they are now. A chart is made anew when the theme or the size changes. */
export function readChartStyle(): ChartStyle {
  const computed = getComputedStyle(document.documentElement);
  return {
    colour: (token) => computed.getPropertyValue(`--${token}`).trim(),
    scale: pageScale(),
    safe: document.documentElement.dataset['vision'] === 'safe',
  };
}

/** The same rule as `--u` in base.css. */
export function pageScale(): number {
  const { innerWidth: width, innerHeight: height } = globalThis;
  const floor = width < 1100 || height < 660 ? measureFloor : 1280 / 1920;
  return Math.max(floor, Math.min(width / 1920, height / 1080));
}

/** A font of the drawing at the present scale; `pixels` at 1920 x 1080, never below 11. */
export function chartFont(
  style: ChartStyle,
  pixels: number,
  weight: number,
  ratio: number,
): string {
  return `${weight} ${Math.max(11, pixels * style.scale) * ratio}px "Inter Variable", system-ui, sans-serif`;
}

/** The colour token of a lever: the named ones have their own. */
export function leverToken(lever: string): string {
  const tokens: Readonly<Record<string, string>> = {
    burner: 'burner',
    air: 'air',
    drumSpeed: 'drum',
    damper: 'damper',
  };
  return tokens[lever] ?? 'muted';
}
