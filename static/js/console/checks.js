// What is looked at before the meeting opens: what must be, and what is worth knowing.
import { computed, signal } from '../live/ui.js';
import { agenda, boot, meeting, place, presence, seats } from './desk.js';
import { keep, kept } from './drafts.js';
import { consolesOn, health, screenOn } from './health.js';
import { plannedStarts } from './place.js';
import { hhmm } from '../live/clock.js';

const known = signal(new Set(kept('known').split('|').filter(Boolean)));

/** Take a note as read: it is not asked about again. */
export function know(key) {
  known.value = new Set([...known.peek(), key]);
  keep('known', [...known.peek()].join('|'));
}

/** What must be done before the meeting can open: [{ok, title, note}]. */
export const musts = computed(() => {
  if (!meeting.value) return [];
  return [runOfShow(), slips(), scorers()];
});

function runOfShow() {
  const { subjects, starts_at: startsAt } = meeting.value;
  const items = agenda.value;
  if (!items.length) return { ok: false, title: '议程是空的', note: '请在会议文件里写上议程，再导入一次' };
  const starts = plannedStarts(items, startsAt);
  const plan = `计划 ${hhmm(starts[0])} 至 ${hhmm(starts[starts.length - 1])}`;
  return { ok: true, title: `${subjects.length} 位述法对象，议程 ${items.length} 项，${plan}` };
}

function slips() {
  const issued = seats.value.reduce((sum, row) => sum + row.issued, 0);
  const expected = presence.value.reduce((sum, row) => sum + row.expected, 0);
  if (issued >= expected) return { ok: issued > 0, title: `票证 ${issued} 张已生成，够应到的 ${expected} 人` };
  return { ok: false, title: `票证只有 ${issued} 张，应到 ${expected} 人`, note: '请补足票证再开会' };
}

function scorers() {
  const names = meeting.value.categories.filter((category) => boot.scoring.includes(category.key)).map((category) => category.name);
  if (names.length) return { ok: true, title: `参加测评的有 ${names.length} 类：${names.join('、')}` };
  return { ok: false, title: '没有一类票证可以测评', note: '请在会议文件里给票类写上 score 权利' };
}

/** What is worth knowing and does not stop the opening: [{key, ok, title, note, known}]. */
export const notes = computed(() => {
  if (!meeting.value) return [];
  return [...smallCategories(), absent(), screenNote(), secondNote(), lateNote()].filter(Boolean).map((note) => ({ ...note, known: known.value.has(note.key) }));
});

function smallCategories() {
  const rows = presence.value.filter((row) => boot.scoring.includes(row.category) && row.expected < meeting.value.small_group);
  return rows.map((row) => ({
    key: `small-${row.category}`,
    ok: false,
    title: `${meeting.value.categories.find((category) => category.key === row.category)?.name}只有 ${row.expected} 人`,
    note: `少于 ${meeting.value.small_group} 人，按类公布时会与相邻一类合并`,
  }));
}

function absent() {
  if (meeting.value.state !== 'open') return null;
  const lacking = presence.value.reduce((sum, row) => sum + Math.max(0, row.expected - row.present), 0);
  if (!lacking) return { key: 'absent', ok: true, title: '应到的都已签到' };
  return { key: `absent-${lacking}`, ok: false, title: `还有 ${lacking} 人没有签到`, note: '开会以后也能补签' };
}

function screenNote() {
  if (screenOn.value === null) return null;
  if (screenOn.value) return { key: 'screen', ok: true, title: '大屏已连上' };
  return { key: 'screen', ok: false, title: '大屏还没有连上', note: '请在大屏的电脑上打开大屏地址；地址在右上角「会议」里' };
}

function secondNote() {
  if (health.value === null) return null;
  if (consolesOn.value > 1) return { key: 'second', ok: true, title: '备用主持台已连上，随时可以接手' };
  return { key: 'second', ok: false, title: '还没有备用主持台', note: '在另一台电脑上登录，打开同一个地址；这一台出了问题，那一台马上可以接手' };
}

function lateNote() {
  return place.value.item ? null : { key: 'time', ok: true, title: `计划 ${hhmm(meeting.value.starts_at)} 开会` };
}

/** Why the meeting cannot open yet: titles. */
export const blocks = computed(() => musts.value.filter((must) => !must.ok).map((must) => must.title));
/** What is amber and not yet taken as read. */
export const ambers = computed(() => notes.value.filter((note) => !note.ok && !note.known));
