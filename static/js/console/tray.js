// The inbox's own mind: which questions lie in which column and in which order, and where the cursor is.
import { computed, effect, signal } from '../live/ui.js';
import { place, questions } from './desk.js';
import { subjectIds } from './next.js';
import { alike } from './alike.js';

const MERGEABLE = ['pending', 'approved', 'called'];

/** supports or arrival. */
export const order = signal('supports');
/** Which shelf lies in the left column: null = pending, else answered, rejected, merged or withdrawn. */
export const shelf = signal(null);
/** Ids ticked for merging. */
export const ticked = signal([]);
/** The focused question: its id, or null. */
export const cursor = signal(null);
/** The question whose reasons or wording are open: {id, what: 'reject' or 'text'} or null. */
export const opened = signal(null);
/** Whether the keyboard is in the lists, and whether the pointer is over them: the order stands still then. */
export const inHand = signal(false);
export const underPointer = signal(false);

const own = computed(() => {
  if (!place.value.item) return questions.value;
  const ids = subjectIds(place.value);
  return ids.length ? questions.value.filter((question) => ids.includes(question.subject_id)) : questions.value;
});

/** The questions of this place in a state, in order. */
export function inState(state) {
  return own.value.filter((question) => question.state === state);
}

const held = { pending: { ids: [] }, approved: { ids: [] } };

/** A column's questions as shown: while a hand is there nothing moves and new rows go to the end, unless asked for another order. */
function column(state) {
  const by = order.value;
  const still = (inHand.value || underPointer.value) && held[state].by === by;
  const sorted = inState(state).sort(by === 'supports' ? bySupports : byNumber);
  const list = still ? unmoved(sorted, held[state].ids) : sorted;
  held[state] = { by, ids: list.map((question) => question.id) };
  return list;
}

/** The questions in the order of `ids`; those that are not among them come last, the newest at the end. */
function unmoved(list, ids) {
  const known = ids.map((id) => list.find((question) => question.id === id)).filter(Boolean);
  return [...known, ...list.filter((question) => !ids.includes(question.id)).sort(byNumber)];
}

export const pending = computed(() => column('pending'));
export const approved = computed(() => column('approved'));
export const called = computed(() => own.value.find((question) => question.state === 'called') ?? null);

/**
 * The question under the cursor; the first that waits where the cursor points at none. Where the hand's own question has
 * been withdrawn there is none, so that a key meant for it does nothing to another.
 */
export const focused = computed(() => {
  const every = [...(shelf.value ? [] : pending.value), ...approved.value];
  const found = every.find((question) => question.id === cursor.value);
  const gone = inHand.value && cursor.value !== null;
  return found ?? (gone ? null : (every[0] ?? null));
});

/** Reasons or wording do not outlive their question's place in the lists. */
effect(() => {
  const open = opened.value;
  if (!open || open.what === 'answer') return;
  if (![...pending.value, ...approved.value].some((question) => question.id === open.id)) opened.value = null;
});

/** The ticked ones that are still there, in the order of their numbers. */
export const chosen = computed(() => own.value.filter(({ id, state }) => ticked.value.includes(id) && MERGEABLE.includes(state)));

/** Tick or untick. */
export function tick(id) {
  ticked.value = ticked.peek().includes(id) ? ticked.peek().filter((one) => one !== id) : [...ticked.peek(), id];
}

/** Move the cursor by rows within its column. */
export function moveRow(step) {
  const list = columnOf(focused.peek());
  const at = list.findIndex((question) => question.id === focused.peek()?.id);
  const to = list[Math.min(list.length - 1, Math.max(0, at + step))];
  if (to) cursor.value = to.id;
}

/** Move the cursor to the other column. */
export function moveColumn(step) {
  const to = (step < 0 ? pending : approved).peek()[0];
  if (to) cursor.value = to.id;
}

/** After the focused question leaves its column the cursor stands on the one that takes its place. */
export function stepOff(question) {
  const list = columnOf(question);
  const at = list.findIndex((one) => one.id === question.id);
  const to = list[at + 1] ?? list[at - 1];
  cursor.value = to?.id ?? null;
  opened.value = null;
}

/** For each waiting question that seems to repeat one let through or one that came before, that one's number: a hint, never an action. */
export const twins = computed(() => {
  const known = own.value.filter((one) => ['approved', 'called', 'answered', 'pending'].includes(one.state));
  const repeats = (question) => (one) =>
    one.id !== question.follows && (one.state !== 'pending' || one.number < question.number) && alike(one.text, question.text);
  return new Map(inState('pending').map((question) => [question.id, known.find(repeats(question))?.number ?? null]));
});

function columnOf(question) {
  return question?.state === 'approved' ? approved.peek() : pending.peek();
}

function bySupports(one, other) {
  return other.supports - one.supports || one.number - other.number;
}

function byNumber(one, other) {
  return one.number - other.number;
}
