// From a filled sheet to a receipt: the ballot lies in the outbox until the server has it, then the grades are forgotten.
import { computed, effect, signal } from '../live/ui.js'
import { randomHex } from '../live/ids.js'

const SLOW = 400 // ms until the phone says that it is sending
const FINAL = {
  'round.closed': ['测评已经结束', '您的评分在截止后才送达，没有计入。'],
  'round.not_found': ['这次测评已经撤销', '您的评分没有计入。主持人重新开始测评时，您可以再评。'],
  'ballot.already_cast': ['您已评过，不能再评', '先前的评分已经计入，这一份没有计入。'],
}

/** The outbox's name of one ballot. */
export function ballotKey(roundId, subjectId) {
  return `ballot/${roundId}/${subjectId}`
}

/**
 * Send sheets as ballots and follow them.
 *
 * `onDone(roundId, subjectIds)` is called once when all that was under way is in; `lost` says what became of a ballot
 * that will never count, `problem` why one came back to its sheet, `stuck` are those that a fault of the server keeps.
 */
export function createBallots({ outbox, sheets, onDone }) {
  const lost = signal(null)
  const problem = signal('')
  const slow = signal(false)
  const sent = signal([])
  const underWay = computed(() => parse(outbox.entries.value).filter(({ entry }) => entry.state !== 'refused'))
  const stuck = computed(() => parse(outbox.entries.value).filter(isStuck))
  let timer = null

  function cast(round, subjectIds) {
    send(round, subjectIds.map((id) => {
      const { grades, remark } = sheets.of(round.id, id)
      const words = remark.trim()
      return [id, words ? { grades, remark: words } : { grades }]
    }))
  }

  function abstain(round, subjectId) {
    send(round, [[subjectId, { grades: {}, abstain: true }]])
  }

  function send(round, list) {
    problem.value = ''
    outbox.putAll(list.map(([id, words]) => [ballotKey(round.id, id), 'ballot.cast',
      { round_id: round.id, subject_id: id, ballot_id: randomHex(16), ...words }]))
  }

  function follow() {
    const all = parse(outbox.entries.value)
    for (const each of all.filter(({ entry }) => entry.state === 'refused')) if (!isStuck(each)) giveUp(each)
    const out = all.filter(({ entry }) => entry.state !== 'refused').map(({ key }) => key)
    sent.value = [...sent.peek(), ...out.filter((key) => !sent.peek().includes(key))]
    if (out.length) timer ??= setTimeout(() => (slow.value = true), SLOW)
    else if (!stuck.peek().length) finish()
  }

  /** Send again what a fault of the server kept: the same ballots, so that none counts twice. */
  function retry() {
    for (const { key } of stuck.peek()) outbox.retry(key)
  }

  /** Take back to their sheets what a fault of the server kept. */
  function takeBack() {
    const keys = stuck.peek().map(({ key }) => key)
    sent.value = sent.peek().filter((key) => !keys.includes(key))
    for (const key of keys) outbox.drop(key)
  }

  function giveUp({ key, roundId, subjectId, entry }) {
    const final = FINAL[entry.error.code]
    if (final) lost.value = { title: final[0], words: final[1] }
    else problem.value = entry.error.message
    if (final) sheets.forget(roundId, subjectId)
    sent.value = sent.peek().filter((each) => each !== key)
    queueMicrotask(() => outbox.drop(key))
  }

  function finish() {
    clearTimeout(timer)
    timer = null
    slow.value = false
    const done = parse(Object.fromEntries(sent.peek().map((key) => [key, null])))
    sent.value = []
    for (const { roundId, subjectId } of done) sheets.forget(roundId, subjectId)
    if (done.length) onDone(done[0].roundId, done.map((each) => each.subjectId))
  }

  effect(() => {
    outbox.entries.value
    queueMicrotask(follow)
  })

  const busy = computed(() => underWay.value.length > 0)
  return { cast, abstain, retry, takeBack, busy, slow, sent, underWay, stuck, lost, problem }
}

const isStuck = ({ entry }) => entry.state === 'refused' && entry.error.code === 'internal'

function parse(entries) {
  return Object.entries(entries)
    .filter(([key]) => key.startsWith('ballot/'))
    .map(([key, entry]) => ({ key, entry, roundId: key.split('/')[1], subjectId: key.split('/')[2] }))
}
