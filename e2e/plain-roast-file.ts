/** A small `.alog` with two curves and nothing else: a machine that tells its temperatures and no levers. */
export function plainRoastFile(): string {
  const seconds = Array.from({ length: 900 }, (_, second) => second);
  const bean = (second: number) =>
    second < 60
      ? 200
      : 90 + 110 * Math.exp(-(second - 60) / 25) + 125 * (1 - Math.exp(-(second - 60) / 380));
  const list = (values: readonly number[]) =>
    `[${values.map((value) => value.toFixed(2)).join(', ')}]`;
  return `{'mode': 'C', 'title': 'Plain roast', 'samplinginterval': 1.0, 'timex': ${list(seconds)}, 'temp1': ${list(
    seconds.map((second) => bean(second) + 25),
  )}, 'temp2': ${list(seconds.map(bean))}, 'timeindex': [-1, 0, 0, 0, 0, 0, 0, 0]}`;
}
