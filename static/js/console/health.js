// How the machinery is: asked every five seconds, not part of the meeting's state.
import { computed, effect, signal } from '../live/ui.js';
import { say } from './deed.js';
import { live, lost, stored } from './desk.js';

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

/** Consoles on the line, this one included. */
export const consolesOn = computed(() => health.value?.sockets.host ?? 0);

/** What is safe, before anything else that is said of a fault. */
export function safeWords() {
  return stored.value ? `已存 ${stored.value} 张测评票，未丢。` : '';
}

/** Whether the server answers late. */
export const slow = computed(() => (health.value?.delay_ms ?? 0) > SLOW);

/** Say when the other console is gone, once it has stayed away for two answers: a reload is no loss. */
export function watchConsoles() {
  let most = 0;
  let missed = 0;
  health.subscribe((figures) => {
    if (!figures) return;
    const count = figures.sockets.host ?? 0;
    missed = count < most && count <= 1 ? missed + 1 : 0;
    if (missed === 2) say('warn', '另一台主持台断开了，这一台照常可以主持');
    most = missed === 2 || count > most ? count : most;
  });
}

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
