/** Another program that holds a database until its input ends. Argument: path. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const [path = ''] = process.argv.slice(2);
const db = new DatabaseSync(path, { timeout: 5_000 });
db.exec('BEGIN IMMEDIATE');
writeSync(1, 'held\n');
await once(process.stdin.resume(), 'end');
db.exec('ROLLBACK');
db.close();
