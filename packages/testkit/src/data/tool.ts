import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { skipBecause } from '#data/skip.ts';

/** Programs some suites want: what they may be called, and the Debian package that brings them. */
const tools = {
  socat: { commands: ['socat'], debianPackage: 'socat' },
  strace: { commands: ['strace'], debianPackage: 'strace' },
  mosquitto: { commands: ['mosquitto'], debianPackage: 'mosquitto' },
  openssl: { commands: ['openssl'], debianPackage: 'openssl' },
  python3: { commands: ['python3'], debianPackage: 'python3' },
  chromium: {
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
  },
} as const;

/** A program that a suite may ask for. */
export type ToolName = keyof typeof tools;

/**
 * The path of a program, or null when it is not installed: then the suite is skipped and says why. With
 * `ARTISAN_REQUIRE=all` a missing program is a failure instead.
 *
 *     const socat = requireTool('socat');
 *     describe.runIf(socat)('the serial line', () => { ... });
 */
export function requireTool(name: ToolName): string | null {
  const { commands, debianPackage } = tools[name];
  const found = commands.map(pathOf).find((path) => path !== null);
  return found ?? skipBecause(`${name} is not installed: apt-get install ${debianPackage}`);
}

function pathOf(command: string): string | null {
  // Debian puts servers where only root looks.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, command)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Absent or not ours to run: either way it cannot be used, and that is the whole answer.
    return false;
  }
}
