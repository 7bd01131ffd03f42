// The keys, by event.code, so that a Chinese input method does not matter. Single keys sleep in fields.
import { html } from '../live/ui.js';
import { pressNext } from './actbar.js';
import { turnCover } from './cover.js';
import { lost, place, screen } from './desk.js';
import { ask, asking } from './dialog.js';
import { KeySheet, letters } from './keysheet.js';
import { clear, mergeChosen } from './merge.js';
import { picked } from './reasons.js';
import { showScene } from './screening.js';
import { chosen, focused, inHand, moveColumn, moveRow, opened, tick } from './tray.js';
import { undoLast } from './undoing.js';
import { REASONS } from './words.js';

const SCENE_KEYS = ['auto', 'welcome', 'reporting', 'inquiry', 'answering', 'commentary', 'appraisal', null, 'overview'];

/** Begin to listen. */
export function listen() {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || asking.value || lost.value) return;
    const field = inField(event.target);
    const deed = event.ctrlKey || event.metaKey ? !field && withControl(event) : field ? inAField(event) : alone(event);
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}

function inField(target) {
  return target.closest?.('textarea, select, input:not([type="checkbox"]):not([type="radio"])');
}

function withControl(event) {
  if (event.repeat) return null;
  return { Enter: () => pressNext(), NumpadEnter: () => pressNext(), KeyZ: undoLast }[event.code];
}

/** In a field the page listens for one key only: out again. */
function inAField(event) {
  return event.code === 'Escape' ? () => event.target.blur() : null;
}

function alone(event) {
  if (event.altKey) return null;
  if (event.code === 'Escape') return opened.value ? () => (opened.value = null) : chosen.value.length ? clear : null;
  if (isHelp(event)) return () => ask(() => html`<${KeySheet} />`);
  if (opened.value?.what === 'reject') return ofReasons(event);
  if (event.repeat && !event.code.startsWith('Arrow')) return null;
  if (event.target.closest?.('button, a') && ['Enter', 'Space'].includes(event.code)) return null;
  return (inHand.value && ofInbox(event)) || (letters.value && (ofPage(event) ?? ofScreen(event)));
}

/** The question mark, wherever it lies, also the wide one of a Chinese input method. */
function isHelp(event) {
  return (event.code === 'Slash' && event.shiftKey) || ['?', '？'].includes(event.key);
}

function ofReasons(event) {
  const digit = digitOf(event);
  if (digit >= 1 && digit <= REASONS.length) return () => (picked.value = REASONS[digit - 1]);
  return event.code === 'Enter' && !event.target.closest('button') ? press('confirm') : null;
}

function ofInbox(event) {
  const arrows = { ArrowUp: () => moveRow(-1), ArrowDown: () => moveRow(1), ArrowLeft: () => moveColumn(-1), ArrowRight: () => moveColumn(1) };
  if (arrows[event.code]) return arrows[event.code];
  if (!letters.value || !focused.value) return null;
  return {
    KeyA: press('pass'),
    KeyR: press('reject'),
    KeyC: press('call'),
    KeyM: chosen.value.length > 1 ? mergeChosen : press('tick'),
    Space: () => tick(focused.value.id),
  }[event.code];
}

function ofPage(event) {
  return {
    KeyT: press('timer'),
    Equal: press('more'),
    NumpadAdd: press('more'),
    KeyW: press('uncall'),
    KeyE: () => document.querySelector('[data-note]')?.focus(),
    KeyH: turnCover,
    KeyX: press('swap'),
  }[event.code];
}

function ofScreen(event) {
  const scene = SCENE_KEYS[digitOf(event)];
  if (!scene || (screen.value.scene === scene && screen.value.pinned)) return null;
  if (['reporting', 'inquiry', 'answering', 'commentary'].includes(scene) && !place.value.subject) return null;
  return () => showScene(scene);
}

function digitOf(event) {
  const found = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return found && !event.shiftKey ? Number(found[1]) : -1;
}

/** Press a button that is on the page and not off. */
function press(name) {
  return () => document.querySelector(`[data-key="${name}"]:not([disabled])`)?.click();
}
