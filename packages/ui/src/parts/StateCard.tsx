import type { ReactNode } from 'react';
import { Dot, type Tone } from '#parts/Dot.tsx';
import styles from './StateCard.module.css';

/** A card about one thing: its name, its state in a word, and what belongs to it. */
export function StateCard(props: {
  readonly name: string;
  /** How deep its name stands in the outline of the screen. */
  readonly heading: 'h2' | 'h3';
  readonly tone: Tone;
  readonly state: string;
  readonly children: ReactNode;
}) {
  const { name, heading: Heading, tone, state, children } = props;
  return (
    <article className={styles['card']} aria-label={name}>
      <header className={styles['head']}>
        <Heading>{name}</Heading>
        <Dot tone={tone}>{state}</Dot>
      </header>
      {children}
    </article>
  );
}
