import { Option } from 'commander';

/** `--missions URL`: where missions and their audit log lie, when not where the configuration says. */
export function missionsOption(): Option {
  return new Option(
    '--missions <url>',
    'PostgreSQL database of the missions, postgresql://user@host/database (ARTISAN_MISSIONS_DATABASE)',
  );
}
