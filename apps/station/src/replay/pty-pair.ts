import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ArtisanError } from '@artisan-ts/domain';

/** Two serial ports that are one cable. */
export interface PtyPair {
  readonly boardPort: string;
  readonly machinePort: string;
  close(): Promise<void>;
}

/** socat makes its links within milliseconds of its start. */
const startMsMax = 5000;
const lookMs = 20;

/**
 * Makes a cable of pseudo-terminals. It lives as long as this process and survives that a program at either end
 * goes away and comes back.
 *
 * @throws ArtisanError `station.tool-missing` without socat
 */
export async function openPtyPair(): Promise<PtyPair> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-wire-'));
  const boardPort = join(folder, 'board');
  const machinePort = join(folder, 'machine');
  const ends = [boardPort, machinePort].map((link) => `pty,raw,echo=0,link=${link}`);
  const socat = spawn('socat', ends, { stdio: 'ignore' });
  const close = async (): Promise<void> => {
    const isRunning = socat.exitCode === null && socat.signalCode === null && socat.pid;
    if (isRunning) {
      socat.kill();
      await once(socat, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await linksMade(socat, [boardPort, machinePort]);
    return { boardPort, machinePort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function linksMade(socat: ChildProcess, links: readonly string[]): Promise<void> {
  let failure: Error | null = null;
  socat.once('error', (error) => {
    failure = error;
  });
  for (let waitedMs = 0; waitedMs < startMsMax; waitedMs += lookMs) {
    if (links.every((link) => existsSync(link))) return;
    if (failure !== null || socat.exitCode !== null) break;
    await sleep(lookMs);
  }
  throw new ArtisanError(
    'station.tool-missing',
    'socat, which makes the pseudo-terminals, is missing or does not run; install it with "apt install socat" (Debian, Ubuntu) or "brew install socat" (macOS)',
    { cause: failure },
  );
}
