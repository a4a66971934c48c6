/** Another program that holds a database for a while. Arguments: path, seconds. */
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const [path = '', seconds = ''] = process.argv.slice(2);
const db = new DatabaseSync(path, { timeout: 5_000 });
db.exec('BEGIN IMMEDIATE');
writeSync(1, 'held\n');
await sleep(Number(seconds) * 1000);
db.exec('ROLLBACK');
db.close();
