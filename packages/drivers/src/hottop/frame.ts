import { type Scan, ScanFramer } from '#wire/scan-framer.ts';

/** What a Hottop says about itself. Percents from 0 to 100, switches 0 or 1. */
export interface HottopStatus {
  readonly btC: number;
  readonly etC: number;
  readonly heaterPct: number;
  readonly fanPct: number;
  readonly mainFanPct: number;
  readonly solenoid: number;
  readonly drumMotor: number;
  readonly coolingMotor: number;
  readonly chaffTray: number;
}

const frameBytes = 36;
const head = [0xa5, 0x96] as const;
/** Fans go from 0 to 10. */
const pctPerFanStep = 10;

/** Where the numbers stand in a frame of 36 bytes. */
const at = {
  heater: 10,
  fan: 11,
  mainFan: 12,
  solenoid: 16,
  drumMotor: 17,
  coolingMotor: 18,
  chaffTray: 19,
  et: 23,
  bt: 25,
} as const;

/** Cuts what a Hottop sends into statuses: head, and the sum of all bytes at the end. */
export function hottopFramer(): ScanFramer<{ readonly status: HottopStatus }> {
  return new ScanFramer(scan, frameBytes);
}

function scan(bytes: Uint8Array, from: number): Scan<{ readonly status: HottopStatus }> {
  if (bytes[from] !== head[0]) return 'no';
  if (bytes.length < from + frameBytes) {
    return (bytes[from + 1] ?? head[1]) === head[1] ? 'more' : 'no';
  }
  const frame = bytes.subarray(from, from + frameBytes);
  if (frame[1] !== head[1] || frame.at(-1) !== sumOf(frame)) return 'no';
  return { frame: { status: statusOf(frame) }, length: frameBytes };
}

function statusOf(frame: Uint8Array): HottopStatus {
  const byte = (place: number): number => frame[place] ?? 0;
  const word = (place: number): number => byte(place) * 256 + byte(place + 1);
  return {
    btC: word(at.bt),
    etC: word(at.et),
    heaterPct: byte(at.heater),
    fanPct: byte(at.fan) * pctPerFanStep,
    mainFanPct: byte(at.mainFan) * pctPerFanStep,
    solenoid: byte(at.solenoid),
    drumMotor: byte(at.drumMotor),
    coolingMotor: byte(at.coolingMotor),
    chaffTray: byte(at.chaffTray),
  };
}

/** A status as the machine sends it: what a simulator needs. */
export function encodeStatus(status: HottopStatus): Uint8Array {
  const frame = new Uint8Array(frameBytes);
  frame.set(head);
  frame[at.heater] = status.heaterPct;
  frame[at.fan] = status.fanPct / pctPerFanStep;
  frame[at.mainFan] = status.mainFanPct / pctPerFanStep;
  frame[at.solenoid] = status.solenoid;
  frame[at.drumMotor] = status.drumMotor;
  frame[at.coolingMotor] = status.coolingMotor;
  frame[at.chaffTray] = status.chaffTray;
  frame.set([status.etC >> 8, status.etC & 0xff, status.btC >> 8, status.btC & 0xff], at.et);
  frame[frameBytes - 1] = sumOf(frame);
  return frame;
}

/** Of all bytes before the last. */
function sumOf(frame: Uint8Array): number {
  return frame.subarray(0, frameBytes - 1).reduce((sum, byte) => (sum + byte) & 0xff, 0);
}
