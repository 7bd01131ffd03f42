// How far a notice has been acknowledged, in words. Pure: no page, no state.
import { hhmm } from '../live/clock.js';

const PERSONAL = ['reporter', 'leaders'];

/** One line; `at` is when the last of them did, or null where that is not known. */
export function receiptWords(notice, at) {
  if (!notice || notice.to === 'screen') return '';
  const { meant, acked, to } = notice;
  if (!meant) return to === 'all' ? '还没有人签到' : '会场里现在没有要通知的人';
  const time = at === null ? '' : ` ${hhmm(at)}`;
  if (meant === 1 && PERSONAL.includes(to)) return acked ? `收到${time}` : '还没有收到';
  if (acked >= meant && meant > 1) return `${meant} 人都收到了${time}`;
  return `${acked} / ${meant} 收到${to === 'all' || !acked ? '' : time}`;
}
