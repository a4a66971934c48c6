/** How bytes go over a serial line. */
export interface SerialLine {
  readonly baud: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** What most devices have: eight bits, no parity, one stop bit. */
export function plainLine(baud: number): SerialLine {
  return { baud, dataBits: 8, parity: 'none', stopBits: 1 };
}

const parities = { N: 'none', E: 'even', O: 'odd' } as const;
const baudMin = 300;
const baudMax = 921_600;

/** `9600 8N1`: baud, data bits, parity (N, E, O), stop bits; null when it is none. */
export function parseSerialLine(text: string): SerialLine | null {
  const [, baud, data, parity, stop] = /^(\d{3,6}) ([78])([NEO])([12])$/.exec(text.trim()) ?? [];
  const rate = Number(baud);
  if (!(rate >= baudMin && rate <= baudMax)) return null;
  return {
    baud: rate,
    dataBits: data === '7' ? 7 : 8,
    parity: parities[parity as keyof typeof parities],
    stopBits: stop === '2' ? 2 : 1,
  };
}
