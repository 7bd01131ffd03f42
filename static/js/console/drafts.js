// What is being typed, kept in this browser until it is sent: a reload loses nothing.
import { useState } from '../live/ui.js';

const place = (key) => `console:${location.pathname}:${key}`;

/** The kept text of a field, or what it starts with. */
export function kept(key, start = '') {
  try {
    return localStorage.getItem(place(key)) ?? start;
  } catch {
    return start;
  }
}

/** Keep a text; an empty one is forgotten. */
export function keep(key, text) {
  try {
    if (text) localStorage.setItem(place(key), text);
    else localStorage.removeItem(place(key));
  } catch {
    // A browser without storage still types; it only forgets on reload.
  }
}

/** A field's text that outlives a reload: [text, set, clear]. */
export function useDraft(key, start = '') {
  const [held, setHeld] = useState({ key, text: kept(key, start) });
  const text = held.key === key ? held.text : kept(key, start);
  const set = (next) => {
    keep(key, next);
    setHeld({ key, text: next });
  };
  return [text, set, () => set('')];
}
