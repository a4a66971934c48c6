import { smoothingNames } from '@artisan-ts/domain';
import { smoothings } from '@artisan-ts/roast';
import { Choice } from '#parts/Choice.tsx';
import { setPreferences, type Theme, usePreferences } from '#preferences/preferences.ts';

const onOff = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;

/** How this screen shows things. Kept in this browser. */
export function DisplayChoices() {
  const preferences = usePreferences();
  return (
    <>
      <Choice
        label="Temperature"
        value={preferences.unit}
        options={[
          { value: 'C', label: '\u00b0C' },
          { value: 'F', label: '\u00b0F' },
        ]}
        onChange={(unit) => setPreferences({ unit })}
      />
      <Choice
        label="Weight"
        value={preferences.weight}
        options={[
          { value: 'metric', label: 'g, kg' },
          { value: 'pounds', label: 'lb' },
        ]}
        onChange={(weight) => setPreferences({ weight })}
      />
      <Choice<Theme>
        label="Theme"
        value={preferences.theme}
        options={[
          { value: 'system', label: 'System' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
        onChange={(theme) => setPreferences({ theme })}
      />
      <Choice
        label="Colours safe for any colour vision"
        value={preferences.colourSafe ? 'on' : 'off'}
        options={onOff}
        onChange={(value) => setPreferences({ colourSafe: value === 'on' })}
      />
      <Choice
        label={'\u0394ET, rate of rise of ET'}
        value={preferences.showEtRate ? 'on' : 'off'}
        options={onOff}
        onChange={(value) => setPreferences({ showEtRate: value === 'on' })}
      />
      <Choice
        label="Curves of BT and ET"
        value={preferences.smoothing}
        options={smoothingNames.map((value) => ({ value, label: smoothings[value].label }))}
        hint={`${smoothings[preferences.smoothing].meaning} Digits, rates and marks are of the readings.`}
        onChange={(smoothing) => setPreferences({ smoothing })}
      />
    </>
  );
}
