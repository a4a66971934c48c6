import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

const steps: readonly Step[] = [
  { name: 'types', script: 'types' },
  { name: 'format and lint', script: 'lint' },
  { name: 'floors', script: 'floors' },
  { name: 'tidy', script: 'tidy' },
  { name: 'unused code', script: 'unused' },
  { name: 'tests', script: 'test', args: jsonReporter },
  { name: 'crash', script: 'test:crash' },
  { name: 'browser', script: 'e2e', args: jsonReporter },
];

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** A check that passes counts as one; a suite counts its tests, and one failure more when it died without saying so. */
function runStep(step: Step, folder: string): Count {
  const json = join(folder, `${step.script.replaceAll(':', '-')}.json`);
  console.log(`\n== ${step.name}`);
  const args = step.args?.(json) ?? [];
  const run = spawnSync(
    'npm',
    ['run', '-s', step.script, ...(args.length > 0 ? ['--', ...args] : [])],
    {
      stdio: 'inherit',
      env: { ...process.env, ARTISAN_TEST_JSON: json },
    },
  );
  const good = run.status === 0;
  if (!existsSync(json)) return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
  const report = JSON.parse(readFileSync(json, 'utf8'));
  const failed: number = report.numFailedTests;
  return { passed: report.numPassedTests, failed: good ? failed : Math.max(failed, 1) };
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-gate-'));
  const counts = steps.map((step) => ({ step, ...runStep(step, folder) }));
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

main();
