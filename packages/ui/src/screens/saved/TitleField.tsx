import type { RoastDto } from '@artisan-ts/contracts';
import { useState } from 'react';
import { useChangeRoast } from '#screens/saved/use-change-roast.ts';
import styles from './TitleField.module.css';

const titleLengthMax = 200;

/** The title, edited in place: Enter or leaving keeps it, Esc does not. */
export function TitleField(props: { readonly roast: RoastDto }) {
  const { roast } = props;
  const [text, setText] = useState<string | null>(null);
  const { change, refusal } = useChangeRoast(roast.id);
  const keep = () => {
    const title = text?.trim();
    setText(null);
    if (title && title !== roast.title) void change({ title });
  };
  return (
    <h1>
      <input
        className={styles['field']}
        aria-label="Title"
        maxLength={titleLengthMax}
        value={text ?? roast.title}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setText(null);
        }}
      />
      {refusal ? <span role="alert">{refusal}</span> : null}
    </h1>
  );
}
