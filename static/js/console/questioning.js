// The deeds on questions: review, merge, call, take off, answer. Each with its way back.
import { run } from './deed.js';
import { questions } from './desk.js';

/** Let a question through; `text` is the wording to be shown where the host mended it. */
export function approve(question, text) {
  return review(question, 'approve', `通过 ${question.number} 号`, text ? { text } : {});
}

/** Do not take a question; the asker reads the reason. */
export function reject(question, reason) {
  return review(question, 'reject', `不采用 ${question.number} 号`, { reason });
}

/** Put a question back to where it waits for review. */
export function putBack(question) {
  return review(question, 'return', `退回 ${question.number} 号`);
}

function review(question, decision, label, more = {}) {
  const steps = [['question.review', { question_id: question.id, decision, ...more }]];
  const reached = { approve: 'approved', reject: 'rejected', return: 'pending' }[decision];
  const undo = { steps: backTo(question, 'text' in more), expect: { questions: [{ id: question.id, state: reached }] } };
  return run({ label, steps, undo });
}

/** The commands that bring a question back to the state it has now, and to its wording where that is changed. */
function backTo({ id, state, reason, text }, reworded) {
  const words = reworded ? { text } : {};
  const decide = (decision, more = {}) => ['question.review', { question_id: id, decision, ...words, ...more }];
  if (state === 'rejected') return [decide('reject', { reason: reason || '其他' })];
  return [decide(state === 'approved' ? 'approve' : 'return')];
}

/** Put questions together: the others go into one. */
export function merge(others, into) {
  const steps = others.map((question) => ['question.merge', { question_id: question.id, into: into.id }]);
  const undo = {
    steps: others.map((question) => ['question.unmerge', { question_id: question.id }]),
    expect: { questions: others.map((question) => ({ id: question.id, state: 'merged', into: into.id })) },
  };
  return run({ label: `把 ${numbers(others)} 号并入 ${into.number} 号`, steps, undo });
}

/** Take a merged question out again. */
export function unmerge(question) {
  const undo = { steps: [['question.merge', { question_id: question.id, into: question.into }]], expect: {} };
  return run({ label: `拆开 ${question.number} 号`, steps: [['question.unmerge', { question_id: question.id }]], undo });
}

/** Call a question to the screen; the one called before waits again. */
export function call(question) {
  const before = questions.peek().find((one) => one.state === 'called');
  const back = before
    ? [['question.call', { question_id: before.id }]]
    : [['question.uncall', { question_id: question.id }]];
  if (question.state === 'pending') back.push(['question.review', { question_id: question.id, decision: 'return' }]);
  const undo = { steps: back, expect: { questions: [{ id: question.id, state: 'called' }] } };
  return run({ label: `叫出 ${question.number} 号`, steps: [['question.call', { question_id: question.id }]], undo });
}

/** Take the called question off the screen; it waits again. */
export function uncall(question) {
  const steps = [['question.call', { question_id: question.id }]];
  const undo = { steps, expect: { questions: [{ id: question.id, state: 'approved' }] } };
  return run({ label: `收起 ${question.number} 号`, steps: [['question.uncall', { question_id: question.id }]], undo });
}

/** Note the answer, or amend it. */
export function answer(question, text, evaded) {
  const label = question.state === 'answered' ? `修改 ${question.number} 号的答复要点` : `记下 ${question.number} 号的答复`;
  const final = question.state === 'answered' ? null : '答复要点以后还可以改';
  return run({ label, steps: [['question.answer', { question_id: question.id, text, evaded }]], final });
}

/** 16、17 */
export function numbers(list) {
  return list.map((question) => question.number).join('、');
}
