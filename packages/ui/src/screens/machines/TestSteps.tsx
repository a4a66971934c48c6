import type { ConnectionReportDto } from '@artisan-ts/contracts';
import { temperatureText, unitText } from '#display/format.ts';
import { Dot } from '#parts/Dot.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import styles from './TestSteps.module.css';

/** What a connection test found, step by step. It only ever looks. */
export function TestSteps(props: { readonly report: ConnectionReportDto | 'testing' }) {
  const unit = usePreferences((preferences) => preferences.unit);
  const { report } = props;
  if (report === 'testing') {
    return (
      <p role="status" className={styles['detail']}>
        Looking. Nothing is sent that could change the machine.
      </p>
    );
  }
  return (
    <ol className={styles['steps']} aria-label="Connection test">
      {report.steps.map((step) => (
        <li key={step.name}>
          <Dot tone={step.ok ? 'true' : 'limit'}>{step.name}</Dot>
          <span className={styles['detail']}>{step.detail}</span>
        </li>
      ))}
      {report.sample ? (
        <li>
          <Dot tone="true">First reading</Dot>
          <span className={styles['detail']}>
            {Object.entries(report.sample)
              .filter(([field]) => field.endsWith('C'))
              .map(
                ([field, value]) =>
                  `${field.slice(0, -1).toUpperCase()} ${temperatureText(unit, value)} ${unitText(unit)}`,
              )
              .join(', ')}
          </span>
        </li>
      ) : null}
    </ol>
  );
}
