// What the viewer's page holds: the line, what is being written, what was given and not yet answered.
import { batch, computed, effect, signal } from '../live/ui.js'
import { secondHand } from '../live/clock.js'
import { postJson } from '../live/errors.js'
import { connectLive } from '../live/live.js'
import { openOutbox } from '../live/outbox.js'
import { shelf } from '../live/shelf.js'
import { ballotKey, createBallots } from '../phone/ballots.js'
import { createDrafts } from '../phone/drafts.js'
import { createSheets } from '../phone/sheets.js'

const NAMES = ['meeting', 'agenda', 'stage', 'questions', 'rounds', 'results', 'comments', 'notice']

/**
 * Start the viewer's page.
 *
 * @param {{meeting_code: string, public: {rev: number, now: number, sections: object}}} boot
 */
export function createApp({ meeting_code: code, public: first }) {
  const live = connectLive({
    getAccess: async () => (await postJson('/api/viewer', { meeting_code: code })).access,
    meeting: code,
    boot: first,
    poll: `/api/meetings/${code}/public`,
  })
  const viewer = `viewer:${code}`
  const drafts = createDrafts(viewer)
  const sheets = createSheets(drafts)
  const outbox = openOutbox(viewer, live)
  const ballots = createBallots({ outbox, sheets, onDone: () => {} })
  const sections = computed(() => Object.fromEntries(NAMES.map((name) => [name, live.section(name).value])))
  return {
    live, drafts, sheets, outbox, ballots, sections,
    hand: secondHand(live.now),
    supports: createSupports(shelf(viewer), live),
    asked: createAsked(shelf(viewer), outbox),
    receipt: (roundId, subjectId) => outbox.receipt(ballotKey(roundId, subjectId)),
  }
}

/** 同问 of this browser: a viewer has no `me` that would tell. Shown at once, taken back if it is refused. */
function createSupports(kept, live) {
  const on = signal(new Set(kept.get('supports') ?? []))
  const problem = signal('')

  function show(id, wanted) {
    const next = new Set(on.peek())
    if (wanted) next.add(id)
    else next.delete(id)
    on.value = next
    kept.set('supports', [...next])
  }

  async function set(id, wanted) {
    show(id, wanted)
    problem.value = ''
    try {
      await live.command('question.support', { question_id: id, on: wanted })
    } catch (error) {
      batch(() => {
        show(id, !wanted)
        problem.value = error.message
      })
    }
  }

  return { has: (id) => on.value.has(id), set, problem }
}

/** The questions that this browser has asked, the newest first: {id, text, at, subject_id}; `id` is null until the ack. */
function createAsked(kept, outbox) {
  const own = signal(kept.get('asked') ?? [])

  function keep(list) {
    own.value = list
    kept.set('asked', list)
  }

  function ask(clientId, subjectId, text) {
    keep([{ client_id: clientId, subject_id: subjectId, text, at: Date.now(), id: null }, ...own.peek()])
    outbox.put(keyOf(clientId), 'question.submit', { subject_id: subjectId, text, client_id: clientId })
  }

  function drop(clientId) {
    outbox.drop(keyOf(clientId))
    keep(own.peek().filter((question) => question.client_id !== clientId))
  }

  effect(() => {
    const answers = outbox.answers.value
    const named = own.peek().map((question) => ({ ...question, id: question.id ?? answers[keyOf(question.client_id)]?.question_id ?? null }))
    if (named.some(({ id }, i) => id !== own.peek()[i].id)) keep(named)
  })

  const list = computed(() => own.value.map((question) => ({ ...question, entry: outbox.entries.value[keyOf(question.client_id)] ?? null })))
  return { list, ask, drop, has: (id) => own.value.some((question) => question.id === id) }
}

const keyOf = (clientId) => `question/${clientId}`
