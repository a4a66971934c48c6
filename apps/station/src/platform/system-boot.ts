import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Wall clocks are corrected by seconds; boots are further apart than this. */
const bootTimeStepS = 60;

/** Names the present boot of the operating system. */
export function systemBoot(): string {
  return bootIdOfSystem() ?? `since ${bootTimeMinute()}`;
}

function bootIdOfSystem(): string | null {
  try {
    if (process.platform === 'linux') {
      return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    }
    if (process.platform === 'darwin') {
      return execFileSync('sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' }).trim();
    }
  } catch {
    // A system that hides its boot id still tells how long it has been up.
  }
  return null;
}

function bootTimeMinute(): number {
  return Math.round((Date.now() / 1000 - uptime()) / bootTimeStepS);
}
