// Words that several parts of the console say, in one place. Pure: no page, no state.
import { hhmm, inBeijing } from '../live/clock.js';

export const STAGES = { reporting: '述法', inquiry: '质询', commentary: '点评', appraisal: '测评' };
export const STAGES_IN_FULL = { reporting: '述法', inquiry: '质询与答复', commentary: '点评', appraisal: '测评' };

export const SUBJECT_KINDS = {
  party_committee: '党委',
  government: '政府',
  party_department: '党委工作部门',
  government_department: '政府工作部门',
  soe: '国有企业',
  coordination_group: '协调小组',
  enforcement_team: '综合执法队伍',
  development_zone: '开发区',
  township: '乡镇（街道）',
  public_institution: '直属事业单位',
  leadership_member: '班子成员',
};

/** Scenes of the screen in the order of their buttons: key, button, head. */
export const SCENES = [
  ['welcome', '欢迎签到', '欢迎签到'],
  ['reporting', '述法', '述法倒计时'],
  ['inquiry', '质询', '质询'],
  ['answering', '答复', '答复'],
  ['commentary', '点评', '点评'],
  ['appraisal', '测评进度', '测评进度'],
  ['result', '结果', '测评结果'],
  ['overview', '总览', '总览'],
  ['rectification', '整改通报', '上次整改通报'],
  ['closing', '结束页', '结束页'],
];

/** What hides or holds the picture at once: key, button, head. */
export const EMERGENCIES = [
  ['freeze', '定格', '定格，画面不动'],
  ['black', '黑屏', '黑屏'],
];

export const REASONS = ['与述法无关', '转信访或热线', '涉及个人隐私', '言辞不当', '其他'];
export const VOID_REASONS = ['测评表选错', '现场秩序中断', '设备故障', '其他'];

/** To whom a notice may go: key, words on the chip, what happens. */
export const NOTICE_TARGETS = [
  ['all', '所有人'],
  ['screen', '只上大屏'],
  ['unscored', '还没评的'],
  ['reporter', '述法同志'],
  ['leaders', '点评领导'],
];

export const ANSWER_GRADES = [
  ['satisfied', '满意'],
  ['mostly_satisfied', '基本满意'],
  ['dissatisfied', '不满意'],
  ['unknown', '不了解'],
];

export const QUESTION_STATES = {
  pending: '待审',
  approved: '可叫出',
  rejected: '不采用',
  merged: '已合并',
  called: '在播',
  answered: '已答',
  withdrawn: '已撤回',
};

/** The scene's name as the head of the screen pane says it. */
export function sceneName(key) {
  return key === 'item' ? '当前议程' : ([...SCENES, ...EMERGENCIES].find(([scene]) => scene === key)?.[2] ?? '等待画面');
}

/** 10:21:59, in Beijing. */
export function timeOfDay(at) {
  return `${hhmm(at)}:${two(inBeijing(at).second)}`;
}

/** 12 月 8 日 14:30 */
export function dateAndTime(at) {
  const { month, day } = inBeijing(at);
  return `${month} 月 ${day} 日 ${hhmm(at)}`;
}

/** 4 分 50 秒, 50 秒, 3 分钟. */
export function span(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (!minutes) return `${rest} 秒`;
  return rest ? `${minutes} 分 ${rest} 秒` : `${minutes} 分钟`;
}

/** 42.31 % with a thin gap; a dash where there is no figure. */
export function percent(value) {
  return value === null || value === undefined ? '—' : `${value}\u2009%`;
}

/** cast of present as a percentage with at most two places, or null where nobody is present. */
export function share(part, whole) {
  if (!whole) return null;
  return String(Math.round((part / whole) * 10000) / 100);
}

/** 周明远、秦若兰; of more than three the first two: 周明远、秦若兰等 12 位. */
export function names(subjects) {
  const shown = subjects.length > 3 ? subjects.slice(0, 2) : subjects;
  const rest = subjects.length > 3 ? `等 ${subjects.length} 位` : '';
  return shown.map((subject) => subject.name).join('、') + rest;
}

function two(number) {
  return String(number).padStart(2, '0');
}
