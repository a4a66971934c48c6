import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * `npm run lock`, after a dependency changed: adds the binaries of other platforms that npm left out of package-lock.json.
 *
 * npm forgets optional packages that it could not fetch on the machine where the lock was made, and then refuses `npm ci` because
 * they are missing. An entry with its platform is skipped wherever the platform is another.
 */
interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

const systems = [
  'darwin',
  'linux',
  'win32',
  'android',
  'freebsd',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
];
const processors = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];

/** The platform that a package of binaries names itself after, or null when its name tells none. */
function platformOf(name: string): { os: string[]; cpu: string[] } | null {
  const words = name.split(/[/-]/).map((word) => (word === 'windows' ? 'win32' : word));
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (cpu === 'wasm32') return { os: [], cpu: ['wasm32'] };
  return os === undefined || cpu === undefined ? null : { os: [os], cpu: [cpu] };
}

function main(): void {
  const path = resolve(import.meta.dirname, '../package-lock.json');
  const lock: { packages: Record<string, LockEntry> } = JSON.parse(readFileSync(path, 'utf8'));
  const added: string[] = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      const isThere = [`node_modules/${name}`, `${place}/node_modules/${name}`].some(
        (key) => key in lock.packages,
      );
      // A range would have to be resolved; packages of binaries are always pinned exactly.
      if (isThere || platform === null || !/^\d+\.\d+\.\d+/.test(version)) continue;
      lock.packages[`node_modules/${name}`] = {
        version,
        cpu: platform.cpu,
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
        ...(platform.os.length > 0 ? { os: platform.os } : {}),
      };
      added.push(`${name}@${version}`);
    }
  }
  const sorted = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
  console.log(`lock: ${added.length} binaries of other platforms added`);
}

main();
