import type { ChangeSettingsBody, SettingsDto } from '@artisan-ts/contracts';
import { SettingField } from '#screens/settings/SettingField.tsx';

/** When agents start by themselves, and who outside of this computer is told anything. */
export function AgentFields(props: {
  readonly settings: SettingsDto;
  readonly refused: Readonly<Record<string, string>>;
  readonly onChange: (name: keyof ChangeSettingsBody, body: ChangeSettingsBody) => Promise<boolean>;
}) {
  const { settings, refused, onChange } = props;
  const { driftWatch, rehearsal, traceExport, metricsPort, reasoner } = settings;
  return (
    <>
      <SettingField
        label="Look for drift"
        help="When each machine is looked at: mon 06:00, daily 06:00, or off. By the clock on the wall."
        value={driftWatch}
        problem={refused['driftWatch']}
        onKeep={(driftWatch) => onChange('driftWatch', { driftWatch })}
      />
      <SettingField
        label="Rehearse on simulated machines"
        help="When: daily 05:00, mon 05:00, or off. What comes of it stands in the inbox."
        value={rehearsal}
        problem={refused['rehearsal']}
        onKeep={(rehearsal) => onChange('rehearsal', { rehearsal })}
      />
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
    </>
  );
}

/** What is not of that form is sent as it is: the station says what is wrong with it. */
function reasonerIn(text: string): SettingsDto['reasoner'] {
  if (text === '') return null;
  const at = text.indexOf('@');
  return { model: text.slice(0, Math.max(0, at)), url: text.slice(at + 1) };
}
