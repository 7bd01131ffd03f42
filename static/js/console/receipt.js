// 收到: who has acknowledged the standing notice, and when the last of them did, by the server's clock.
import { computed, effect, signal } from '../live/ui.js';
import { notice, now } from './desk.js';
import { keep, kept } from './drafts.js';
import { receiptWords } from './receipt-words.js';

/** The last acknowledgement that this console saw come: {id, acked, at}; at is null where it came while we were away. */
const seen = signal(recall());

effect(() => {
  const held = notice.value;
  if (!held || (seen.peek()?.id === held.id && seen.peek().acked >= held.acked)) return;
  const arrives = seen.peek()?.id === held.id;
  note({ id: held.id, acked: held.acked, at: arrives ? now.peek() : null });
});

/** 收到 10:21, 2 / 3 收到, 还没有收到. */
export const receipt = computed(() => receiptWords(notice.value, seen.value?.id === notice.value?.id ? seen.value.at : null));

function note(one) {
  seen.value = one;
  keep('receipt', JSON.stringify(one));
}

function recall() {
  try {
    return JSON.parse(kept('receipt', 'null'));
  } catch {
    return null;
  }
}
