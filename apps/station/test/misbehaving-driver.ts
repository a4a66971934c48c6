/** Plays the process of a driver. The word it is started with says how it misbehaves after its first sample. */
const how = process.argv[2];

const send = (news: unknown): void => void process.send?.(news);

process.on('message', (message) => {
  if (message === 'stop') process.exit(0);
  send({ news: 'connected' });
  const sample = { stream: 'main', monoUs: 1, wallMs: 1, values: [200], missing: [null] };
  send({ news: 'sample', sample });
  if (how === 'crashes') process.kill(process.pid, 'SIGSEGV');
  if (how === 'exits') process.exit(3);
  if (how === 'throws')
    send({ news: 'ended', code: 'driver.port-busy', message: 'somebody has it' });
  if (how === 'hangs') for (;;);
});
process.on('disconnect', () => process.exit(0));
send({ news: 'ready' });
