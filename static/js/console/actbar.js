// The action bar: left takes back, the middle says what will happen, right goes on. It never moves.
import { computed, effect, html, signal, useEffect, useRef } from '../live/ui.js';
import { ACTS } from './asking.js';
import { blocks } from './checks.js';
import { sending } from './deed.js';
import { agenda, comments, lost, lostAt, meeting, now, place, presence, questions, roundsBook, screen, stage, turnout } from './desk.js';
import { asking } from './dialog.js';
import { Icon } from './icons.js';
import { nextStep } from './next.js';
import { Button } from './parts.js';
import { deeds, reason } from './undo.js';
import { undoLast } from './undoing.js';
import { lockedUntil, lockNext } from './watch.js';
import { timeOfDay } from './words.js';

const LONG = 13; // characters that fit on the button in large type
const busy = signal(false);
const slow = signal(false);

/** The next step as it stands. */
export const step = computed(() =>
  nextStep({
    meeting: meeting.value,
    agenda: agenda.value,
    stage: stage.value,
    presence: presence.value,
    questions: questions.value,
    rounds: roundsBook.value.rounds,
    turnout: turnout.value,
    comments: comments.value,
    screen: screen.value,
    subjects: meeting.value.subjects,
    place: place.value,
    now: now.value,
    goal: meeting.value.questions_goal,
    blocks: blocks.value,
  }),
);

const locked = computed(() => now.value && Date.now() < lockedUntil.value);

/** Lock `next` for a moment whenever what it does changes under the hand. */
export function watchStep() {
  let seen = null;
  effect(() => {
    if (!meeting.value) return;
    const { act, label } = step.value;
    const key = `${act}/${label}`;
    if (seen !== null && seen !== key) lockNext();
    seen = key;
  });
}

/** Press `next`, from the keyboard or by hand. What ends or publishes has no key. */
export function pressNext(byHand = false) {
  if (step.peek().nokey && !byHand) return;
  doStep(step.peek());
}

async function doStep({ act, args = [], blocked }) {
  if (!act || blocked || busy.peek() || locked.peek() || lost.peek() || asking.peek()) return;
  busy.value = true;
  const timer = setTimeout(() => (slow.value = true), 300);
  try {
    await ACTS[act](...args);
    if (!asking.peek()) lockNext(); // what it does next may be told only after the answer
  } finally {
    clearTimeout(timer);
    slow.value = false;
    busy.value = false;
  }
}

/** The whole bar. */
export function ActBar() {
  return html`<footer class="act" aria-label="操作"><${Undo} /><${Then} /><${Next} /></footer>`;
}

function Undo() {
  const last = deeds.value[deeds.value.length - 1];
  const off = lost.value || !last;
  return html`<div class="undo">
    <${Button} act=${undoLast} off=${off}><${Icon} name="arrow-back-up" />撤销 <kbd>Ctrl Z</kbd><//>
    <p>${undoWords(last)}</p>
  </div>`;
}

function undoWords(last) {
  if (lost.value) return html`<b>断开时不能撤销</b>`;
  if (last) return html`<b>${last.label}</b>${timeOfDay(last.at)}`;
  return html`<b>${reason.value.title}</b>${reason.value.hint}`;
}

function Then() {
  if (lost.value) {
    return html`<div class="then">
      <p>画面是 ${timeOfDay(lostAt.value)} 的，可能已经变了</p><p class="what-if">口头主持照常，不用关机，不用刷新</p>
    </div>`;
  }
  if (sending.value) return html`<div class="then" role="status"><p>正在${sending.value}</p><p class="what-if"></p></div>`;
  const { then, whatIf } = step.value;
  return html`<div class="then"><p class=${then.warn ? 'c-warn' : ''}>${then.text}</p><p class="what-if">${whatIf}</p></div>`;
}

function Next() {
  if (lost.value) return html`<button class="next" type="button" disabled><small>断开</small><b>连上以后才能操作</b></button>`;
  const { other } = step.value;
  if (!other) return html`<${NextButton} />`;
  const off = busy.value || locked.value;
  return html`<div class="two">
    <button class="btn other" type="button" disabled=${off} onClick=${() => doStep(other)}>${other.label}</button><${NextButton} />
  </div>`;
}

function NextButton() {
  const { act, label, danger, asks, nokey, blocked } = step.value;
  const waits = busy.value || locked.value;
  const button = useRef(null);
  const byKey = useRef(false); // a press by Enter or space: a button that is off loses the focus, and gets it back
  useEffect(() => {
    if (waits) return;
    if (byKey.current && document.activeElement === document.body) button.current.focus();
    byKey.current = false;
  }, [waits]);
  const press = (event) => {
    byKey.current = event.detail === 0;
    pressNext(true);
  };
  return html`<button ref=${button} class=${danger ? 'next next-danger' : 'next'} type="button" disabled=${blocked || waits} onClick=${press}>
    <small>下一步</small><b class=${label.length > LONG ? 'long' : ''}>${slow.value ? `正在${label.split(' — ')[0]}…` : label}</b>
    ${asks ? html`<span class="ask">会再问一次</span>` : act && !nokey && html`<kbd>Ctrl Enter</kbd>`}
  </button>`;
}
