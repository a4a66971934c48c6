import { memoryProblem } from '#platform/memory.ts';

const problem = memoryProblem();
if (problem === null) {
  // Loaded only now: where there is too little memory, loading the program would already end it without a word.
  const { runCli } = await import('#cli/run-cli.ts');
  process.exitCode = await runCli(process.argv.slice(2));
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
