// How the machinery is: asked every five seconds, not part of the meeting's state.
import { computed, effect, signal } from '../live/ui.js';
import { live, lost } from './desk.js';

const EVERY = 5000;
const SLOW = 1000;

/** The last answer of health.get, or null. */
export const health = signal(null);

/** Screens that are not the preview of a console; every console carries one. */
export const screensOn = computed(() => {
  const sockets = health.value?.sockets ?? {};
  return Math.max(0, (sockets.screen ?? 0) - (sockets.host ?? 0));
});

/** Phones on the line: seats and observers. */
export const phonesOn = computed(() => (health.value?.sockets.seats ?? 0) + (health.value?.sockets.observers ?? 0));

/** Whether the server answers late. */
export const slow = computed(() => (health.value?.delay_ms ?? 0) > SLOW);

/** Begin to ask. */
export function watchHealth() {
  const ask = async () => {
    if (lost.peek() || document.visibilityState === 'hidden') return;
    try {
      health.value = await live.command('health.get', {}, { patience: EVERY });
    } catch {
      // The line says for itself that it is down; a late answer is worth nothing here.
    }
  };
  setInterval(ask, EVERY);
  effect(() => {
    if (live.state.value.online && health.peek() === null) ask();
  });
}
