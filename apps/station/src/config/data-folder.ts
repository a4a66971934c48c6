import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the data lies: flag, then ARTISAN_DATA, then the place the platform has for such things. */
export function dataFolderOf(flag: string | undefined, env: Environment): string {
  const named = flag ?? env['ARTISAN_DATA'];
  return named ? resolve(named) : platformFolder(env);
}

function platformFolder(env: Environment): string {
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Artisan.ts');
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Artisan.ts');
    default:
      return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'artisan-ts');
  }
}
