import type { ChangeSettingsBody, SettingsDto } from '@artisan-ts/contracts';
import { ScheduleField } from '#screens/settings/ScheduleField.tsx';
import { SettingField } from '#screens/settings/SettingField.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './SettingsScreen.module.css';

const cx = classNames(styles);

/** The settings as they stand, why the last change was refused by name, and the way to change one. */
export interface SettingFieldsProps {
  readonly settings: SettingsDto;
  readonly refused: Readonly<Record<string, string>>;
  readonly onChange: (name: keyof ChangeSettingsBody, body: ChangeSettingsBody) => Promise<boolean>;
}

/** When agents start by themselves. */
export function AgentFields(props: SettingFieldsProps) {
  const { settings, refused, onChange } = props;
  const { driftWatch, rehearsal } = settings;
  return (
    <>
      <ScheduleField
        label="Look for drift"
        help="Each machine is held against its own earlier roasts. What is found stands in the inbox."
        value={driftWatch}
        problem={refused['driftWatch']}
        onKeep={(driftWatch) => onChange('driftWatch', { driftWatch })}
      />
      <ScheduleField
        label="Rehearse on simulated machines"
        help="A roast towards the target of the reference, many times. What comes of it stands in the inbox."
        value={rehearsal}
        problem={refused['rehearsal']}
        onKeep={(rehearsal) => onChange('rehearsal', { rehearsal })}
      />
    </>
  );
}

/** Who outside of this computer is told anything: for whoever runs the station, not for whoever roasts. */
export function OutsideFields(props: SettingFieldsProps) {
  const { settings, refused, onChange } = props;
  const { traceExport, metricsPort, reasoner } = settings;
  return (
    <details className={cx('outside')}>
      <summary>For whoever runs the station: monitoring, language model</summary>
      <SettingField
        label="Send traces of missions to"
        help="An OTLP receiver, such as http://localhost:4318/v1/traces. Leave empty to send none."
        value={traceExport ?? ''}
        problem={refused['traceExport']}
        onKeep={(text) => onChange('traceExport', { traceExport: text === '' ? null : text })}
      />
      <SettingField
        label="Numbers for Prometheus on port"
        help="Of this computer alone, at /metrics. Leave empty to serve none."
        value={metricsPort === null ? '' : String(metricsPort)}
        inputMode="numeric"
        problem={refused['metricsPort']}
        onKeep={(text) =>
          onChange('metricsPort', { metricsPort: text === '' ? null : Number(text) })
        }
      />
      <SettingField
        label="Language model that may remark on reports"
        help="Its name, @ and an OpenAI-compatible address: small@http://localhost:8080/v1/chat/completions. It is sent the sentences of reports. Leave empty for none."
        value={reasoner === null ? '' : `${reasoner.model}@${reasoner.url}`}
        problem={refused['reasoner']}
        onKeep={(text) => onChange('reasoner', { reasoner: reasonerIn(text) })}
      />
    </details>
  );
}

/** What is not of that form is sent as it is: the station says what is wrong with it. */
function reasonerIn(text: string): SettingsDto['reasoner'] {
  if (text === '') return null;
  const at = text.indexOf('@');
  return { model: text.slice(0, Math.max(0, at)), url: text.slice(at + 1) };
}
