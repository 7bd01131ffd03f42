// The desk: the live line, the sections as signals, the server's clock. State comes from the sections alone.
import { secondHand } from '../live/clock.js';
import { connectLive } from '../live/live.js';
import { computed, readBoot, signal } from '../live/ui.js';
import { placeOf } from './place.js';
import { quorum } from './rounds.js';

const LOST_AFTER = 3000;

export const boot = readBoot();
export const refusedEntry = signal(null);
export const live = connectLive({
  access: boot.access,
  meeting: boot.meeting_code,
  onRefused: (refusal) => (refusedEntry.value = refusal),
});

const section = (name, empty) => {
  const held = live.section(name);
  return computed(() => held.value ?? empty);
};
const NOWHERE = { item_id: null, stage: null, subject_id: null, timer: { state: 'idle', ends_at: null, left_ms: null }, turn: null };

export const meeting = section('meeting', null);
export const agenda = section('agenda', []);
export const stage = section('stage', NOWHERE);
export const presence = section('presence', []);
export const questions = section('questions', []);
export const roundsBook = section('rounds', { rounds: [], forms: {} });
export const turnout = section('turnout', []);
export const results = section('results', []);
export const comments = section('comments', []);
export const commentators = section('commentators', []);
export const notice = section('notice', null);
export const screen = section('screen', { scene: null, subject_id: null, pinned: false, join: null });
export const seats = section('seats', []);

/** Where the meeting is and what comes next. */
export const place = computed(() => placeOf(agenda.value, stage.value, meeting.value?.subjects ?? []));

/** How many ballots are stored for good, in rounds that are not void: counted from the database itself. */
export const stored = computed(() => turnout.value.reduce((sum, entry) => sum + entry.cast, 0));

/** The server's clock, four times a second. */
export const now = secondHand(live.now);

/** Since when the line is down, by this computer's clock; null while it is up. */
const offlineSince = computed(() => live.state.value.offlineSince);
/** For how long the line has been down, in ms; 0 while it is up. */
export const lostFor = computed(() => (offlineSince.value === null ? 0 : Math.max(0, now.value && Date.now() - offlineSince.value)));
export const lost = computed(() => lostFor.value >= LOST_AFTER);
/** When the line went down, by the server's clock. */
export const lostAt = computed(() => now.value - lostFor.value);

/** The subject with this id. */
export function subjectOf(id) {
  return meeting.value?.subjects.find((subject) => subject.id === id) ?? null;
}

/** The name of a category by its key. */
export function categoryName(key) {
  return meeting.value?.categories.find((category) => category.key === key)?.name ?? key;
}

/** How many of those who may score are here: {present, expected, enough}. */
export function enough() {
  return quorum(presence.value, boot.scoring);
}
