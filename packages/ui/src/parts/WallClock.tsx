import { useEffect, useState } from 'react';
import styles from './WallClock.module.css';

const format = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** The time of day. */
export function WallClock() {
  const [text, setText] = useState(() => format.format(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setText(format.format(Date.now())), 1000);
    return () => clearInterval(timer);
  }, []);
  return <time className={styles['clock']}>{text}</time>;
}
