import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One step of the gate. A suite writes its count as JSON to the path in ARTISAN_TEST_JSON or by its own flags. */
interface Step {
  readonly name: string;
  readonly script: string;
  readonly args?: (json: string) => readonly string[];
}

const jsonReporter = (json: string) => [
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${json}`,
];

/**
 * The steps of a lane follow each other; lanes go on beside each other. The crash suites and the browser mostly wait for
 * what they started, and alone leave most of two cores idle.
 */
const lanes: readonly (readonly Step[])[] = [
  [
    { name: 'format and lint', script: 'lint' },
    { name: 'floors', script: 'floors' },
    { name: 'tidy', script: 'tidy' },
    { name: 'unused code', script: 'unused' },
    { name: 'types', script: 'types' },
    { name: 'every branch of the kernel', script: 'coverage' },
    { name: 'browser', script: 'e2e', args: jsonReporter },
  ],
  [{ name: 'tests', script: 'test', args: jsonReporter }],
  [{ name: 'crash', script: 'test:crash' }],
];

interface Count {
  readonly step: Step;
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs a step and shows what it said when it has ended. A check that passes counts as one; a suite counts its tests,
 * and one failure more when it died without saying so.
 */
async function runStep(step: Step, folder: string): Promise<Count> {
  const path = join(folder, step.script.replaceAll(':', '-'));
  const json = `${path}.json`;
  const said = openSync(path, 'w');
  const args = step.args?.(json) ?? [];
  const startedMs = performance.now();
  const run = spawn(
    'npm',
    ['run', '-s', step.script, ...(args.length > 0 ? ['--', ...args] : [])],
    {
      stdio: ['ignore', said, said],
      env: { ...process.env, ARTISAN_TEST_JSON: json },
    },
  );
  const [status] = await once(run, 'exit');
  closeSync(said);
  const tookS = Math.round((performance.now() - startedMs) / 1000);
  console.log(`\n== ${step.name}, ${tookS} s\n${readFileSync(path, 'utf8')}`);
  const good = status === 0;
  if (!existsSync(json)) return { step, passed: good ? 1 : 0, failed: good ? 0 : 1 };
  const report = JSON.parse(readFileSync(json, 'utf8'));
  const failed: number = report.numFailedTests;
  return { step, passed: report.numPassedTests, failed: good ? failed : Math.max(failed, 1) };
}

async function runLane(lane: readonly Step[], folder: string): Promise<readonly Count[]> {
  const counts: Count[] = [];
  for (const step of lane) counts.push(await runStep(step, folder));
  return counts;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-gate-'));
  const counts = (await Promise.all(lanes.map((lane) => runLane(lane, folder)))).flat();
  rmSync(folder, { recursive: true, force: true });
  console.log('');
  for (const { step, passed, failed } of counts) {
    console.log(
      `${failed === 0 ? 'good' : 'BAD '}  ${step.name}: ${passed} passed, ${failed} failed`,
    );
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

await main();
