import { enableCompileCache } from 'node:module';

// Everything else is loaded after this line, so that the second start need not read the sources anew.
enableCompileCache();
const { runCli } = await import('#cli/run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
