// Between the ack and the section that shows it: what was just delivered stays in sight, what came back is not lost.
import { computed, effect, signal } from '../live/ui.js'

const KEPT = /^(question|note)\//

/** Follow the questions and notes of an outbox, and wipe the drafts of comments that the server has. */
export function followDelivery({ outbox, drafts, sections }) {
  const delivered = signal({})
  const justSent = signal(false)
  const askedOne = signal(false) // the form gives way to what became of the question, until another is to be written
  let before = {}

  effect(() => {
    const now = outbox.entries.value
    for (const [key, entry] of Object.entries(before)) {
      if (now[key] || entry.state === 'refused' || !KEPT.test(key)) continue
      delivered.value = { ...delivered.peek(), [key]: { ...entry, state: 'delivered' } }
      if (key.startsWith('question/')) justSent.value = true
    }
    before = now
  })

  effect(() => {
    for (const comment of sections.value.me?.comments ?? []) {
      const name = `comment/${comment.subject_id}`
      const draft = drafts.draft(name).peek()
      if (draft && ['strengths', 'problems', 'advice'].every((part) => draft[part].trim() === comment[part])) drafts.wipe(name)
    }
  })

  /** What is on its way, newest first: `{key, entry}`; entry.state is sending, held, refused or delivered. */
  function unseen(prefix, known, idOf) {
    return computed(() => {
      const ids = new Set(known(sections.value.me).map((each) => each.id))
      const arrived = Object.entries(delivered.value).filter(([key]) => !ids.has(idOf(outbox.answers.value[key])))
      return [...Object.entries(outbox.entries.value), ...arrived]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, entry]) => ({ key, entry }))
        .sort((one, two) => two.entry.at - one.entry.at)
    })
  }

  return {
    justSent,
    askedOne,
    questions: unseen('question/', (me) => me.questions, (answer) => answer?.question_id),
    notes: unseen('note/', (me) => me.notes, (answer) => answer?.note_id),
  }
}
