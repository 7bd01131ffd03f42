// Which sheet this seat may fill in now, and what is said when one was left half filled.
import { computed, effect } from '../live/ui.js'
import { ballotKey } from './ballots.js'
import { openRounds, phaseOf } from './rounds.js'
import { subjectOf } from './place.js'

/** `offered`: `{round, subjects, batch, grace}` or null; `missed`: why an open round is not offered, or ''. */
export function createOffer({ sections, hand, sheets, outbox }) {
  const open = computed(() => {
    outbox.entries.value // a ballot that is in is not offered again, also before `me` says so
    const { rounds, me, meeting } = sections.value
    if (!me?.checked_in) return []
    return openRounds(rounds, me)
      // what is left out of a section comes a moment later
      .filter((round) => round.subjects.every((each) => rounds.forms[each.form] && subjectOf(meeting, each.subject_id)))
      .map((round) => ({ ...round, left: round.todo.map((each) => each.subject_id).filter((id) => !outbox.receipt(ballotKey(round.id, id))) }))
      .filter((round) => round.left.length > 0)
  })
  // as words, so that the page is drawn again when a phase changes, not with every tick
  const phases = computed(() => open.value.map((round) => phaseOf(round, hand.value)).join())
  const mine = computed(() => {
    const now = phases.value.split(',')
    return open.value
      .map((round, index) => ({ round, subjects: round.left, batch: round.subjects.length > 1, grace: now[index] !== 'open' }))
      .filter(({ round, grace }) => !grace || sheets.begun(round.id))
  })
  const offered = computed(() => mine.value[0] ?? null)
  const missed = computed(() => (open.value.length > mine.value.length ? '测评时间已到，没有开始评分的不能再评。' : ''))
  return { offered, missed }
}

/** Say it when a round ends over a half-filled sheet, and put the sheet away. */
export function watchRounds({ sections, sheets, outbox, ballots }) {
  // cast in another window of this phone: the grades must not stay here
  function forgetCast(roundId, subjectId) {
    const { grades } = sheets.of(roundId, subjectId)
    if (Object.keys(grades).length && !outbox.entries.peek()[ballotKey(roundId, subjectId)]) sheets.forget(roundId, subjectId)
  }

  effect(() => {
    const known = sections.value.rounds?.rounds
    if (!known) return
    for (const [roundId, subjectId] of sections.value.me.cast) forgetCast(roundId, subjectId)
    for (const roundId of sheets.rounds()) {
      const round = known.find((each) => each.id === roundId)
      if (round?.state === 'open' || ballots.sent.peek().some((key) => key.startsWith(`ballot/${roundId}/`))) continue
      if (hasOutgoing(outbox, roundId)) continue
      const half = (round?.subjects ?? []).filter(({ subject_id: id }) => isHalf(sheets, outbox, roundId, id))
      sheets.forget(roundId)
      if (half.length) ballots.lost.value = lostWords(round, half.length)
    }
  })
}

function hasOutgoing(outbox, roundId) {
  return Object.keys(outbox.entries.peek()).some((key) => key.startsWith(`ballot/${roundId}/`))
}

function isHalf(sheets, outbox, roundId, subjectId) {
  return Object.keys(sheets.of(roundId, subjectId).grades).length > 0 && !outbox.receipt(ballotKey(roundId, subjectId))
}

function lostWords(round, count) {
  if (round.state === 'void') return { title: '这次测评已作废', words: '您的评分没有计入。主持人重新开始测评时，请您再评一次。' }
  const whose = round.subjects.length > 1 ? `您还有 ${count} 位没有提交` : '您的评分还没有提交'
  return { title: '测评已经结束', words: `${whose}，没有计入。` }
}
