// How the machinery is: asked every five seconds, not part of the meeting's state.
import { batch, computed, effect, signal } from '../live/ui.js';
import { say } from './deed.js';
import { live, lost, stored } from './desk.js';

const EVERY = 5000;
const SLOW = 1000;

/** The last answer of health.get, or null; and the one before it. */
export const health = signal(null);
const earlier = signal(null);

/** Whether a screen that is no console's preview is on the line; null while that is not known for sure. */
export const screenOn = computed(() => {
  if (hasScreen(health.value) || hasScreen(earlier.value)) return true;
  return health.value && earlier.value ? false : null; // previews come back a little later than their consoles
});

/** Every console carries one preview, which is a screen too. */
function hasScreen(figures) {
  return Boolean(figures) && (figures.sockets.screen ?? 0) > (figures.sockets.host ?? 0);
}

/** Phones on the line: seats and observers. */
export const phonesOn = computed(() => (health.value?.sockets.seats ?? 0) + (health.value?.sockets.observers ?? 0));

/** Consoles on the line, this one included. */
export const consolesOn = computed(() => health.value?.sockets.host ?? 0);

/** What is safe, before anything else that is said of a fault. */
export function safeWords() {
  return stored.value ? `已存 ${stored.value} 张测评票，未丢。` : '';
}

/** Whether the server is there, but not its database. */
export const mute = computed(() => health.value?.answers === false);

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
      const figures = await live.command('health.get', {}, { patience: EVERY });
      batch(() => {
        earlier.value = health.peek();
        health.value = figures;
      });
    } catch {
      // The line says for itself that it is down; a late answer is worth nothing here.
    }
  };
  setInterval(ask, EVERY);
  effect(() => {
    if (!lost.value) return;
    health.value = null; // what was true before the loss need not be
    earlier.value = null;
  });
  effect(() => {
    if (live.state.value.online && health.value === null) ask();
  });
}
