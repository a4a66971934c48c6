/** What is wrong with one direction of a line. Change it at any time; bytes already under way keep their fate. */
export interface LineFaults {
  /** Milliseconds, of the clock of the line, from writing to arrival. */
  delayMs: number;
  /** Bytes that arrive per second; null is as fast as written. 11520 is a serial line at 115200 baud. */
  bytesPerS: number | null;
  /** Whatever is written vanishes, and the writer does not notice. */
  silent: boolean;
  /** Bytes arrive in chunks of random size with no regard to frames. */
  split: boolean;
  /** Share of bytes that arrive as another byte, 0 to 1. */
  corruptShare: number;
  /** The line is cut after this many further bytes have arrived: an unplug in mid-frame. null is never. */
  cutAfterBytes: number | null;
}

/** A line as it ought to be. */
export function noFaults(): LineFaults {
  return {
    delayMs: 0,
    bytesPerS: null,
    silent: false,
    split: false,
    corruptShare: 0,
    cutAfterBytes: null,
  };
}
