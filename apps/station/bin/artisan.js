#!/usr/bin/env node
// Plain JavaScript for whatever Node the machine has: runs the program under the Node that it is tested with.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
const node = ['bin/node', 'bin/node.exe'].map((name) => join(folder, name)).find(existsSync);
if (!node) {
  console.error('The pinned Node is missing. Run: npm ci');
  process.exit(1);
}

// What was compiled once is kept, for every thread: a station that was killed is back in half the time.
const cache = fileURLToPath(new URL('../../../.cache/node', import.meta.url));
const child = spawn(node, [main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { NODE_COMPILE_CACHE: cache, ...process.env },
});
// A terminal signals the whole group itself; what comes from elsewhere reaches only us and is passed on.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const name of signals) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});
